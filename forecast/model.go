package forecast

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
)

// Model is a forecasting method with its settings and without data. Fit
// changes neither the Model nor the series and may be called by several
// goroutines at once.
//
// Fit returns an error that wraps [ErrShort], [ErrGap], [ErrDomain] or
// [ErrNumeric] where the method has no answer; it never returns a Fitted that
// answers with NaN.
type Model interface {
	// String names the method and the settings that differ from its defaults.
	String() string
	Fit(y data.Series) (Fitted, error)
}

// Fitted is a model that has seen a series. It is immutable and safe for
// concurrent use.
type Fitted interface {
	// Forecast returns the marginal distributions of the h years after the
	// last one of the series; h is at least 1.
	Forecast(h int) Forecast
	// Simulate draws n joint futures of h years. Equal sources give equal
	// paths, whatever else runs.
	Simulate(h, n int, src rand.Source) Paths
	Summary() Summary
}

// The reasons why a model cannot answer.
var (
	ErrShort   = errors.New("series too short")
	ErrGap     = errors.New("missing values")
	ErrDomain  = errors.New("values outside the model's domain")
	ErrNumeric = errors.New("no finite answer")
)

// ErrResiduals marks a warning of [Summary] that a method's residuals are not
// what it assumes, and so its own bands in doubt. A combination does not pass it
// on: its bands are not those of one member.
var ErrResiduals = errors.New("residuals are not as assumed")

// FitError says which model could not be fitted to which series and why.
type FitError struct {
	Model  string
	Series string
	Err    error
}

// Error writes "fit drift to JPN: 1 value, want at least 2: series too short".
func (e *FitError) Error() string { return fmt.Sprintf("fit %s to %s: %v", e.Model, e.Series, e.Err) }

// Unwrap returns the reason.
func (e *FitError) Unwrap() error { return e.Err }

// Fail returns a [FitError] of m for y: the formatted text, then the sentinel.
func Fail(m Model, y data.Series, reason error, format string, args ...any) error {
	return &FitError{Model: m.String(), Series: y.ID, Err: fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), reason)}
}
