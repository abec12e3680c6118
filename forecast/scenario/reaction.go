package scenario

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

func init() {
	register(Kind{"reaction", "a rival's growth and the response to it", "{rule: reaction, rival: CHN, faster: 5%, kappa: 0.2}", func() Rule { return &Reaction{} }})
}

// Rivalry says how a country responds to the spending of others. Its errors wrap
// [ErrRule] where nothing is known.
type Rivalry interface {
	// Pace returns a rival's usual yearly growth in logarithms, in constant prices,
	// and says where it is from.
	Pace(rival string) (log float64, says string, err error)
	// Kappa draws n coefficients of reaction from their sampling distribution, the
	// same at every call, and says what was estimated.
	Kappa(n int) (kappa []float64, says string, err error)
}

// Reaction has a rival's spending grow in each year of a span, in constant prices,
// at Growth or by Faster more than it does, and the country respond a year later,
//
//	log S'[t] = log S[t] + κ·Σ d,  summed over the span's years before t,
//	d = log(1+Growth) - pace  or  log(1+Faster),
//
// after Richardson's equations of arms races. κ is Kappa where it is given. Where it
// is not, path i has its own draw from the sampling distribution of the estimate that
// [Rivalry] has, so that the width of the outcome holds how little is known of κ.
// There is no default: without a rule of this kind no country responds.
//
// # References
//
// Richardson, Arms and Insecurity, 1960.
// Smith, Arms races, in Hartley and Sandler, Handbook of Defense Economics 1, 1995.
type Reaction struct {
	Span   `yaml:",inline"`
	Rival  string   `yaml:"rival"`
	Growth *Percent `yaml:"growth"`
	Faster Percent  `yaml:"faster"`
	Kappa  *float64 `yaml:"kappa"`
}

// Check wants a rival, one growth of its spending, and κ within reason.
func (r *Reaction) Check() error {
	switch {
	case data.CountryName(r.Rival) == r.Rival: // no code that there is
		return errors.New("reaction wants a rival, the code of a country like rival: CHN")
	case (r.Growth == nil) == (r.Faster == 0):
		return errors.New("reaction wants growth of the rival's spending, like growth: 10%, or faster, like faster: 5%")
	case r.Growth != nil && *r.Growth <= -1 || r.Faster <= -1:
		return errors.New("a rival's spending cannot shrink by 100 % or more")
	case r.Kappa != nil && !(math.Abs(*r.Kappa) <= 5):
		return errors.New("reaction wants a kappa from -5 to 5")
	}
	return r.check()
}

// Apply changes spending.
func (r *Reaction) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err == nil && first+1 >= f.Spend.H {
		err = fmt.Errorf("%w: a response to %d comes after %d, the last year of the futures", ErrRule, f.Origin+data.Year(first+1), f.End())
	}
	if err == nil {
		err = f.money()
	}
	if err != nil {
		return fmt.Errorf("reaction: %w", err)
	}
	d, err := r.surge(f)
	if err != nil {
		return fmt.Errorf("reaction: %w", err)
	}
	kappa, err := r.coefficients(f)
	if err != nil {
		return fmt.Errorf("reaction: %w", err)
	}
	for i := range f.Spend.N() {
		row := f.Spend.Row(i)
		for h := first + 1; h < len(row); h++ {
			row[h] *= math.Exp(kappa[i] * d * float64(min(h, after)-first))
		}
	}
	return nil
}

// surge returns how much faster the rival's spending grows, in logarithms.
func (r *Reaction) surge(f *Futures) (float64, error) {
	if r.Growth == nil {
		return math.Log1p(float64(r.Faster)), nil
	}
	if f.Rivalry == nil {
		return 0, fmt.Errorf("%w: the growth of %s is not on record (give faster, the growth on top of it)", ErrRule, r.Rival)
	}
	pace, says, err := f.Rivalry.Pace(r.Rival)
	if err != nil {
		return 0, err
	}
	f.note("%s", says)
	return math.Log1p(float64(*r.Growth)) - pace, nil
}

// coefficients returns κ of each path.
func (r *Reaction) coefficients(f *Futures) ([]float64, error) {
	if r.Kappa != nil {
		f.note("The reaction coefficient is %g, as given.", *r.Kappa)
		return slices.Repeat([]float64{*r.Kappa}, f.Spend.N()), nil
	}
	if f.Rivalry == nil {
		return nil, fmt.Errorf("%w: no record to estimate kappa from (give one, like kappa: 0.2)", ErrRule)
	}
	kappa, says, err := f.Rivalry.Kappa(f.Spend.N())
	if err == nil {
		f.note("%s", says)
	}
	return kappa, err
}

// median returns the middle of some numbers.
func median(v []float64) float64 { return forecast.NewSample(v).Quantile(0.5) }
