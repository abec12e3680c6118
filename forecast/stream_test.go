package forecast_test

import (
	"testing"

	"github.com/defcast/defcast/forecast"
)

func TestStream(t *testing.T) {
	first := forecast.Stream(1, "JPN", "ets").Uint64()
	if again := forecast.Stream(1, "JPN", "ets").Uint64(); again != first {
		t.Errorf("equal keys give %d and %d", first, again)
	}
	for _, other := range [][]string{{"JPN", "arima"}, {"KOR", "ets"}, {"ets", "JPN"}, {"JPNets"}, {"JPN", "et", "s"}, {"JPN"}, {}} {
		if forecast.Stream(1, other...).Uint64() == first {
			t.Errorf("keys %q give the stream of JPN, ets", other)
		}
	}
	if forecast.Stream(2, "JPN", "ets").Uint64() == first {
		t.Error("another seed gives the same stream")
	}
	// What this code gave when it was written: PCG of math/rand/v2, FNV-1a. It
	// moves only if one of them is exchanged, and then every forecast moves.
	if want := uint64(17715280001023241301); first != want {
		t.Errorf("first number %d, want %d", first, want)
	}
}
