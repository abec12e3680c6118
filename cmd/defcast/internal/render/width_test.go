package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		s    string
		want int
	}{{"", 0}, {"abc", 3}, {"1.90–2.07 %", 11}, {"防衛費", 6}, {"ＧＤＰ", 6}, {"é", 1}, {"e\u0301", 1}} {
		if got := columns(c.s); got != c.want {
			t.Errorf("columns(%q) = %d, want %d", c.s, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want []string
	}{
		{"", 5, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"a verylongword b", 5, []string{"a", "verylongword", "b"}},
		{"up to 2.00 % of it", 10, []string{"up to", "2.00 % of", "it"}},
		{"% alone", 3, []string{"%", "alone"}},
		{"防衛 費用", 5, []string{"防衛", "費用"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.s, c.n)); diff != "" {
			t.Errorf("wrap(%q, %d) (-want +got):\n%s", c.s, c.n, diff)
		}
	}
}
