package scenario

import (
	"embed"
	"strings"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// Builtin returns the scenarios that are built in, in the order of their names.
func Builtin() []Scenario {
	entries, err := builtin.ReadDir("builtin")
	if err != nil {
		panic("scenario: the built-in scenarios are not embedded")
	}
	var out []Scenario
	for _, e := range entries {
		text, _ := Text(strings.TrimSuffix(e.Name(), ".yaml"))
		s, err := Parse(text)
		if err != nil {
			panic("scenario: a built-in scenario is wrong") // a test reads them all
		}
		out = append(out, s)
	}
	return out
}

// Find returns the built-in scenario of a name, false where there is none.
func Find(name string) (Scenario, bool) {
	for _, s := range Builtin() {
		if s.Name == name {
			return s, true
		}
	}
	return Scenario{}, false
}

// Text returns the file of a built-in scenario, false where there is none.
func Text(name string) ([]byte, bool) {
	text, err := builtin.ReadFile("builtin/" + name + ".yaml")
	return text, err == nil
}
