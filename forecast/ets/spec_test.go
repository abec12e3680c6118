package ets

import (
	"errors"
	"testing"
)

func TestSpecNames(t *testing.T) {
	want := []string{"ANN", "AAN", "AAdN", "AMN", "AMdN", "MNN", "MAN", "MAdN", "MMN", "MMdN"}
	for i, s := range Specs() {
		if s.String() != want[i] {
			t.Errorf("model %d is %q, want %q", i, s, want[i])
		}
		for _, name := range []string{want[i], want[i][:len(want[i])-1]} {
			if got, err := ParseSpec(name); err != nil || got != s {
				t.Errorf("ParseSpec(%q) = %v, %v; want %v", name, got, err, s)
			}
		}
	}
	if got, err := ParseSpec("ETS(A,Ad,N)"); err != nil || got.String() != "AAdN" {
		t.Errorf("ParseSpec of R's long form = %v, %v", got, err)
	}
	for _, name := range []string{"", "A", "AN ", "ANdN", "NNN", "ZZN", "AAA", "aan", "ETS()"} {
		if s, err := ParseSpec(name); !errors.Is(err, ErrSpec) {
			t.Errorf("ParseSpec(%q) = %v, %v; want ErrSpec", name, s, err)
		}
	}
	if (Spec{}).Valid() || (Spec{Error: Additive, Damped: true}).Valid() || (Spec{Error: 7}).Valid() {
		t.Error("an impossible model is valid")
	}
}

// R's npar: smoothing parameters and initial states.
func TestSpecParameters(t *testing.T) {
	for name, want := range map[string]int{"ANN": 2, "MNN": 2, "AAN": 4, "MMN": 4, "AAdN": 5, "MMdN": 5} {
		if s, _ := ParseSpec(name); s.Parameters() != want {
			t.Errorf("%s has %d parameters, want %d", name, s.Parameters(), want)
		}
	}
}

func TestRegions(t *testing.T) {
	none, trend, damped := Spec{Error: Additive}, Spec{Error: Additive, Trend: Additive}, Spec{Error: Additive, Trend: Additive, Damped: true}
	for _, c := range []struct {
		name              string
		spec              Spec
		p                 Params
		usual, admissible bool
	}{
		{"middle", damped, Params{Alpha: 0.5, Beta: 0.2, Phi: 0.9}, true, true},
		{"corner", trend, Params{Alpha: Upper, Beta: Upper}, true, true},
		{"beta above alpha", trend, Params{Alpha: 0.2, Beta: 0.3}, false, true},
		{"beta below zero", trend, Params{Alpha: 0.2, Beta: -0.1}, false, false},
		{"a negative beta can be admissible if damped", damped, Params{Alpha: 0.8, Beta: -0.05, Phi: 0.9}, false, true},
		{"alpha above one", none, Params{Alpha: 1.5}, false, true},
		{"alpha above two", none, Params{Alpha: 2.1}, false, false},
		{"phi below 0.8", damped, Params{Alpha: 0.5, Beta: 0.2, Phi: 0.5}, false, true},
		{"phi above one", damped, Params{Alpha: 0.5, Beta: 0.2, Phi: 1.1}, false, false},
		{"phi without damping is ignored", trend, Params{Alpha: 0.5, Beta: 0.2, Phi: 7}, true, true},
		{"beta above its limit", trend, Params{Alpha: 1, Beta: 2.1}, false, false},
	} {
		if err := c.p.Usual(c.spec); (err == nil) != c.usual || err != nil && !errors.Is(err, ErrRegion) {
			t.Errorf("%s: Usual = %v, want in: %t", c.name, err, c.usual)
		}
		if err := c.p.Admissible(c.spec); (err == nil) != c.admissible || err != nil && !errors.Is(err, ErrRegion) {
			t.Errorf("%s: Admissible = %v, want in: %t", c.name, err, c.admissible)
		}
	}
}
