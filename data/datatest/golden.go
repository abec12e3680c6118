// Package datatest compares output that holds numbers with what is expected of
// it, in the tests of every package.
package datatest

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Golden compares got with a file, number by number as [Diff] does. With
// UPDATE_GOLDEN=1 in the environment it writes the file instead.
func Golden(t testing.TB, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err := cmp.Or(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, got, 0o666)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if d := Diff(string(want), string(got)); d != "" {
		t.Errorf("%s: %s\n(UPDATE_GOLDEN=1 rewrites it)", file, d)
	}
}

// tolerance is the relative difference that equal numbers may have. Compilers
// fuse x*y+z on some machines and an optimiser then stops elsewhere.
const tolerance = 1e-6

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?`)

// Diff returns where two texts first differ, or "" where they are equal:
// numbers to 1e-6 of their size or, if six or more digits are printed, to one
// unit of the last; integers, signs, line ends and all else exactly.
// A line that is only "..." in want stands for any lines.
func Diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i, j := 0, 0; i < len(w) || j < len(g); i, j = i+1, j+1 {
		if i < len(w) && w[i] == "..." {
			j = resume(w[i+1:], g, j) - 1
			continue
		}
		if i == len(w) || j == len(g) || !sameLine(w[i], g[j]) {
			return fmt.Sprintf("line %d differs\n got %s\nwant %s", j+1, line(g, j), line(w, i))
		}
	}
	return ""
}

// resume returns the first line from j on that the line after "..." equals, or
// the end of got.
func resume(rest, got []string, j int) int {
	for ; len(rest) > 0 && j < len(got); j++ {
		if sameLine(rest[0], got[j]) {
			return j
		}
	}
	return len(got)
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return strconv.Quote(lines[i])
	}
	return "the end"
}

func sameLine(want, got string) bool {
	if want == got {
		return true
	}
	a, b := number.FindAllString(want, -1), number.FindAllString(got, -1)
	if len(a) != len(b) || number.ReplaceAllString(want, "#") != number.ReplaceAllString(got, "#") {
		return false
	}
	for i := range a {
		if !sameNumber(a[i], b[i]) {
			return false
		}
	}
	return true
}

func sameNumber(a, b string) bool {
	if a == b || !strings.ContainsAny(a+b, ".eE") { // integers are exact
		return a == b
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil { // out of range: 1e999
		return false
	}
	slack := tolerance * max(x, y)
	if min(digits(a), digits(b)) >= 6 {
		slack = max(slack, 1.001*max(unit(a), unit(b)))
	}
	return math.Abs(x-y) <= slack
}

// digits counts the significant digits that are printed of a number with a
// decimal point, and is 0 for one without.
func digits(s string) int {
	mantissa, _, _ := strings.Cut(strings.ToLower(s), "e")
	if !strings.Contains(mantissa, ".") {
		return 0
	}
	return len(strings.TrimLeft(strings.Replace(mantissa, ".", "", 1), "0"))
}

// unit returns the size of the last digit printed.
func unit(s string) float64 {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	_, fraction, _ := strings.Cut(mantissa, ".")
	e, _ := strconv.Atoi(exponent) // "" is 0; the pattern lets nothing else through
	return math.Pow10(e - len(fraction))
}
