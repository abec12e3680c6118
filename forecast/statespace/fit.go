package statespace

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Fit is a model with its parameters and its data. It is immutable and safe
// for concurrent use.
type Fit struct {
	Spec   Spec
	Params Params
	// Effects are the estimated interventions, in the order of the Spec.
	Effects []Effect
	// N counts the values seen, Diffuse the initial states without a prior,
	// Estimated the parameters that were estimated: 0 from [Spec.At].
	N, Diffuse, Estimated int
	// LogLik is the exact diffuse log-likelihood with the effects diffuse too,
	// which Fit maximises. Its value depends on the unit of the data through
	// N - Diffuse - len(Effects) values only, so that models with different
	// numbers of diffuse states or effects cannot be compared by it.
	LogLik float64
	// ProfileLogLik has the effects as parameters at their estimates instead,
	// so that models with different interventions can be compared.
	ProfileLogLik float64

	y      []float64
	pr     *problem // evaluated at the parameters; read only from here on
	cov    *mat.SymDense
	params Params // in scaled units
}

// K returns the number of estimated parameters, initial states and effects
// included, as the information criteria count them (DK 7.4).
func (f *Fit) K() int { return f.Estimated + f.Diffuse + len(f.Effects) }

// At returns the model with given parameters; only the effects of
// interventions are estimated, by generalised least squares. Negative or
// infinite variances and φ outside (0, 1] panic.
//
// Errors wrap [ErrShort], [ErrExact], [ErrRange] or [ErrIntervention].
func (s Spec) At(y []float64, p Params) (*Fit, error) {
	p.check(s.Trend)
	pr, err := newProblem(s, y, s.states())
	if err != nil {
		return nil, err
	}
	return pr.fit(s, y, p.times(1/pr.scale/pr.scale), 0)
}

// Fit returns the model with parameters of maximum diffuse likelihood. One
// variance is concentrated out; the ratios of the others to it are searched
// for from several starts with a bounded number of evaluations. A variance may
// be exactly zero at the optimum.
//
// Errors wrap [ErrShort], [ErrExact], [ErrRange] or [ErrIntervention].
func (s Spec) Fit(y []float64) (*Fit, error) {
	// One value for each diffuse state, each effect and each parameter.
	pr, err := newProblem(s, y, s.states()+s.estimated())
	if err != nil {
		return nil, err
	}
	if pr.constant {
		return nil, fmt.Errorf("all %d values are %g: %w", pr.n, pr.origin, ErrExact)
	}
	if err := pr.identified(Params{Irregular: 1, Level: 1, Slope: 1, Phi: (PhiMin + PhiMax) / 2}); err != nil {
		return nil, err
	}
	p, err := (&search{pr: pr}).run()
	if err != nil {
		return nil, err
	}
	return pr.fit(s, y, p, s.estimated())
}

// identified refuses data that the model fits exactly, and interventions that
// cannot be told from each other or from the initial state, at the parameters.
func (pr *problem) identified(p Params) error {
	v := pr.at(p, true)
	if math.IsInf(v.loglik, -1) {
		return pr.obstacle(p)
	}
	if pr.spec.Prior == nil && v.scale <= pr.noise {
		return fmt.Errorf("%d values fitted exactly by a %s: %w", pr.n, pr.spec.Trend, ErrExact)
	}
	return nil
}

// obstacle says why there was no likelihood at the parameters.
func (pr *problem) obstacle(p Params) error {
	sys := pr.spec.system(p)
	switch _, ok := sys.gains(pr.steps, pr.seen); {
	case ok:
		return fmt.Errorf("%s: %w", pr.spec.Interventions[max(pr.confounded(), 0)], ErrIntervention)
	case sys.diffuse > 0 && sys.qe+sys.ql+sys.qs > 0:
		return fmt.Errorf("%d values leave an initial state open: %w", pr.n, ErrShort)
	}
	return fmt.Errorf("innovations without variance: %w", ErrExact)
}

// fit evaluates the problem at its parameters and undoes the scaling.
func (pr *problem) fit(s Spec, y []float64, p Params, estimated int) (*Fit, error) {
	v := pr.at(p, false)
	if math.IsInf(v.loglik, -1) {
		return nil, pr.obstacle(p)
	}
	if math.IsInf(v.loglik, 1) || math.IsNaN(v.loglik) {
		return nil, fmt.Errorf("variances %g, %g, %g of the scaled values: %w", p.Irregular, p.Level, p.Slope, ErrRange)
	}
	_, _, proper, diffuse := logdet(pr.steps)
	unit := math.Log(pr.scale)
	f := &Fit{
		Spec: s.clone(), Params: p.times(pr.scale * pr.scale), N: pr.n, Diffuse: diffuse, Estimated: estimated,
		LogLik:        v.loglik - float64(proper-len(pr.x))*unit,
		ProfileLogLik: v.profile - float64(proper)*unit,
		y:             slices.Clone(y), pr: pr, params: p,
	}
	if k := len(pr.x); k > 0 {
		f.cov = mat.NewSymDense(k, nil)
		if err := pr.chol.InverseTo(f.cov); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrIntervention, err)
		}
		f.Effects = make([]Effect, k)
		for j, shock := range s.Interventions {
			f.Effects[j] = Effect{shock, pr.beta[j] * pr.scale, math.Sqrt(f.cov.At(j, j)) * pr.scale}
		}
	}
	return f, nil
}

// Residuals returns the standardised one-step innovations, independent N(0, 1)
// if the model holds: NaN where a value is missing or was used up by a diffuse
// state. With interventions they are those at the estimated effects.
func (f *Fit) Residuals() []float64 {
	r := slices.Clone(f.pr.e)
	for t := range r {
		if f.pr.steps[t].kind != proper {
			r[t] = math.NaN()
		}
	}
	return r
}

// Fitted returns the one-step forecasts of the values, the effects of
// interventions included: NaN where a diffuse state leaves the forecast open.
func (f *Fit) Fitted() []float64 {
	sys := f.system()
	a, _, _ := sys.start()
	path := sys.predicted(f.adjusted(), f.pr.steps, a)
	out := make([]float64, len(path))
	for t, a := range path {
		out[t] = math.NaN()
		if g := &f.pr.steps[t]; g.kind == proper || g.kind == missing && g.pinf == (sym{}) {
			out[t] = f.value(a[0] + f.effect(t))
		}
	}
	return out
}

// Filtered returns the level and the slope given the values up to and
// including each time, without the effects of interventions: NaN while a
// diffuse state leaves them open. The slope of a local level is zero.
func (f *Fit) Filtered() (level, slope []float64) {
	sys := f.system()
	a, _, _ := sys.start()
	y := f.adjusted()
	level, slope = make([]float64, len(y)), make([]float64, len(y))
	left := sys.diffuse
	for t, a := range sys.predicted(y, f.pr.steps, a) {
		g := &f.pr.steps[t]
		if g.kind != missing {
			v := y[t] - a[0]
			a[0] += g.k[0] * v
			a[1] += g.k[1] * v
		}
		if g.kind == diffuse {
			left--
		}
		level[t], slope[t] = f.value(a[0]), a[1]*f.pr.scale
		if left > 0 {
			level[t], slope[t] = math.NaN(), math.NaN()
		}
	}
	return level, slope
}

// predicted returns the predicted states of a column at all times.
func (s *system) predicted(column []float64, steps []step, a vec) []vec {
	path := make([]vec, len(steps))
	for t := range steps {
		path[t] = a
		if g := &steps[t]; g.kind != missing {
			v := column[t] - a[0]
			a[0] += g.k[0] * v
			a[1] += g.k[1] * v
		}
		a = s.predict(a)
	}
	return path
}

func (f *Fit) system() system { return f.pr.spec.system(f.params) }

// value undoes the scaling of a level.
func (f *Fit) value(v float64) float64 { return f.pr.origin + f.pr.scale*v }

// effect returns x[t]'β in scaled units; t may lie after the data.
func (f *Fit) effect(t int) float64 {
	sum := 0.0
	for j, v := range f.Spec.Interventions {
		sum += f.pr.beta[j] * v.at(t, f.Spec.Trend.ramp(f.params))
	}
	return sum
}

// adjusted returns the scaled data without the effects of interventions.
func (f *Fit) adjusted() []float64 {
	y := slices.Clone(f.pr.y)
	for j, b := range f.pr.beta {
		floats.AddScaled(y, -b, f.pr.x[j])
	}
	return y
}
