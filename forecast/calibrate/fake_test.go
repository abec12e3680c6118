package calibrate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// walk says N(last, (s·h^power)²) of every random walk, on the logarithms if
// log is set; it estimates nothing. A walk of innovations of variance 1 has
// s = 1 and power = ½.
type walk struct {
	s, power float64
	log      bool
}

func (m walk) String() string { return "walk" }

func (m walk) Fit(y data.Series) (forecast.Fitted, error) {
	if y.Len() == 0 || math.IsNaN(y.Values[y.Len()-1]) {
		return nil, fmt.Errorf("no last value: %w", forecast.ErrShort)
	}
	return walkFit{m, y}, nil
}

type walkFit struct {
	walk
	y data.Series
}

func (f walkFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.y, Method: "walk"}
	last := f.y.Values[f.y.Len()-1]
	for i := range h {
		s := f.s * math.Pow(float64(i+1), f.power)
		if f.log {
			out.Steps = append(out.Steps, dist.Exp(distuv.Normal{Mu: math.Log(last), Sigma: s}))
		} else {
			out.Steps = append(out.Steps, distuv.Normal{Mu: last, Sigma: s})
		}
	}
	return out
}

func (f walkFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	p := forecast.NewPaths(h, n)
	z := distuv.Normal{Sigma: 1, Src: src}
	for i := range n {
		sum := 0.0
		for j := range h {
			sum += z.Rand()
			p.V[i*h+j] = sum
		}
	}
	return p.Reshape(f.Forecast(h).Steps)
}

func (f walkFit) Summary() forecast.Summary {
	return forecast.Summary{Method: "walk", N: f.y.Observed(), Fitted: f.y.Values, Residuals: make([]float64, f.y.Len())}
}

// walks returns random walks of 12 to 45 years with the innovations that draw
// gives, exponentiated if log is set.
func walks(t testing.TB, count int, seed uint64, log bool, draw func(*rand.Rand) float64) []data.Series {
	t.Helper()
	rng := rand.New(forecast.Stream(seed, "walks"))
	out := make([]data.Series, count)
	for i := range out {
		v := make([]float64, 12+i%34)
		level := 0.0
		for j := range v {
			level += draw(rng)
			v[j] = level
			if log {
				v[j] = math.Exp(level)
			}
		}
		out[i] = data.Series{ID: fmt.Sprint(i), Start: 1980, Values: v}
	}
	return out
}

func normal(r *rand.Rand) float64 { return r.NormFloat64() }

// scale is the mean of |Z| for a standard normal Z, the score.Scale of a long
// walk.
var scale = math.Sqrt(2 / math.Pi)

// width is that of a limit of walk in terms of the scale.
func (m walk) width(level float64, h int) float64 {
	return m.s * math.Pow(float64(h), m.power) * distuv.UnitNormal.Quantile(0.5+level/2) / scale
}
