package model

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Log fits another model to the logarithms of a positive series: what it
// answers is always positive and its bands grow in proportion to the level.
// Medians and quantiles are exact, exp(q); the mean carries the bias of the
// back-transform (see [dist.Exp]). Fit returns [forecast.ErrDomain] for a value
// that is not positive, and what Of returns otherwise.
type Log struct {
	Of forecast.Model // nil means Naive{}
}

// String returns "log(…)".
func (m Log) String() string { return fmt.Sprintf("log(%s)", orNaive(m.Of)) }

// Fit fits Of to the logarithms.
func (m Log) Fit(y data.Series) (forecast.Fitted, error) {
	l := link{to: math.Log, back: math.Exp, dist: dist.Exp, domain: "positive values", scale: "logarithms"}
	return asFitted(l.fit(m, orNaive(m.Of), y))
}
