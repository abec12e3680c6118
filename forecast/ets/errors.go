package ets

import "errors"

// The reasons why a series has no answer. They come wrapped, with the numbers.
var (
	ErrShort     = errors.New("series too short")
	ErrPositive  = errors.New("values not all positive")
	ErrInfinite  = errors.New("value not finite")
	ErrRegion    = errors.New("parameters outside their region")
	ErrSpec      = errors.New("no such model")
	ErrDiverged  = errors.New("recursion left the finite numbers")
	ErrNoneFits  = errors.New("no model fits")
	ErrSimulated = errors.New("no closed form, simulate instead")
)
