package forecast_test

import (
	"errors"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

type named struct{ forecast.Model }

func (named) String() string { return "drift" }

func TestFail(t *testing.T) {
	err := forecast.Fail(named{}, data.Series{ID: "JPN"}, forecast.ErrShort, "%d value, want at least %d", 1, 3)
	if want := "fit drift to JPN: 1 value, want at least 3: series too short"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if !errors.Is(err, forecast.ErrShort) || errors.Is(err, forecast.ErrGap) {
		t.Errorf("%q is not ErrShort alone", err)
	}
	if fit, ok := errors.AsType[*forecast.FitError](err); !ok || fit.Model != "drift" || fit.Series != "JPN" {
		t.Errorf("%#v is no FitError of drift and JPN", err)
	}
}
