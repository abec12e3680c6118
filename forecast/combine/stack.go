package combine

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// Stack weighs members by how a pool of them would have done on the series'
// own past: it refits them at each of the last Origins years, scores their
// quantiles for the next Horizon years and looks for the weights whose averaged
// quantiles have the lowest CRPS,
//
//	min over w of Σ cases Σ levels pinball(Σ w[i]·Q[i](p), p, y),  w ≥ 0, Σ w = 1,
//
// by a fixed number of exponentiated-gradient steps, which start from and, for
// members that never differ, stay at equal weights. A few origins of one short
// series say little: the result is moved towards equal weights by m/(m+origins)
// for m members.
//
// The shortest history that is forecast from has MinLen years, and at least
// three origins are wanted: a series of fewer than MinLen+3 years is refused
// with [forecast.ErrShort], upon which a pool takes equal weights. A member
// that refuses an origin is given the average of the others there. Each member
// is fitted Origins more times. No fit sees a value after its origin.
//
// # References
//
// Hall and Mitchell, Combining density forecasts, International Journal of
// Forecasting 23(1), 2007. Kivinen and Warmuth, Exponentiated gradient versus
// gradient descent for linear predictors, Information and Computation 132, 1997.
// Stock and Watson, Combination forecasts of output growth in a seven-country
// data set, Journal of Forecasting 23(6), 2004 (on shrinking to equal weights).
type Stack struct {
	Origins int // 0 means 6
	Horizon int // years ahead that count; 0 means 3
	MinLen  int // 0 means 10
}

const (
	leastOrigins = 3
	stackSteps   = 200
)

// stackLevels are the quantiles that stand for the distribution.
var stackLevels = []float64{0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975}

// String returns "stacked".
func (Stack) String() string { return "stacked" }

func (s Stack) settings() (origins, horizon, minLen int) {
	or := func(v, ifZero int) int {
		if v == 0 {
			return ifZero
		}
		return v
	}
	return or(s.Origins, 6), or(s.Horizon, 3), or(s.MinLen, 10)
}

// Weights refits the members at past origins and looks for the best weights.
func (s Stack) Weights(y data.Series, members []Member) ([]float64, error) {
	origins, horizon, minLen := s.settings()
	y = y.Trim()
	n := y.Len()
	first := max(n-origins, minLen)
	if n-first < leastOrigins {
		return nil, fmt.Errorf("stack %d members: %d years, want at least %d: %w", len(members), n, minLen+leastOrigins, forecast.ErrShort)
	}
	var cases []stackCase
	for length := first; length < n; length++ {
		cases = append(cases, pastCases(y, length, min(horizon, n-length), members)...)
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("stack %d members: none answers in the past: %w", len(members), forecast.ErrShort)
	}
	w := descend(cases, len(members))
	m := float64(len(members))
	shrink := m / (m + float64(n-first))
	for i := range w {
		w[i] = (1-shrink)*w[i] + shrink/m
	}
	return w, nil
}

// stackCase is an outcome and, level by level, what each member had said.
type stackCase struct {
	y float64
	q [][]float64 // [level][member]
}

// pastCases returns the cases of the origin that ends the first length years.
func pastCases(y data.Series, length, horizon int, members []Member) []stackCase {
	past := y.Window(y.Start, y.Start+data.Year(length-1))
	steps := make([][]forecast.Dist, len(members))
	answers := 0
	for i, m := range members {
		if f, err := m.Model.Fit(past); err == nil { // a refusal is filled in by stackQuantiles
			steps[i] = f.Forecast(horizon).Steps
			answers++
		}
	}
	if answers == 0 {
		return nil
	}
	var cases []stackCase
	for h := range horizon {
		if v := y.Values[length+h]; !math.IsNaN(v) {
			cases = append(cases, stackCase{v, stackQuantiles(steps, h)})
		}
	}
	return cases
}

// stackQuantiles returns the quantiles of step h, those of a member without
// an answer being the average of the others'.
func stackQuantiles(steps [][]forecast.Dist, h int) [][]float64 {
	q := make([][]float64, len(stackLevels))
	for l, p := range stackLevels {
		q[l] = make([]float64, len(steps))
		sum, answers := 0.0, 0.0
		for i, s := range steps {
			if s != nil {
				q[l][i] = s[h].Quantile(p)
				sum += q[l][i]
				answers++
			}
		}
		for i, s := range steps {
			if s == nil {
				q[l][i] = sum / answers
			}
		}
	}
	return q
}

// descend minimises the pinball loss over the simplex by the exponentiated
// subgradient, w[i] ← w[i]·exp(-η·g[i]), with steps η falling as 1/√k, and
// returns the best weights met. The gradient is taken relative to the loss of
// equal weights, so that the unit of the series plays no part.
func descend(cases []stackCase, m int) []float64 {
	w, grad := equal(m), make([]float64, m)
	start := stackLoss(cases, w, grad)
	best, low := equal(m), start
	if start == 0 {
		return best
	}
	for k := range stackSteps {
		eta := 1 / math.Sqrt(float64(k+1))
		// Only differences of the gradient matter; the least keeps exp in range.
		least := floats.Min(grad)
		for i := range w {
			w[i] *= math.Exp(-eta * (grad[i] - least) / start)
		}
		floats.Scale(1/floats.Sum(w), w)
		if loss := stackLoss(cases, w, grad); loss < low*(1-1e-9) {
			low = loss
			copy(best, w)
		}
	}
	return best
}

// stackLoss returns the loss at w and overwrites grad with its gradient, the
// derivative of pinball(q, p, y) in q being 1{y < q} - p.
func stackLoss(cases []stackCase, w, grad []float64) float64 {
	loss := 0.0
	clear(grad)
	for _, c := range cases {
		for l, p := range stackLevels {
			q := floats.Dot(w, c.q[l])
			loss += score.Pinball(q, p, c.y)
			slope := -p
			if c.y < q {
				slope++
			}
			floats.AddScaled(grad, slope, c.q[l])
		}
	}
	return loss
}
