package statespace

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// dense is the model written out as one multivariate normal and solved by
// generalised least squares with matrices of the size of the data: no filter,
// no recursion, the initial state a regression coefficient. It is the
// yardstick of everything that the filter and the smoother compute.
//
// States are stacked: row 2t is the level of time t, row 2t+1 its slope.
type dense struct {
	spec          Spec
	p             Params
	total, d, k   int        // times, those to forecast included; diffuse states; effects
	seen          []int      // times with a value
	first         *mat.Dense // 2·total × d: the states' response to the initial one
	mean          *mat.Dense // 2·total × 1: their mean under a prior
	noise         *mat.Dense // 2·total × 2·total: their covariance given the initial one
	x             *mat.Dense // total × k: the interventions
	g             *mat.Dense // seen × (d+k): regressors of the values
	c             *mat.Dense // 2·total × seen: covariance of states and values
	inverse       *mat.Dense // Ω⁻¹
	gamma, gcov   *mat.Dense // initial state and effects
	resid         *mat.Dense
	loglik, prof  float64
	firstNoise    int // time of the first noise: 1, or 0 after a prior
	T, Q, initial *mat.Dense
}

func newDense(spec Spec, p Params, y []float64, h int) (*dense, bool) {
	m := &dense{spec: spec, p: p, total: len(y) + h, k: len(spec.Interventions), firstNoise: 1}
	if spec.Prior == nil {
		m.d = spec.Trend.states()
	}
	for t, v := range y {
		if !math.IsNaN(v) {
			m.seen = append(m.seen, t)
		}
	}
	m.matrices()
	m.states()
	m.regressors()
	return m, m.solve(y)
}

// matrices writes T, Q and the prior covariance as the package comment has them.
func (m *dense) matrices() {
	m.T = mat.NewDense(2, 2, []float64{1, 1, 0, 1})
	m.Q = mat.NewDense(2, 2, []float64{m.p.Level, 0, 0, m.p.Slope})
	m.initial = mat.NewDense(2, 2, nil)
	if p := m.spec.Prior; p != nil {
		m.firstNoise = 0
		m.initial = mat.NewDense(2, 2, []float64{p.Cov[0][0], p.Cov[0][1], p.Cov[1][0], p.Cov[1][1]})
	}
	switch m.spec.Trend {
	case LocalLevel: // a slope that is and stays zero
		m.T = mat.NewDense(2, 2, []float64{1, 0, 0, 0})
		m.Q.Set(1, 1, 0)
		m.initial = mat.NewDense(2, 2, []float64{m.initial.At(0, 0), 0, 0, 0})
	case Smooth:
		m.Q.Set(0, 0, 0)
	case Damped:
		m.T.Set(1, 1, m.p.Phi)
	}
}

// states writes mean, response and covariance of all states at once, from the
// powers of T.
func (m *dense) states() {
	n := m.total
	power := make([]*mat.Dense, n+1)
	power[0] = mat.NewDense(2, 2, []float64{1, 0, 0, 1})
	for i := 1; i <= n; i++ {
		power[i] = product(m.T, power[i-1])
	}
	m.mean, m.noise = mat.NewDense(2*n, 1, nil), mat.NewDense(2*n, 2*n, nil)
	m.first = mat.NewDense(2*n, max(m.d, 1), nil)
	for t := range n {
		if p := m.spec.Prior; p != nil {
			mean := mat.NewDense(2, 1, []float64{p.Mean[0], p.Mean[1]})
			if m.spec.Trend == LocalLevel {
				mean.Set(1, 0, 0)
			}
			block(m.mean, 2*t, 0, product(power[t+1], mean))
		} else {
			block(m.first, 2*t, 0, power[t].Slice(0, 2, 0, m.d))
		}
		for s := t; s < n; s++ {
			sum := product(power[t+1], m.initial, power[s+1].T())
			for at := m.firstNoise; at <= t; at++ {
				sum.Add(sum, product(power[t-at], m.Q, power[s-at].T()))
			}
			block(m.noise, 2*t, 2*s, sum)
			block(m.noise, 2*s, 2*t, sum.T())
		}
	}
}

// regressors writes what the values are regressed on, and their covariance
// with the states.
func (m *dense) regressors() {
	m.x = mat.NewDense(m.total, max(m.k, 1), nil)
	for j, v := range m.spec.Interventions {
		for t := range m.total {
			m.x.Set(t, j, v.at(t, m.spec.Trend.ramp(m.p)))
		}
	}
	m.g = mat.NewDense(len(m.seen), max(m.d+m.k, 1), nil)
	m.c = mat.NewDense(2*m.total, len(m.seen), nil)
	for i, s := range m.seen {
		block(m.c, 0, i, m.noise.ColView(2*s))
		for j := range m.d {
			m.g.Set(i, j, m.first.At(2*s, j))
		}
		for j := range m.k {
			m.g.Set(i, m.d+j, m.x.At(s, j))
		}
	}
}

// solve is generalised least squares of the values on initial state and
// effects. It reports false if Ω or the information is singular.
func (m *dense) solve(y []float64) bool {
	n := len(m.seen)
	omega := mat.NewDense(n, n, nil)
	m.resid = mat.NewDense(n, 1, nil)
	for i, s := range m.seen {
		for j := range n {
			omega.Set(i, j, m.c.At(2*s, j))
		}
		omega.Set(i, i, omega.At(i, i)+m.p.Irregular)
		m.resid.Set(i, 0, y[s]-m.mean.At(2*s, 0))
	}
	m.inverse, m.gcov = new(mat.Dense), new(mat.Dense)
	if m.inverse.Inverse(omega) != nil {
		return false
	}
	logOmega, _ := mat.LogDet(omega)
	logInfo, logCov := 0.0, 0.0
	if m.d+m.k > 0 {
		info := product(m.g.T(), m.inverse, m.g)
		if m.gcov.Inverse(info) != nil {
			return false
		}
		logInfo, _ = mat.LogDet(info)
		m.gamma = product(m.gcov, m.g.T(), m.inverse, m.resid)
		m.resid.Sub(m.resid, product(m.g, m.gamma))
	}
	if m.k > 0 {
		logCov, _ = mat.LogDet(m.gcov.Slice(m.d, m.d+m.k, m.d, m.d+m.k))
	}
	ssr := product(m.resid.T(), m.inverse, m.resid).At(0, 0)
	log2pi := math.Log(2 * math.Pi)
	m.loglik = -0.5 * (float64(n-m.d-m.k)*log2pi + logOmega + logInfo + ssr)
	m.prof = m.loglik - 0.5*(float64(m.k)*log2pi+logCov)
	return true
}

// predict returns mean and variance, given the data, of a combination of the
// states plus one of the effects plus noise of its own.
func (m *dense) predict(states, effects []float64, own float64) (mean, variance float64) {
	r := mat.NewDense(1, len(states), states)
	weights := product(r, m.c, m.inverse)
	mean = product(r, m.mean).At(0, 0) + product(weights, m.resid).At(0, 0)
	variance = own + product(r, m.noise, r.T()).At(0, 0) - product(weights, m.c.T(), r.T()).At(0, 0)
	if m.d+m.k == 0 {
		return mean, variance
	}
	b := mat.NewDense(1, m.d+m.k, nil)
	if m.d > 0 {
		block(b, 0, 0, product(r, m.first))
	}
	for j, v := range effects {
		b.Set(0, m.d+j, v)
	}
	mean += product(b, m.gamma).At(0, 0)
	b.Sub(b, product(weights, m.g))
	return mean, variance + product(b, m.gcov, b.T()).At(0, 0)
}

// state predicts one state, value one value with its effects and noise.
func (m *dense) state(i int) (mean, variance float64) {
	pick := make([]float64, 2*m.total)
	pick[i] = 1
	return m.predict(pick, nil, 0)
}

func (m *dense) value(t int) (mean, variance float64) {
	pick := make([]float64, 2*m.total)
	pick[2*t] = 1
	return m.predict(pick, mat.Row(nil, t, m.x)[:m.k], m.p.Irregular)
}

func product(factors ...mat.Matrix) *mat.Dense {
	var out mat.Dense
	out.Product(factors...)
	return &out
}

// block copies m into dst from row i, column j on.
func block(dst *mat.Dense, i, j int, m mat.Matrix) {
	r, c := m.Dims()
	dst.Slice(i, i+r, j, j+c).(*mat.Dense).Copy(m)
}

// drawCase makes a random model, parameters and data with gaps.
func drawCase(rt *rapid.T) (Spec, Params, []float64) {
	unit := rapid.Float64Range(0.01, 1)
	s := Spec{Trend: rapid.SampledFrom([]Trend{LocalLevel, LocalLinear, Smooth, Damped}).Draw(rt, "trend")}
	p := Params{
		Irregular: unit.Draw(rt, "irregular"),
		Level:     rapid.SampledFrom([]float64{0, 0.1, 1}).Draw(rt, "level"),
		Slope:     rapid.SampledFrom([]float64{0, 0.01, 0.5}).Draw(rt, "slope"),
		Phi:       rapid.Float64Range(PhiMin, 1).Draw(rt, "phi"),
	}
	n := rapid.IntRange(9, 14).Draw(rt, "n")
	y := rapid.SliceOfN(rapid.Float64Range(-5, 5), n, n).Draw(rt, "y")
	for t := range y { // rapid shrinks to constants, which leave only rounding errors to compare
		y[t] += float64(t * t % 7)
	}
	for _, t := range rapid.SliceOfN(rapid.IntRange(0, n-1), 0, 3).Draw(rt, "gaps") {
		y[t] = math.NaN()
	}
	if rapid.Bool().Draw(rt, "prior") {
		s.Prior = &Prior{Mean: [2]float64{1, -0.5}, Cov: [2][2]float64{{3, 0.5}, {0.5, 2}}}
	}
	for range rapid.IntRange(0, 2).Draw(rt, "shocks") {
		v := Intervention{
			Shock: rapid.SampledFrom([]Shock{LevelShift, Outlier, SlopeChange}).Draw(rt, "shock"),
			At:    rapid.IntRange(3, n-3).Draw(rt, "at"),
		}
		s.Interventions = append(s.Interventions, v)
	}
	return s, p, y
}

// The filter, the smoother, the effects and the forecasts are those of
// generalised least squares, whatever the model, the gaps and the start.
func TestAgainstDense(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, p, y := drawCase(rt)
		f, err := s.At(y, p)
		if errors.Is(err, ErrIntervention) || errors.Is(err, ErrShort) || errors.Is(err, ErrExact) {
			rt.Skip(err)
		}
		if err != nil {
			rt.Fatal(err)
		}
		const h = 3
		d, ok := newDense(s, p, y, h)
		if !ok {
			rt.Skip("singular")
		}
		check := func(what string, got, want float64) {
			rt.Helper()
			if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
				rt.Errorf("%s = %.12g, want %.12g", what, got, want)
			}
		}
		check("log-likelihood", f.LogLik, d.loglik)
		check("profile", f.ProfileLogLik, d.prof)
		smooth := f.Smooth()
		for i := range y {
			mean, variance := d.state(2 * i)
			check("level", smooth.Level[i], mean)
			check("level variance", smooth.LevelVar[i], variance)
			if s.Trend != LocalLevel {
				mean, variance = d.state(2*i + 1)
				check("slope", smooth.Slope[i], mean)
				check("slope variance", smooth.SlopeVar[i], variance)
			}
		}
		m, v := f.Forecast(h)
		for i := range h {
			mean, variance := d.value(len(y) + i)
			check("forecast", m[i], mean)
			check("forecast variance", v[i], variance)
		}
		first := f.Diffuse
		for j, e := range f.Effects {
			check("effect", e.Size, d.gamma.At(first+j, 0))
			check("its error", e.StdErr, math.Sqrt(d.gcov.At(first+j, first+j)))
		}
	})
}

// The score from the smoother is the derivative of the likelihood.
func TestScoreIsDerivative(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, p, y := drawCase(rt)
		pr, err := newProblem(s, y, 8)
		if err != nil {
			rt.Skip(err)
		}
		sr := &search{pr: pr}
		p.Phi = PhiMin + (PhiMax-PhiMin)*p.Phi
		x := sr.point(p)
		if loss := sr.loss(x); math.IsInf(loss, 0) {
			rt.Skip("no likelihood")
		}
		got := make([]float64, len(x))
		sr.gradient(got, x)
		for i := range x {
			const step = 1e-5
			moved := append([]float64(nil), x...)
			moved[i] = x[i] + step
			up := sr.loss(moved)
			moved[i] = x[i] - step
			want := (up - sr.loss(moved)) / (2 * step)
			if !(math.Abs(got[i]-want) <= 1e-4*math.Max(1, math.Abs(want))) {
				rt.Errorf("derivative %d = %.9g, want %.9g", i, got[i], want)
			}
		}
	})
}
