package bridge

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distmv"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// minRecords is the fewest countries, each with a year at least, that a panel
// is learnt from: its spread between countries is a guess below that.
const minRecords = 5

// Learn returns the panel under which the records are the likeliest. Records
// without years are skipped. It returns an error that wraps
// [forecast.ErrShort] for fewer than five countries or ten values, and
// [forecast.ErrNumeric] where two definitions are the same to the last digit,
// so that there is no spread to learn.
//
// The search is that of Nelder and Mead over M, log s, log τ, log q and log ν,
// from the moments of the records; parameters stay within bounds that keep the
// covariance well conditioned (τ ≤ 100, q ≤ 3, 1 ≤ ν ≤ 100).
//
// What the last few lots of records taught is remembered: the countries of one
// command all ask the same ones.
func Learn(records []Record) (Panel, error) { return lessons.of(records) }

func learn(records []Record) (Panel, error) {
	var use []Record
	n := 0
	for _, r := range records {
		if len(r.Years) > 0 {
			use = append(use, r)
			n += len(r.Years)
		}
	}
	if len(use) < minRecords || n < 2*minRecords {
		return Panel{}, fmt.Errorf("learn bridge: %d countries with %d years in common, want at least %d with %d: %w",
			len(use), n, minRecords, 2*minRecords, forecast.ErrShort)
	}
	start, ok := moments(use)
	if !ok {
		return Panel{}, fmt.Errorf("learn bridge: the definitions do not differ in %d years: %w", n, forecast.ErrNumeric)
	}
	problem := optimize.Problem{Func: func(x []float64) float64 { return deviance(use, decode(x)) }}
	result, err := optimize.Minimize(problem, encode(start), &optimize.Settings{FuncEvaluations: 800,
		Converger: &optimize.FunctionConverge{Absolute: 1e-3, Iterations: 30}}, &optimize.NelderMead{})
	if result == nil {
		return Panel{}, fmt.Errorf("learn bridge: %v: %w", err, forecast.ErrNumeric)
	}
	p := decode(result.X) // the best point found, whatever ended the search
	p.Widen, p.Tail = calibrate(p.errors(use))
	return p, nil
}

// Alone returns a panel for a country whose two definitions no other country
// has: its own mean, its own noise from yearly differences, a level that owes
// nothing to others, and a drift of one noise a year, which is what the panels
// of SIPRI and NATO have. It returns an error that wraps [forecast.ErrShort] for
// fewer than five years and [forecast.ErrNumeric] where the ratio never moves.
func Alone(r Record) (Panel, error) {
	if n := len(r.Years); n < minRecords {
		return Panel{}, fmt.Errorf("learn bridge: %d years in common, want at least %d: %w", n, minRecords, forecast.ErrShort)
	}
	p, ok := moments([]Record{r, r}) // twice: one mean has no spread
	if !ok {
		return Panel{}, fmt.Errorf("learn bridge: the ratio does not move in %d years: %w", len(r.Years), forecast.ErrNumeric)
	}
	p.Level, p.Drift = 10, 1
	p.Widen, p.Tail = calibrate(p.errors([]Record{r}))
	return p, nil
}

// errors returns the errors of all years foretold from the other years of
// their country, over the scale that the model gave them.
func (p Panel) errors(records []Record) []float64 {
	var z []float64
	for _, r := range records {
		for i, y := range r.Years {
			mu, sigma, _ := p.predict(r.Without(y), y)
			z = append(z, (r.Log[i]-mu)/sigma)
		}
	}
	return z
}

// calibrate returns the scale and the degrees of freedom, from 1.5 to 100, of
// the Student t about zero that is the likeliest for the errors.
func calibrate(z []float64) (widen, tail float64) {
	at := func(x []float64) distuv.StudentsT {
		return distuv.StudentsT{Sigma: within(x[0], 0.01, 100), Nu: within(x[1], 1.5, 100)}
	}
	problem := optimize.Problem{Func: func(x []float64) float64 {
		d := at(x)
		total := 0.0
		for _, e := range z {
			total -= d.LogProb(e)
		}
		return total
	}}
	result, _ := optimize.Minimize(problem, []float64{0, math.Log(5)}, &optimize.Settings{FuncEvaluations: 200,
		Converger: &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 40}}, &optimize.NelderMead{})
	d := at(result.X) // a search of a finite function always has a best point
	return d.Sigma, d.Nu
}

// deviance is minus the log likelihood of the records. Countries on record in the
// same years have one joint distribution, whose matrix is factorised once.
func deviance(records []Record, p Panel) float64 {
	total := 0.0
	var made []*distmv.StudentsT
	for i, r := range records {
		var t *distmv.StudentsT
		for j, other := range records[:i] {
			if slices.Equal(r.Years, other.Years) {
				t = made[j]
				break
			}
		}
		if t == nil {
			t = p.joint(r.Years)
		}
		made = append(made, t)
		total -= t.LogProb(r.Log)
	}
	return total
}

// moments returns a panel to start from: the noise from yearly differences,
// whose variance is twice that of the noise when the level is still, the level
// from the spread of the countries' means.
func moments(records []Record) (Panel, bool) {
	var means, steps, own []float64
	for _, r := range records {
		means = append(means, stat.Mean(r.Log, nil))
		for i := range r.Log {
			own = append(own, r.Log[i]-means[len(means)-1])
			if i > 0 {
				steps = append(steps, (r.Log[i]-r.Log[i-1])/math.Sqrt2)
			}
		}
	}
	noise := rms(steps)
	if noise == 0 {
		noise = rms(own)
	}
	if noise < 1e-9 {
		return Panel{}, false
	}
	m, sd := stat.MeanStdDev(means, nil)
	return Panel{Mean: m, Noise: noise, Level: math.Max(sd/noise, 0.1), Drift: 0.2, DF: 5}, true
}

func rms(v []float64) float64 {
	total := 0.0
	for _, x := range v {
		total += float64(x * x)
	}
	return math.Sqrt(total / math.Max(1, float64(len(v))))
}

// encode and decode map a panel to the space of the search and back; decode
// clamps, so that the search cannot leave the bounds.
func encode(p Panel) []float64 {
	return []float64{p.Mean, math.Log(p.Noise), math.Log(p.Level), math.Log(p.Drift), math.Log(p.DF)}
}

// within returns exp(x) between two bounds.
func within(x, lo, hi float64) float64 {
	return math.Exp(math.Min(math.Max(x, math.Log(lo)), math.Log(hi)))
}

func decode(x []float64) Panel {
	return Panel{Mean: x[0], Noise: within(x[1], 1e-6, 10), Level: within(x[2], 1e-3, 100),
		Drift: within(x[3], 1e-4, 3), DF: within(x[4], 1, 100)}
}
