package render

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0.0196428571, "0.0196429"}, {1, "1"}, {0, "0"}, {math.NaN(), ""}, {1e-7, "1e-07"}, {1234567, "1234570"}, {-23460748.9, "-23460700"}, {999999.6, "1000000"}, {123456.4, "123456"}, {2e15, "2e+15"}, {0.1 + 0.2, "0.3"},
	} {
		if got := number(c.v).String(); got != c.want {
			t.Errorf("number(%v) = %q, want %q", c.v, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for v, want := range map[float64]string{0.0196: "1.96 %", -0.0001: "-0.01 %", -0.00004: "0.00 %", 0: "0.00 %"} {
		if got := percent(v); got != want {
			t.Errorf("percent(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestProbability(t *testing.T) {
	for _, c := range []struct {
		p    float64
		want string
	}{{0, "<0.01"}, {0.0049, "<0.01"}, {0.006, "0.01"}, {0.5, "0.50"}, {0.994, "0.99"}, {1, ">0.99"}} {
		if got := probability(c.p); got != c.want {
			t.Errorf("probability(%v) = %s, want %s", c.p, got, c.want)
		}
	}
}

func TestQuantileKey(t *testing.T) {
	for _, c := range []struct {
		level  float64
		lo, hi string
	}{{80, "0.1", "0.9"}, {95, "0.025", "0.975"}, {99.5, "0.0025", "0.9975"}, {33.3, "0.3335", "0.6665"}, {99.9999, "0.0000005", "0.9999995"}} {
		lo, hi := tails(c.level)
		if quantileKey(lo) != c.lo || quantileKey(hi) != c.hi {
			t.Errorf("keys of %g are %s and %s, want %s and %s", c.level, quantileKey(lo), quantileKey(hi), c.lo, c.hi)
		}
	}
}
