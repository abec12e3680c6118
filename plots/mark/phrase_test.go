package mark

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestPhrases(t *testing.T) {
	for s, want := range map[string]string{
		"防衛費は2027年度に対GDP比1.33%となる見通し": "防衛費は|2027年度に|対GDP比1.33%となる|見通し",
		"ドイツの国防費、ただし別の定義（nato）による":    "ドイツの|国防費、|ただし|別の|定義|（nato）|による",
		"50・80・95%予測区間":               "50・|80・|95%予測区間",
		"Short-of":                    "Short-of",
		"":                            "",
	} {
		if got := strings.Join(phrases(s), "|"); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

// TestWrapJapanese: no line begins with a mark that must not begin one, none is
// wider than asked for, and nothing is lost.
func TestWrapJapanese(t *testing.T) {
	s := "日本の防衛費は2027年度に対GDP比1.33%となる見通し — 2%目標に0.7ポイント不足。安全保障関連経費防衛関係費決算額推計値（億円）"
	for width := 60; width < 500; width += 7 {
		var all strings.Builder
		for _, l := range Wrap(s, sans(), vg.Length(width)) {
			if strings.ContainsAny(string(first(l.Text)), "、。）・%ーョ—") {
				t.Errorf("at %d a line begins %q", width, l.Text)
			}
			all.WriteString(l.Text)
		}
		if got := strings.ReplaceAll(all.String(), " ", ""); got != strings.ReplaceAll(s, " ", "") {
			t.Errorf("at %d: %q", width, got)
		}
	}
}
