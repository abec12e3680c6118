package forecast

import "github.com/defcast/defcast/data"

// Paths holds joint futures: row i is one future, column h-1 the year h years
// after the origin. V is row-major, len(V) a multiple of H.
type Paths struct {
	H int
	V []float64
}

// NewPaths returns n paths of h years, all zero.
func NewPaths(h, n int) Paths { return Paths{H: h, V: make([]float64, h*n)} }

// N returns the number of paths.
func (p Paths) N() int {
	if p.H == 0 {
		return 0
	}
	return len(p.V) / p.H
}

// Row returns path i; the slice is shared with p.
func (p Paths) Row(i int) []float64 { return p.V[i*p.H : (i+1)*p.H] }

// Step returns the distribution of year h, counted from 1.
func (p Paths) Step(h int) Sample { return NewSample(p.column(h - 1)) }

// column returns the values of a year, counted from 0, path by path.
func (p Paths) column(h int) []float64 {
	v := make([]float64, p.N())
	for i := range v {
		v[i] = p.V[i*p.H+h]
	}
	return v
}

// Forecast returns the marginal distributions of the paths as those of the
// years after the last one of y.
func (p Paths) Forecast(y data.Series, method string) Forecast {
	f := Forecast{Of: y, Method: method, Steps: make([]Dist, p.H)}
	for h := range f.Steps {
		f.Steps[h] = p.Step(h + 1)
	}
	return f
}

// Map returns the paths with f applied to every value; h counts from 1.
func (p Paths) Map(f func(h int, v float64) float64) Paths {
	q := NewPaths(p.H, p.N())
	for i, v := range p.V {
		q.V[i] = f(i%p.H+1, v)
	}
	return q
}

// Ratio divides p by q path by path. It panics if the shapes differ.
func (p Paths) Ratio(q Paths) Paths {
	return p.With(q, func(a, b float64) float64 { return a / b })
}

// Add sums p and q path by path. It panics if the shapes differ.
func (p Paths) Add(q Paths) Paths {
	return p.With(q, func(a, b float64) float64 { return a + b })
}

// With joins p and q value by value. It panics if the shapes differ.
func (p Paths) With(q Paths, op func(a, b float64) float64) Paths {
	if p.H != q.H || len(p.V) != len(q.V) {
		panic("forecast: paths of different shape")
	}
	r := NewPaths(p.H, p.N())
	for i := range r.V {
		r.V[i] = op(p.V[i], q.V[i])
	}
	return r
}

// Reshape returns the paths with the marginals of steps: in each year the
// k-th smallest of n values becomes the quantile at (k-½)/n. Ties keep the
// order of the paths. The dependence of the paths over time, their copula,
// stays (ensemble copula coupling). It panics if there are fewer steps than
// years.
//
// # References
//
// Schefzik, Thorarinsdottir and Gneiting, Uncertainty quantification in complex
// simulation models using ensemble copula coupling, Statistical Science 28(4), 2013.
func (p Paths) Reshape(steps []Dist) Paths {
	n := p.N()
	out := NewPaths(p.H, n)
	for h := range p.H {
		grid := Grid(steps[h], n)
		for k, i := range Order(p.column(h)) {
			out.V[i*p.H+h] = grid[k]
		}
	}
	return out
}

// Total returns the distribution of the sum over years from to to, both
// counted from 1 and included.
func (p Paths) Total(from, to int) Sample {
	sums := make([]float64, p.N())
	for i := range sums {
		for _, v := range p.Row(i)[from-1 : to] {
			sums[i] += v
		}
	}
	return NewSample(sums)
}

// Reached returns, for each year, the share of paths that are at or above the
// level in that year.
func (p Paths) Reached(level float64) []float64 {
	return p.share(func(v float64, _ bool) bool { return v >= level })
}

// ReachedBy returns, for each year, the share of paths that have been at or
// above the level in that year or one before it: the distribution function of
// the first year met.
func (p Paths) ReachedBy(level float64) []float64 {
	return p.share(func(v float64, before bool) bool { return before || v >= level })
}

// share counts, year by year, the paths that met holds for; met is told
// whether it held the year before on the same path.
func (p Paths) share(met func(v float64, before bool) bool) []float64 {
	out := make([]float64, p.H)
	for i := range p.N() {
		held := false
		for h, v := range p.Row(i) {
			if held = met(v, held); held {
				out[h]++
			}
		}
	}
	for h := range out {
		out[h] /= float64(p.N())
	}
	return out
}
