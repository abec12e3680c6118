package statespace

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// errorer is a test, or a case of a property.
type errorer interface {
	Helper()
	Errorf(format string, args ...any)
}

// near fails unless got is within rel of want, relative to the larger of |want|
// and floor.
func near(t errorer, what string, got, want, rel, floor float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Max(math.Abs(want), floor)) {
		t.Errorf("%s = %.12g, want %.12g (tolerance %g)", what, got, want, rel)
	}
}

// nearAll compares two slices, relative to the largest element of want.
func nearAll(t testing.TB, what string, got, want []float64, rel float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s has %d elements, want %d", what, len(got), len(want))
		return
	}
	largest := 0.0
	for _, v := range want {
		if !math.IsNaN(v) {
			largest = max(largest, math.Abs(v))
		}
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= rel*largest) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Errorf("%s[%d] = %.12g, want %.12g (tolerance %g)", what, i, got[i], want[i], rel)
			return
		}
	}
}

func readCSV(t testing.TB, file string) [][]string {
	t.Helper()
	r, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// series returns testdata/series.csv: the data that structts.R reads.
func series(t testing.TB) map[string][]float64 {
	t.Helper()
	all := map[string][]float64{}
	for _, row := range readCSV(t, "testdata/series.csv") {
		all[row[0]] = append(all[row[0]], number(t, row[2]))
	}
	return all
}

// structTS is a row block of testdata/structts.csv: R's results.
type structTS struct {
	series, model string
	values        map[string][]float64
}

func readStructTS(t testing.TB) []structTS {
	t.Helper()
	var all []structTS
	for _, row := range readCSV(t, "testdata/structts.csv") {
		if n := len(all); n == 0 || all[n-1].series != row[0] || all[n-1].model != row[1] {
			all = append(all, structTS{row[0], row[1], map[string][]float64{}})
		}
		var v []float64
		for _, field := range strings.Fields(row[3]) {
			v = append(v, number(t, field))
		}
		all[len(all)-1].values[row[2]] = v
	}
	return all
}
