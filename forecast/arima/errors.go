package arima

import "errors"

// The reasons why a model cannot be fitted. The errors of this package wrap
// one of them and say the numbers.
var (
	ErrShort     = errors.New("series too short")
	ErrSpec      = errors.New("no such model")
	ErrInfinite  = errors.New("infinite value")
	ErrRegressor = errors.New("unusable regressors")
	ErrUnstable  = errors.New("coefficients outside the stationary region")
	ErrNumeric   = errors.New("no finite answer")
	ErrNone      = errors.New("no model with roots away from the unit circle")
)
