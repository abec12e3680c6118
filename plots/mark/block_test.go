package mark

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
)

func texts(b Block) []string {
	var out []string
	for _, l := range b {
		out = append(out, l.Text)
	}
	return out
}

func TestWrap(t *testing.T) {
	s := sans()
	for _, c := range []struct {
		text string
		em   float64 // width in sizes of type
		want []string
	}{
		{"one line", 10, []string{"one line"}},
		{"a line to break", 4, []string{"a line to", "break"}},
		{"to reach 2\u00a0% soon", 5.5, []string{"to reach", "2\u00a0% soon"}},
		{"Donaudampfschiffahrt", 2, []string{"Donaudampfschiffahrt"}},
		{"", 5, []string{""}},
	} {
		if d := cmp.Diff(c.want, texts(Wrap(c.text, s, vg.Length(c.em)*s.Font.Size))); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}

func TestBalance(t *testing.T) {
	s := sans()
	for _, c := range []struct {
		text, until string // as wide as this part
		want        []string
	}{
		{"aaaa bbbb cccc dddd eeee", "aaaa bbbb cccc dddd e", []string{"aaaa bbbb cccc", "dddd eeee"}},
		{"Japan: 1.33 in 2027; the 2 is on another measure", "Japan: 1.33 in 2027; the 2 is on another", []string{"Japan: 1.33 in 2027;", "the 2 is on another measure"}},
		{"short", "short and more", []string{"short"}},
	} {
		if d := cmp.Diff(c.want, texts(Balance(c.text, s, s.Width(c.until)))); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}
