package statespace

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Auxiliary is the auxiliary residuals: the standardised smoothed
// disturbances, which point at shocks that the model does not expect. Element
// t is the t-statistic, at the parameters of the fit, of a shock first felt by
// the value at t; NaN where the data cannot tell it from the initial state.
type Auxiliary struct {
	Irregular []float64 // outliers
	Level     []float64 // level shifts
	Slope     []float64 // slope changes; nil for a local level
}

// Auxiliary returns the auxiliary residuals (de Jong and Penzer 1998; DK 7.5).
func (f *Fit) Auxiliary() Auxiliary {
	sh := f.shocks()
	aux := Auxiliary{
		Irregular: standardised(sh.u, sh.uvar),
		Level:     standardised(sh.level, sh.lvar),
	}
	if f.Spec.Trend != LocalLevel {
		// A shock to the slope is felt one step later.
		slope := standardised(sh.slope, sh.svar)
		aux.Slope = append([]float64{math.NaN()}, slope[:len(slope)-1]...)
	}
	return aux
}

func standardised(u, variance []float64) []float64 {
	const dust = 1e-10 // of the information in one value of variance one
	out := make([]float64, len(u))
	for t := range u {
		out[t] = math.NaN()
		if variance[t] > dust {
			out[t] = u[t] / math.Sqrt(variance[t])
		}
	}
	return out
}

// Detection says how [Spec.Detect] looks for interventions. The zero value
// looks for up to 3 level shifts and outliers at a family-wise level of 5 %.
type Detection struct {
	// Shocks are the shapes looked for; nil means LevelShift and Outlier.
	// SlopeChange needs a trend with a slope and is else left out.
	Shocks []Shock
	// Max is the largest number of interventions found; 0 means 3.
	Max int
	// Alpha is the probability of finding anything where there is nothing; 0
	// means 0.05.
	Alpha float64
	// Margin is the number of values that have to lie before an intervention,
	// and from it on; 0 means 2. With one value after it a level shift cannot
	// be told from an outlier.
	Margin int
}

// The number of candidates that each step fits, and the degrees of freedom
// that have to be left after one more effect.
const (
	candidates = 3
	leastDof   = 3
)

// withDefaults fills in what the zero values mean.
func (d Detection) withDefaults(t Trend) Detection {
	if d.Max < 0 || d.Margin < 0 || d.Alpha < 0 || d.Alpha >= 1 {
		panic("statespace: detection setting out of range")
	}
	if d.Shocks == nil {
		d.Shocks = []Shock{LevelShift, Outlier}
	}
	d.Shocks = slices.DeleteFunc(slices.Clone(d.Shocks), func(s Shock) bool {
		return s == SlopeChange && t == LocalLevel
	})
	if d.Max == 0 {
		d.Max = 3
	}
	if d.Alpha == 0 {
		d.Alpha = 0.05
	}
	if d.Margin == 0 {
		d.Margin = 2
	}
	return d
}

// Critical returns the value that √(2ΔL) has to exceed when m candidates are
// compared: the quantile of Student's t with dof degrees of freedom at
// α/2m from the top (Bonferroni).
func (d Detection) Critical(m, dof int) float64 {
	alpha := d.withDefaults(LocalLevel).Alpha
	return distuv.StudentsT{Sigma: 1, Nu: float64(dof)}.Quantile(1 - alpha/2/float64(m))
}

// Detect fits the model and adds interventions one at a time, as long as the
// best of them is significant. A step
//
//   - ranks all possible shocks by their auxiliary residuals,
//   - fits the model again with each of the first three of them added,
//   - takes the one that gains most profile likelihood, 2ΔL, and stops unless
//     √(2ΔL) exceeds [Detection.Critical] for the number of possible shocks
//     and the degrees of freedom that are left.
//
// The auxiliary residual itself is not compared with the critical value: the
// variances that it is scaled by have taken up part of the shock. In data
// without shocks √(2ΔL) had 95 % quantiles from 3.2 to 3.7 for 10 to 100
// values and signal-to-noise ratios from 0.1 to infinity, against critical
// values from 4.1 to 3.7.
//
// The effects found follow those of the Spec in the Fit's Effects, in the
// order of their finding. Errors are those of [Spec.Fit].
func (s Spec) Detect(y []float64, d Detection) (*Fit, error) {
	d = d.withDefaults(s.Trend)
	f, err := s.Fit(y)
	if err != nil {
		return nil, err
	}
	for range d.Max {
		dof := f.N - f.Diffuse - len(f.Effects) - 1
		all := f.candidates(d)
		if dof < leastDof || len(all) == 0 {
			break
		}
		best, err := f.best(all[:min(candidates, len(all))])
		if err != nil {
			return nil, err
		}
		gain := 0.0
		if best != nil {
			gain = 2 * (best.ProfileLogLik - f.ProfileLogLik)
		}
		if !(gain > 0) || math.Sqrt(gain) <= d.Critical(len(all), dof) {
			break
		}
		f = best
	}
	return f, nil
}

// candidate is a possible intervention with its auxiliary residual.
type candidate struct {
	Intervention
	t float64
}

// candidates returns the possible interventions, the most conspicuous first.
func (f *Fit) candidates(d Detection) []candidate {
	aux := f.Auxiliary()
	residual := map[Shock][]float64{LevelShift: aux.Level, Outlier: aux.Irregular, SlopeChange: aux.Slope}
	var all []candidate
	before := 0
	for t := range f.y {
		if !f.pr.seen[t] {
			continue
		}
		if before >= d.Margin && f.N-before >= d.Margin {
			for _, s := range d.Shocks {
				c := candidate{Intervention{s, t}, residual[s][t]}
				if !math.IsNaN(c.t) && !slices.Contains(f.Spec.Interventions, c.Intervention) {
					all = append(all, c)
				}
			}
		}
		before++
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return -cmp.Compare(math.Abs(a.t), math.Abs(b.t)) })
	return all
}

// best returns the fit of highest profile likelihood with one of the
// candidates added, nil if none can be fitted.
func (f *Fit) best(list []candidate) (*Fit, error) {
	var best *Fit
	for _, c := range list {
		s := f.Spec
		s.Interventions = append(slices.Clone(s.Interventions), c.Intervention)
		g, err := s.Fit(f.y)
		switch {
		case errors.Is(err, ErrExact), errors.Is(err, ErrIntervention), errors.Is(err, ErrShort):
			continue // this candidate explains too much or nothing
		case err != nil:
			return nil, err
		}
		if best == nil || g.ProfileLogLik > best.ProfileLogLik {
			best = g
		}
	}
	return best, nil
}
