package model

import (
	"errors"
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/panel"
)

func init() {
	register(Entry{
		Name:  "panel",
		New:   func() forecast.Model { return Panel{} },
		Short: "the default for shares as published: one law of change learnt from all countries that have them",
		Ref:   "Montero-Manso and Hyndman 2021",
		Panel: func(of []data.Series) forecast.Model { return Panel{Of: of} },
	})
}

// Panel learns one law of change from all countries of a panel, up to the last
// year of the series in hand, and applies it to that series. With x = log y
// and d its yearly change,
//
//	d[t+1] = a + ρ·d[t] + κ·(m[t]-x[t]) + λ·(X[t]-x[t]) + γ·g[t] + s·u
//
// m is the country's own mean so far, X the countries' trimmed mean in year t
// and g their trimmed mean change; a is the country's effect and s its
// volatility, both shrunk to the pool; u is Student t. See package panel for
// how they are learnt.
//
// A series with one value gets the pooled volatility; one with four has its
// own say by as much as the panel's volatilities differ. Without any others
// the law is that of the series alone, held near the random walk by a prior.
//
// Marginals are those of exp(x), x Student t, with nothing above a hundred times
// the last value; over the years all of them widen together.
//
// By its name alone it has no others to learn from; [Entry].Panel gives it some.
// It is on the log scale itself and not to be put in [Log].
//
// Fit returns [forecast.ErrDomain] for a value that is not positive or a panel in
// another unit, and [forecast.ErrShort] where series and panel have no more than two changes
// from one year to the next. Values of the panel that are not positive are
// missing.
//
// # References
//
// Montero-Manso and Hyndman, Principles and algorithms for forecasting groups
// of time series: locality and globality, International Journal of Forecasting
// 37, 2021.
type Panel struct {
	// Of are the countries learnt from. One with the ID of the series in hand
	// is replaced by it; no value after the series' last year is looked at.
	Of []data.Series
}

// String returns "panel".
func (Panel) String() string { return "panel" }

// Fit learns the law and the country's place in it.
func (m Panel) Fit(y data.Series) (forecast.Fitted, error) {
	if _, _, err := observed(m, y, 1); err != nil {
		return nil, err
	}
	for _, s := range m.Of {
		if s.Unit != y.Unit {
			return nil, forecast.Fail(m, y, forecast.ErrDomain, "%s of the panel is in %s, the series in %s", s.ID, s.Unit, y.Unit)
		}
	}
	l := link{to: math.Log, back: expCapped, dist: dist.Exp, domain: "positive values", scale: "logarithms"}
	return asFitted(l.fit(m, panelLog{of: m.Of}, y))
}

// expCapped is exp without infinity, for values near the largest float.
func expCapped(x float64) float64 { return math.Min(math.Exp(x), math.MaxFloat64) }

// ceiling is the most that a value is taken to grow to, in units of the last
// one. Exponentials of Student t have no mean and no finite CRPS otherwise; the
// steepest rise on record is 24-fold (Kuwait 1991).
const ceiling = 100

// panelLog is Panel on the logarithms of the series in hand.
type panelLog struct{ of []data.Series }

// String returns "panel".
func (panelLog) String() string { return "panel" }

// Fit learns the law; the series in hand is its last member.
func (m panelLog) Fit(z data.Series) (forecast.Fitted, error) {
	var members []panel.Member
	for _, s := range m.of {
		if s.ID != z.ID {
			members = append(members, logMember(s))
		}
	}
	own := panel.Member{Start: int(z.Start), X: z.Values}
	members = append(members, own)
	law, err := panel.Learn(members, int(z.End()))
	if errors.Is(err, panel.ErrShort) {
		return nil, &forecast.FitError{Model: m.String(), Series: z.ID, Err: kernelError{err, forecast.ErrShort}}
	}
	if err != nil {
		return nil, err
	}
	last := math.NaN()
	for _, x := range z.Values {
		if !math.IsNaN(x) {
			last = x
		}
	}
	return panelFit{of: z, law: law, own: own, c: len(members) - 1, top: last + math.Log(ceiling)}, nil
}

// logMember returns the logarithms of the positive values of s.
func logMember(s data.Series) panel.Member {
	m := panel.Member{Start: int(s.Start), X: make([]float64, s.Len())}
	for i, v := range s.Values {
		m.X[i] = math.NaN()
		if v > 0 && !math.IsInf(v, 1) {
			m.X[i] = math.Log(v)
		}
	}
	return m
}

// panelFit is the law applied to the logarithms of one series.
type panelFit struct {
	of  data.Series
	law *panel.Law
	own panel.Member
	c   int
	top float64 // logarithm of the largest value
}

func (f panelFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: "panel", Steps: make([]forecast.Dist, h)}
	o := f.law.Outlook(f.own, f.c, h)
	for i := range out.Steps {
		out.Steps[i] = dist.Transform{Of: dist.StudentT(o.Mean[i], o.Spread[i], o.Nu[i]), To: f.cap, From: f.uncap}
	}
	return out
}

func (f panelFit) cap(x float64) float64 { return math.Min(x, f.top) }

// uncap is the largest logarithm that is capped to x.
func (f panelFit) uncap(x float64) float64 {
	if x >= f.top {
		return math.Inf(1)
	}
	return x
}

func (f panelFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	paths := forecast.Paths{H: h, V: f.law.Outlook(f.own, f.c, h).Simulate(n, src)}
	return paths.Map(func(_ int, x float64) float64 { return f.cap(x) })
}

// Summary has the law's parameters; those that are the country's own come
// last. There is no likelihood of one series under a law learnt from many.
func (f panelFit) Summary() forecast.Summary {
	s := newSummary("panel", f.of)
	nan := math.NaN()
	for j, name := range []string{"momentum", "reversion", "level", "common change"} {
		s.Params = append(s.Params, forecast.Param{Name: name, Value: f.law.Coef[j], SE: f.law.StdErr[j]})
	}
	effect, scale := f.law.Own(f.c)
	for _, p := range []forecast.Param{
		{Name: "persistence of the common change", Value: f.law.Persistence},
		{Name: "degrees of freedom", Value: f.law.Tails[0].Nu},
		{Name: "country effect", Value: effect},
		{Name: "country volatility", Value: scale},
	} {
		p.SE = nan
		s.Params = append(s.Params, p)
	}
	s.K = len(s.Params)
	s.Sigma2 = scale * scale
	for i, d := range f.law.Explained(f.own, f.c) {
		if i+1 < len(f.own.X) {
			s.Fitted[i+1] = f.own.X[i] + d
			s.Residuals[i+1] = f.own.X[i+1] - s.Fitted[i+1]
		}
	}
	return s
}
