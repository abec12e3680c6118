package model

import (
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/combine"
)

func init() {
	register(Entry{
		Name:  "pool",
		New:   func() forecast.Model { return Default() },
		Short: "the default: all basic methods, their quantiles averaged",
		Ref:   "Lichtendahl, Grushka-Cockayne and Winkler 2013",
	})
}

// Default returns the default pool, the number that users see.
func Default() combine.Pool {
	return combine.Pool{Name: "pool", Members: []forecast.Model{Naive{}, Drift{}}}
}
