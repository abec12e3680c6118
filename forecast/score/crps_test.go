package score

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// TestCRPSAgainstIntegral compares closed forms and the quantile integral with
// R's integral of the definition (testdata/crps.R).
func TestCRPSAgainstIntegral(t *testing.T) {
	for _, r := range table(t, "testdata/crps.csv") {
		a, b, y, want := r.number("a"), r.number("b"), r.number("y"), r.number("crps")
		var d forecast.Dist
		switch r.text("dist") {
		case "normal":
			d = distuv.Normal{Mu: a, Sigma: b}
		case "lognormal":
			d = dist.Exp(distuv.Normal{Mu: a, Sigma: b})
		case "t":
			d = distuv.StudentsT{Mu: a, Sigma: b, Nu: r.number("nu")}
		default:
			t.Fatalf("unknown distribution %q", r.text("dist"))
		}
		if got := CRPS(d, y); math.Abs(got-want) > 1e-8*want {
			t.Errorf("%v: CRPS(%g) = %.10g, want %.10g", d, y, got, want)
		}
		// Far out in the tails of a t of 2 degrees of freedom is the worst case.
		if got := CRPSQuantile(d.Quantile, d.CDF(y), y); math.Abs(got-want) > 1e-6*want {
			t.Errorf("%v: by quantiles %.10g, want %.10g", d, got, want)
		}
	}
}

// TestCRPSByHand: |y| for a point; for draws 1 and 3 and y = 2 the definition
// is ∫ from 1 to 3 of ¼ = ½, for y = 5 it is 2·¼ + 2·1 = 2½; a uniform on [0, 1]
// has ⅓ - y + y²: 1/12 at ½. The normal at its mean has σ(√2-1)/√π.
func TestCRPSByHand(t *testing.T) {
	two := forecast.NewSample([]float64{1, 3})
	uniform := distuv.Uniform{Max: 1}
	for _, c := range []struct {
		d       forecast.Dist
		y, want float64
	}{
		{dist.Point(3), 1, 2}, {dist.Point(3), 3, 0},
		{two, 2, 0.5}, {two, 5, 2.5}, {two, 1, 0.5}, {two, -1, 2.5},
		{uniform, 0.5, 1.0 / 12}, {uniform, 0, 1.0 / 3}, {uniform, 2, 4.0 / 3}, {uniform, -1, 4.0 / 3},
		{distuv.Normal{Mu: 7, Sigma: 2}, 7, 2 * (math.Sqrt2 - 1) / math.SqrtPi},
		{dist.Exp(distuv.Normal{Sigma: 1}), -1, 1 + CRPS(dist.Exp(distuv.Normal{Sigma: 1}), 0)}, // below the support each unit costs one
		{distuv.StudentsT{Sigma: 1, Nu: 1}, 0, math.Inf(1)},
	} {
		if got := CRPS(c.d, c.y); !(math.Abs(got-c.want) <= 1e-6) && got != c.want {
			t.Errorf("%v: CRPS(%g) = %g, want %g", c.d, c.y, got, c.want)
		}
	}
}

// TestCRPSOfCombinations: a mixture of normals has a closed form (Grimit et al.
// 2006), A(y-μ[i], s²[i]) being E|X|: Σ w·A - ½ ΣΣ w·w·A(μ[i]-μ[j], s²[i]+s²[j]).
func TestCRPSOfCombinations(t *testing.T) {
	absolute := func(m, v float64) float64 {
		s := math.Sqrt(v)
		unit := distuv.UnitNormal
		return 2*s*unit.Prob(m/s) + m*(2*unit.CDF(m/s)-1)
	}
	mu, s, w := []float64{0, 3}, []float64{1, 0.5}, []float64{0.7, 0.3}
	d := dist.Mixture{Of: []dist.Dist{distuv.Normal{Sigma: 1}, distuv.Normal{Mu: 3, Sigma: 0.5}}, Weights: w}
	for _, y := range []float64{-1, 0.2, 2, 4} {
		want := 0.0
		for i := range mu {
			want += w[i] * absolute(y-mu[i], s[i]*s[i])
			for j := range mu {
				want -= 0.5 * w[i] * w[j] * absolute(mu[i]-mu[j], s[i]*s[i]+s[j]*s[j])
			}
		}
		if got := CRPS(d, y); math.Abs(got-want) > 1e-6*want {
			t.Errorf("mixture: CRPS(%g) = %.9g, want %.9g", y, got, want)
		}
	}
}

// TestCRPSProperties: never negative, in the unit of y, at most the absolute
// error of the median, and that of a sample of quantiles approaches that of
// the distribution.
func TestCRPSProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mu := rapid.Float64Range(-5, 5).Draw(t, "mu")
		s := rapid.Float64Range(0.01, 5).Draw(t, "sigma")
		y := rapid.Float64Range(-20, 20).Draw(t, "y")
		d := distuv.Normal{Mu: mu, Sigma: s}
		c := CRPS(d, y)
		if c <= 0 {
			t.Fatalf("CRPS %g", c)
		}
		if double := CRPS(distuv.Normal{Mu: 2 * mu, Sigma: 2 * s}, 2*y); math.Abs(double-2*c) > 1e-9*(1+c) {
			t.Fatalf("CRPS %g, of twice everything %g", c, double)
		}
		v := make([]float64, 400)
		for i := range v {
			v[i] = d.Quantile((float64(i) + 0.5) / 400)
		}
		sample := forecast.NewSample(v)
		if e := CRPS(sample, y); math.Abs(e-c) > 0.01*(s+c) {
			t.Fatalf("CRPS %g, of the sample %g", c, e)
		}
		if e := CRPS(sample, y); e > math.Abs(y-mu)+1e-9 && math.Abs(y-mu) > 3*s {
			t.Fatalf("CRPS %g above the error %g of the median", e, math.Abs(y-mu))
		}
	})
}

// TestCRPSIsProper: no other spread has a lower expectation than the true one.
func TestCRPSIsProper(t *testing.T) {
	expected := func(s float64) float64 {
		total := 0.0
		for i := range 2000 {
			total += CRPSNormal(0, s, distuv.UnitNormal.Quantile((float64(i)+0.5)/2000)) / 2000
		}
		return total
	}
	best := expected(1)
	for _, s := range []float64{0.5, 0.8, 0.9, 1.1, 1.3, 2} {
		if expected(s) <= best {
			t.Errorf("spread %g scores %g, the true one %g", s, expected(s), best)
		}
	}
}

func BenchmarkCRPS(b *testing.B) {
	of := []dist.Dist{dist.Exp(distuv.Normal{Sigma: 0.1}), dist.Exp(distuv.Normal{Sigma: 0.2})}
	for _, c := range []struct {
		name string
		d    forecast.Dist
	}{{"normal", distuv.Normal{Sigma: 1}}, {"average", dist.NewAverage(of, []float64{0.5, 0.5}, 0)}} {
		b.Run("of="+c.name, func(b *testing.B) {
			for b.Loop() {
				CRPS(c.d, 1.1)
			}
		})
	}
}
