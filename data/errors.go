package data

import (
	"errors"
	"fmt"
)

// ErrUnit is wrapped by every refusal to combine values of different units or
// year bases.
var ErrUnit = errors.New("units differ")

// SyntaxError is a fault in a data file, with the place where it stands.
type SyntaxError struct {
	File  string // as the user named it
	Line  int    // 1-based; 0 when the whole file is at fault
	Where string // the cell, column or series, if known
	Msg   string // what was found and, in brackets, what was wanted
}

// Error writes "file:line: where: message".
func (e *SyntaxError) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d", e.Line)
	}
	if e.Where != "" {
		s += ": " + e.Where
	}
	return s + ": " + e.Msg
}
