package dist

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// Grid returns the n quantiles at (k-½)/n, see [forecast.Grid]: Mu + Sigma·t[k],
// t those of T, which are computed once for all of the same Nu. They are
// Quantile's to 1e-11 of the larger of |t| and 1; the upper half mirrors the lower
// one, whose tail probabilities have more digits. What differs is the incomplete
// beta function's, which is good to no more near the median.
func (d Student) Grid(n int) []float64 {
	if d.Nu < 2 || n == 0 {
		return forecast.Grid(d.gonum(), n)
	}
	out := make([]float64, n)
	for k, x := range standards.of(d.Nu, n) {
		out[k] = d.Mu + d.Sigma*x
	}
	return out
}

// Grid returns the n quantiles at (k-½)/n, see [forecast.Grid].
func (d Transform) Grid(n int) []float64 {
	q := forecast.Grid(d.Of, n)
	for k, x := range q {
		q[k] = d.To(x)
	}
	return q
}

// Grid returns the n quantiles at (k-½)/n, see [forecast.Grid]: averages of those
// of the components.
func (d Average) Grid(n int) []float64 {
	grids := make([][]float64, len(d.Of))
	for i, c := range d.Of {
		if z, ok := c.(distuv.Normal); ok {
			grids[i] = scaled(z, n)
			continue
		}
		grids[i] = forecast.Grid(c, n)
	}
	out, v := make([]float64, n), make([]float64, len(d.Of))
	for k := range out {
		for i, q := range grids {
			v[i] = q[k]
		}
		out[k] = TrimmedMean(v, d.Weights, d.Trim)
	}
	return out
}

// scaled returns the grid of a normal distribution from that of the unit one.
func scaled(d distuv.Normal, n int) []float64 {
	if n == 0 {
		return nil
	}
	out := make([]float64, n)
	for k, z := range standards.of(math.Inf(1), n) {
		out[k] = d.Mu + d.Sigma*z
	}
	return out
}

// shapes are the grids of Student t distributions of location 0 and scale 1 that
// were computed last; those of the normal have infinitely many degrees of
// freedom. They depend on nothing but their keys.
type shapes struct {
	mu    sync.Mutex
	known map[shape]func() []float64
	size  int // values held
}

type shape struct {
	nu float64
	n  int
}

var standards shapes

// held is the most values that are kept, 8 MB of them.
const held = 1 << 20

// of returns a grid that is not to be changed.
func (s *shapes) of(nu float64, n int) []float64 {
	s.mu.Lock()
	key := shape{nu, n}
	grid, ok := s.known[key]
	if !ok {
		size := max(n, gridNodes)
		grid = sync.OnceValue(func() []float64 { return standard(nu, n) })
		if s.known == nil || s.size+size > held {
			s.known, s.size = map[shape]func() []float64{}, 0
		}
		s.known[key] = grid
		s.size += size
	}
	s.mu.Unlock()
	return grid()
}

// atNodes is the size that stands for the nodes of [Expect] in place of a grid: of
// its t quantiles those far in the tails cost most.
const atNodes = 0

func standard(nu float64, n int) []float64 {
	switch {
	case n == atNodes:
		z := make([]float64, gridNodes)
		for i, p := range gridP {
			z[i] = Student{Sigma: 1, Nu: nu}.Quantile(p)
		}
		return z
	case math.IsInf(nu, 1):
		return forecast.Grid(distuv.UnitNormal, n)
	}
	return studentGrid(nu, n)
}

// hillNodes is the number of nodes from the end whose search starts from Hill's
// expansion; further in the node before is nearer.
const hillNodes = 16

// studentGrid returns the grid of T by the search of [Student.Quantile]. From one
// node x to the next the tail probability grows by δ = 1/n, so that a Halley step
// with u = -δ/f(x), which costs no beta function, starts the search so near the
// quantile that mostly one step is left.
func studentGrid(nu float64, n int) []float64 {
	t := newTail(nu)
	out := make([]float64, n)
	x, f := 0.0, 0.0
	for k := range n / 2 {
		at := (float64(k) + 0.5) / float64(n)
		if k < hillNodes {
			x = hill(nu, 2*at)
		} else {
			x += t.halley(x, -1/float64(n)/f)
		}
		x, f = t.search(x, at)
		out[k], out[n-1-k] = -x, x
	}
	return out
}

// tail is the upper tail of T.
type tail struct{ nu, peak float64 } // peak is the density at zero

func newTail(nu float64) tail {
	lb, _ := math.Lgamma((nu + 1) / 2)
	lc, _ := math.Lgamma(nu / 2)
	return tail{nu, math.Exp(lb-lc) / math.Sqrt(nu*math.Pi)}
}

// halley is the step of Halley's method from x for u = (P(T>x) - a)/f(x).
func (t tail) halley(x, u float64) float64 {
	return u * (1 + u*x*(t.nu+1)/(2*(t.nu+x*x)))
}

// search finds the positive x that T exceeds with probability a from one near it,
// and returns it with the density there, to the digits of the last step.
func (t tail) search(x, a float64) (at, density float64) {
	for range 4 {
		density = t.peak * math.Pow(1+x*x/t.nu, -(t.nu+1)/2)
		upper := mathext.RegIncBeta(t.nu/2, 0.5, t.nu/(t.nu+x*x)) / 2
		step := t.halley(x, (upper-a)/density)
		x += step
		if math.Abs(step) <= 1e-7*x { // cubic: the next one would be below 1e-16
			break
		}
	}
	return x, density
}
