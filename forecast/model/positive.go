package model

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Positive holds another model to a series that is known never to fall below
// zero: what Of expects below zero is answered with zero. It changes nothing
// else, unlike [Log], which also makes the spread grow with the level.
//
// Fit returns [forecast.ErrDomain] for a value below zero, and otherwise what
// Of returns.
type Positive struct {
	Of forecast.Model // nil means Naive{}
}

// String returns "positive(…)".
func (m Positive) String() string { return fmt.Sprintf("positive(%s)", orNaive(m.Of)) }

// Fit fits Of to the series as it is.
func (m Positive) Fit(y data.Series) (forecast.Fitted, error) {
	for i, v := range y.Values {
		if v < 0 {
			return nil, forecast.Fail(m, y, forecast.ErrDomain, "%g in %s, want no value below zero", v, y.Basis.Label(y.Start+data.Year(i)))
		}
	}
	fit, err := orNaive(m.Of).Fit(y)
	if err != nil {
		return nil, err
	}
	l := link{to: fromZero, back: atLeastZero, scale: "values"}
	return linkFit{link: l, of: y, method: m.String(), fit: fit}, nil
}

func atLeastZero(v float64) float64 { return math.Max(v, 0) }

// fromZero inverts atLeastZero: all that lies below zero went to it.
func fromZero(v float64) float64 {
	if v < 0 {
		return math.NaN()
	}
	return v
}
