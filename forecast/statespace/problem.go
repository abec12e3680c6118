package statespace

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// problem is a model with its data, shifted and scaled to lie in [-1, 1], and
// the memory that one evaluation of the likelihood needs. It is not safe for
// concurrent use.
type problem struct {
	spec     Spec // with the prior in scaled units
	y        []float64
	seen     []bool
	origin   float64 // y = origin + scale·(scaled y)
	scale    float64
	n        int     // values seen
	constant bool    // they are all equal
	noise    float64 // variance below which innovations are rounding errors

	steps []step
	e     []float64   // standardised innovations of y
	x     [][]float64 // regressors
	ex    [][]float64 // their standardised innovations
	end   vec         // state of y predicted after the last time
	endX  []vec       // the same of the regressors
	endP  sym

	info *mat.SymDense // X*'X*, the information on the effects
	chol mat.Cholesky
	beta []float64

	sh  *shocks   // of y, made when first needed
	shX []*shocks // of the regressors
}

// limits of the scale of the data, whose square, the variance, has to be a
// number with room to spare for horizons.
const (
	tooSmall = 1e-140
	tooLarge = 1e140
)

// newProblem scales the data. It refuses those with fewer than want values and
// those out of range.
func newProblem(spec Spec, y []float64, want int) (*problem, error) {
	spec.check()
	if err := checkInterventions(spec.Interventions, len(y)); err != nil {
		return nil, err
	}
	pr := &problem{y: make([]float64, len(y)), seen: make([]bool, len(y))}
	if err := pr.survey(y, max(want, 1)); err != nil {
		return nil, err
	}
	for t, v := range y {
		pr.y[t] = (v - pr.origin) / pr.scale
	}
	pr.spec = spec.scaled(pr.origin, pr.scale)
	pr.allocate(len(y), len(spec.Interventions))
	return pr, nil
}

// states returns the number of values that initial state and effects use up.
func (s Spec) states() int {
	if s.Prior != nil {
		return len(s.Interventions)
	}
	return len(s.Interventions) + s.Trend.states()
}

// estimated returns the number of parameters that Fit estimates.
func (s Spec) estimated() int {
	n := 0
	for _, free := range s.Trend.free() {
		if free {
			n++
		}
	}
	if s.Trend == Damped && s.Phi == 0 {
		n++
	}
	return n
}

// survey sets seen, n, origin (the first value) and scale (the largest
// distance from it, 1 if that is 0).
func (pr *problem) survey(y []float64, want int) error {
	largest := 0.0
	for t, v := range y {
		if math.IsInf(v, 0) {
			return fmt.Errorf("infinite value at %d: %w", t, ErrRange)
		}
		if pr.seen[t] = !math.IsNaN(v); !pr.seen[t] {
			continue
		}
		if pr.n == 0 {
			pr.origin = v
		}
		pr.n++
		largest = max(largest, math.Abs(v))
		pr.scale = max(pr.scale, math.Abs(v-pr.origin))
	}
	if pr.n < want {
		return fmt.Errorf("%d values, want at least %d: %w", pr.n, want, ErrShort)
	}
	if pr.constant = pr.scale == 0; pr.constant {
		pr.scale = 1
	}
	if pr.scale < tooSmall || pr.scale > tooLarge {
		return fmt.Errorf("values differ by %g, want between %g and %g: %w", pr.scale, tooSmall, tooLarge, ErrRange)
	}
	// Each value carries a rounding error of half a unit in its last place.
	ulp := 0x1p-52 * (1 + largest/pr.scale)
	pr.noise = 16 * ulp * ulp
	return nil
}

// scaled returns a copy of the structure with its prior in scaled units.
func (s Spec) scaled(origin, scale float64) Spec {
	s = s.clone()
	if p := s.Prior; p != nil {
		p.Mean = [2]float64{(p.Mean[0] - origin) / scale, p.Mean[1] / scale}
		for i := range p.Cov {
			for j := range p.Cov[i] {
				p.Cov[i][j] /= scale * scale
			}
		}
	}
	return s
}

func (pr *problem) allocate(n, k int) {
	pr.steps = make([]step, n)
	pr.e = make([]float64, n)
	pr.x = make([][]float64, k)
	pr.ex = make([][]float64, k)
	for j := range k {
		pr.x[j] = make([]float64, n)
		pr.ex[j] = make([]float64, n)
		pr.spec.Interventions[j].fill(pr.x[j], 1)
	}
	pr.endX = make([]vec, k)
	pr.beta = make([]float64, k)
	if k > 0 {
		pr.info = mat.NewSymDense(k, nil)
	}
}

// value is the likelihood at one point.
type value struct {
	loglik  float64 // diffuse log-likelihood; -Inf where there is none
	profile float64 // the same with the effects taken as parameters
	scale   float64 // the variance concentrated out, 1 if none
}

var impossible = value{loglik: math.Inf(-1), profile: math.Inf(-1), scale: 1}

// at evaluates the log-likelihood of the scaled data (DK 7.2.2, with the
// effects β of the regressors as further diffuse states, DK 6.2.3):
//
//	-½(n-d-k) log 2π - ½ Σ log F∞ - ½ Σ log F - ½ log|X*'X*| - ½ Σ (e-X*β)²
//
// where e and X* are standardised innovations, β is the least-squares
// coefficient of one on the other, d counts the diffuse states and k the
// effects. It is the density of the n-d-k contrasts that do not depend on
// them; DK's own constant is -½n log 2π. With concentrate, all variances are
// relative to one, which is put at its optimum Σ(e-X*β)²/(n-d-k) (DK 2.10.2).
func (pr *problem) at(p Params, concentrate bool) value {
	sys := pr.spec.system(p)
	var ok bool
	if pr.endP, ok = sys.gains(pr.steps, pr.seen); !ok {
		return impossible
	}
	a, _, _ := sys.start()
	pr.end = sys.innovations(pr.e, pr.y, pr.steps, a)
	if !pr.regress(&sys, p) {
		return impossible
	}
	f, finf, n, _ := logdet(pr.steps)
	sse := floats.Dot(pr.e, pr.e)
	info := 0.0
	if len(pr.x) > 0 {
		info = pr.chol.LogDet()
	}
	v := value{scale: 1}
	if concentrate {
		dof := float64(n - len(pr.x))
		// The floor keeps an exact fit from an infinite likelihood.
		v.scale = max(sse/dof, pr.noise)
		f += float64(n) * math.Log(v.scale)
		info -= float64(len(pr.x)) * math.Log(v.scale)
	}
	v.profile = -0.5 * (float64(n)*math.Log(2*math.Pi) + finf + f + sse/v.scale)
	v.loglik = v.profile + 0.5*float64(len(pr.x))*math.Log(2*math.Pi) - 0.5*info
	return v
}

// regress takes the effects of the interventions out of the innovations e by
// least squares, and keeps coefficients and information. It reports false if
// they cannot be told apart.
func (pr *problem) regress(sys *system, p Params) bool {
	k := len(pr.x)
	if k == 0 {
		return true
	}
	for j, v := range pr.spec.Interventions {
		if v.Shock == SlopeChange && pr.spec.Trend == Damped {
			v.fill(pr.x[j], p.Phi)
		}
		pr.endX[j] = sys.innovations(pr.ex[j], pr.x[j], pr.steps, vec{})
	}
	for i := range k {
		pr.beta[i] = floats.Dot(pr.ex[i], pr.e)
		for j := i; j < k; j++ {
			pr.info.SetSym(i, j, floats.Dot(pr.ex[i], pr.ex[j]))
		}
	}
	if pr.confounded() >= 0 {
		return false
	}
	b := mat.NewVecDense(k, pr.beta)
	if err := pr.chol.SolveVecTo(b, b); err != nil {
		return false
	}
	for j := range k {
		floats.AddScaled(pr.e, -pr.beta[j], pr.ex[j])
	}
	return true
}

// confounded factorises the information on the effects and returns the first
// effect that those before it, or the initial state, explain: the one that
// they leave no more than a rounding error of. It returns -1 if none.
func (pr *problem) confounded() int {
	const (
		dust  = 1e-12 // of the raw sum of squares: explained by the initial state
		share = 1e-9  // of the information: explained by other effects
	)
	k := len(pr.x)
	ok := pr.chol.Factorize(pr.info)
	for j := range k {
		own := pr.info.At(j, j)
		if !(own > dust*pr.raw(j)) {
			return j
		}
		if ok {
			pivot := pr.chol.RawU().At(j, j)
			if pivot*pivot < share*own {
				return j
			}
		}
	}
	if !ok {
		return k - 1
	}
	return -1
}

// raw returns the sum of squares of a regressor over the times with a value,
// in units of the last innovation's variance.
func (pr *problem) raw(j int) float64 {
	sum, root := 0.0, 0.0
	for t, x := range pr.x[j] {
		if g := &pr.steps[t]; g.kind != missing {
			sum += x * x
			root = g.root
		}
	}
	return sum * root * root
}
