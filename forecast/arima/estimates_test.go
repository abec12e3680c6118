package arima_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast/arima"
)

// TestEstimates: the likelihood found is R's or higher. R's own number is not
// the likelihood where an innovation has more than 10,000 times the variance
// of the last ones, for its filter then leaves that innovation out: near a
// unit root of the AR part. There the likelihood at R's coefficients must be
// below R's number and not above ours.
func TestEstimates(t *testing.T) {
	all := series(t)
	higher, artefacts, same := 0, 0, 0
	for _, row := range datatest.Table(t, "testdata/estimates.csv") {
		s, y := spec(t, row), all[row["series"]]
		name := row["series"] + "/" + s.String() + "/" + row["method"]
		m, err := arima.Fit(y, s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want, coef := number(t, row["loglik"]), numbers(t, row["coef"])
		switch {
		case m.LogLik < want-1e-4:
			artefacts++
			r, err := arima.Apply(y, s, coef)
			if err != nil {
				t.Logf("%s: R's coefficients: %v", name, err)
				continue
			}
			t.Logf("%s: %.6f, R says %.6f, which is %.6f; R's coefficients %v", name, m.LogLik, want, r.LogLik, coef)
			if r.LogLik > want-1e-4 || r.LogLik > m.LogLik+1e-4 {
				t.Errorf("%s: log-likelihood %.6f, R has %.6f", name, m.LogLik, want)
			}
		case m.LogLik > want+1e-4:
			higher++
		default:
			same++
			alike(t, name, row, m)
		}
	}
	t.Logf("%d as R's, %d higher, %d where R's number is not the likelihood", same, higher, artefacts)
}

// alike compares an estimate with R's where both are the same maximum. R's
// optimiser stops at a relative change of 1e-8 in the likelihood, where the
// coefficients are still a hundredth of a standard error away.
func alike(t *testing.T, name string, row map[string]string, m *arima.Estimate) {
	t.Helper()
	coef, se := numbers(t, row["coef"]), numbers(t, row["stderr"])
	for i, want := range coef {
		if math.Abs(m.Coef[i]-want) > 0.05*se[i] {
			t.Errorf("%s: coefficient %d is %.8g, R has %.8g (%.3g)", name, i, m.Coef[i], want, se[i])
		}
	}
	if m.SE != nil {
		for i, want := range se {
			if far(m.SE[i], want, 0.02, 0) {
				t.Errorf("%s: standard error %d is %.8g, R has %.8g", name, i, m.SE[i], want)
			}
		}
	}
}
