package burden

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Growth is the logarithmic growth of a series, year by year; NaN where it is not
// known.
type Growth struct {
	Start  data.Year
	Values []float64
}

// GrowthOf returns the growth of a series of positive values. Its first year is the
// one after the series' first.
func GrowthOf(s data.Series) Growth {
	g := Growth{Start: s.Start + 1}
	for y := g.Start; y <= s.End(); y++ {
		a, okA := s.At(y - 1)
		b, okB := s.At(y)
		v := math.NaN()
		if okA && okB && a > 0 && b > 0 {
			v = math.Log(b / a)
		}
		g.Values = append(g.Values, v)
	}
	return g
}

// At returns the growth of a year, NaN where it is not known.
func (g Growth) At(y data.Year) float64 {
	if y < g.Start || int(y-g.Start) >= len(g.Values) {
		return math.NaN()
	}
	return g.Values[y-g.Start]
}

// Split says how nominal growth g falls into prices p and real growth y = g - p,
//
//	p[t] = a + b·g[t] + c·p[t-1] + u[t],
//
// as [NewSplit] estimates it. Without nominal growth to go by b is 0.
type Split struct {
	A, B, C   float64
	Sigma     float64   // of u
	N, DF     int       // years it was learnt from, and those less what was estimated
	Surprises Surprises // u
	outlook   *outlook  // of [Split.Learn]; nil without one
	last      float64   // p of the last year known
	end       data.Year // that year
}

// persistent is the most that inflation may hang on to itself: a record of twenty
// years cannot tell a slow return from none.
const persistent = 0.95

// minSplit is the fewest years that a split is learnt from.
const minSplit = 12

// NewSplit estimates a split by least squares over the years that have all of it,
// up to a last year. c is kept between 0 and 0.95; where it would be outside, a and
// b are estimated with c at the bound. Nominal growth may be that of another
// edition of the accounts than prices: u takes up what they differ by. With no years
// of nominal growth at all b is left out. It reports false with fewer than 12 years.
func NewSplit(nominal, prices Growth, last data.Year) (Split, bool) {
	var years []data.Year
	for y := prices.Start + 1; y <= last; y++ {
		g := nominal.At(y)
		if len(nominal.Values) == 0 {
			g = 0
		}
		if v := prices.At(y) + prices.At(y-1) + g; !math.IsNaN(v) {
			years = append(years, y)
		}
	}
	s := Split{N: len(years)}
	if s.N < minSplit {
		return s, false
	}
	columns := func(y data.Year) []float64 {
		if len(nominal.Values) == 0 {
			return []float64{1, prices.At(y - 1)}
		}
		return []float64{1, prices.At(y - 1), nominal.At(y)}
	}
	beta, ok := leastSquares(years, prices.At, columns)
	if !ok {
		return s, false
	}
	if bound := math.Max(0, math.Min(persistent, beta[1])); bound != beta[1] {
		rest, ok := leastSquares(years, func(y data.Year) float64 { return prices.At(y) - bound*prices.At(y-1) },
			func(y data.Year) []float64 { x := columns(y); return append(x[:1:1], x[2:]...) })
		if !ok {
			return s, false
		}
		beta = append([]float64{rest[0], bound}, rest[1:]...)
	}
	s.A, s.C = beta[0], beta[1]
	if len(beta) > 2 {
		s.B = beta[2]
	}
	s.DF = s.N - len(beta)
	s.residuals(years, nominal, prices)
	s.end = years[len(years)-1]
	s.last = prices.At(s.end)
	return s, true
}

// residuals keeps what the split does not explain.
func (s *Split) residuals(years []data.Year, nominal, prices Growth) {
	first, last := years[0], years[len(years)-1]
	s.Surprises = Surprises{Start: first, Values: make([]float64, last-first+1)}
	for i := range s.Surprises.Values {
		s.Surprises.Values[i] = math.NaN()
	}
	sum := 0.0
	for _, y := range years {
		u := prices.At(y) - s.mean(nominal.At(y), prices.At(y-1))
		s.Surprises.Values[y-first] = u
		sum += u * u
	}
	s.Sigma = math.Sqrt(sum / float64(s.DF))
}

// mean returns what is expected of prices.
func (s Split) mean(nominal, before float64) float64 {
	if s.B == 0 { // also where there is no nominal growth, which is NaN
		return s.A + s.C*before
	}
	return s.A + s.B*nominal + s.C*before
}

// leastSquares regresses y on x over some years.
func leastSquares(years []data.Year, y func(data.Year) float64, x func(data.Year) []float64) ([]float64, bool) {
	k := len(x(years[0]))
	design, target := mat.NewDense(len(years), k, nil), mat.NewVecDense(len(years), nil)
	for i, year := range years {
		design.SetRow(i, x(year))
		target.SetVec(i, y(year))
	}
	var beta mat.VecDense
	if err := beta.SolveVec(design, target); err != nil {
		return nil, false // columns that are one
	}
	return beta.RawVector().Data, true
}

// Shocks draws n paths of h years of what prices do beyond the split, added up from
// the first year on: Student t with DF degrees of freedom and scale Sigma·√(1+1/N),
// so that the error of the estimates themselves is in it, as in [Record]. [Tie] may
// put them in another order.
func (s Split) Shocks(h, n int, src rand.Source) forecast.Paths {
	u := distuv.StudentsT{Sigma: s.Sigma * math.Sqrt(1+1/float64(s.N)), Nu: float64(s.DF), Src: src}
	out := forecast.NewPaths(h, n)
	for i := range n {
		row, sum := out.Row(i), 0.0
		for j := range row {
			if s.Sigma > 0 {
				sum += u.Rand()
			}
			row[j] = sum
		}
	}
	return out
}

// Prices returns paths of prices, 1 in the year origin, on which
//
//	log P[t] = log P[t-1] + a + b·g[t] + c·p[t-1] + u[t].
//
// past is nominal growth up to the origin, for the years between the last known
// prices and it; gdp are the paths of nominal GDP after the origin, of which it was
// before at the origin, or none where the split goes without. Row i of shocks, of
// [Split.Shocks], has the years after the last known prices, so that column 0 is not
// that of the origin's next year where prices end earlier. Real GDP is gdp over
// prices, path by path: nominal GDP is their product.
func (s Split) Prices(origin data.Year, past Growth, gdp forecast.Paths, before float64, shocks forecast.Paths) forecast.Paths {
	lead := int(origin - s.end) // years of u before the first of the paths
	out := forecast.NewPaths(shocks.H-lead, shocks.N())
	for i := range out.N() {
		u, row := shocks.Row(i), out.Row(i)
		p, level, sum := s.last, 0.0, 0.0
		for j := range u {
			h := j - lead
			g := past.At(s.end + data.Year(j+1)) // of years up to the origin
			if h >= 0 && gdp.N() > 0 {
				nominal := gdp.Row(i)
				was := before
				if h > 0 {
					was = nominal[h-1]
				}
				g = math.Log(nominal[h] / was)
			}
			year, shock := s.end+data.Year(j+1), u[j]-sum
			if v, ok := s.foretold(year, g, shock); ok {
				p = v
			} else {
				p = s.mean(g, p) + shock
			}
			sum = u[j]
			if h >= 0 {
				level += p
				row[h] = math.Exp(level)
			}
		}
	}
	return out
}

// Lead returns how many years lie between the last known prices and an origin.
func (s Split) Lead(origin data.Year) int { return int(origin - s.end) }
