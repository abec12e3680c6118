package ets

import "errors"

// The reasons why there is no answer. They come wrapped, with the numbers.
var (
	ErrShort     = errors.New("series too short")
	ErrPositive  = errors.New("values not all positive") // and the model needs them to be
	ErrInfinite  = errors.New("value not finite")
	ErrRegion    = errors.New("parameters outside their region")
	ErrSpec      = errors.New("no such model")
	ErrDiverged  = errors.New("no finite answer")
	ErrSimulated = errors.New("no closed form, simulate instead")
)
