package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Language is what the words of a chart are written in: title, subtitle, key,
// axes, labels, notes and text alternative. The zero value is English.
//
// A chart writes each text in every language where it needs it, side by side,
// see say: one that is missing does not compile, where a catalogue of
// translations would fall back in silence.
type Language uint8

// The languages of charts.
const (
	English Language = iota
	Japanese
)

var languageTags = [...]language.Tag{language.English, language.Japanese}

// String returns the BCP 47 tag, "en" or "ja".
func (l Language) String() string { return languageTags[l].String() }

// Languages returns the languages, the default first.
func Languages() []Language { return []Language{English, Japanese} }

// LanguageNamed returns the language of a tag, or a [*pipeline.UnknownError].
func LanguageNamed(tag string) (Language, error) {
	var known []string
	for _, l := range Languages() {
		if l.String() == tag {
			return l, nil
		}
		known = append(known, l.String())
	}
	return 0, &pipeline.UnknownError{Kind: "language", Name: tag, Known: known}
}

// say formats a text in the language. The formats take the same arguments;
// "%[2]s" says which where the order differs.
func (l Language) say(en, ja string, args ...any) string {
	if l == Japanese {
		return fmt.Sprintf(ja, args...)
	}
	return fmt.Sprintf(en, args...)
}

// unit returns what follows a number of percent. Numbers keep to it by a
// no-break space, see [mark.Wrap]; in Japanese there is none.
func (l Language) unit() string { return l.say("\u00a0%%", "%%") }

// percent writes a share for reading off: "1.33 %", "30.1 %", "0.042 %". Three
// significant digits are as many as a budget over a revised GDP can bear; two
// decimals are what the field prints below 10 %.
func (l Language) percent(v float64) string {
	p := 100 * v
	decimals := 2
	switch {
	case math.Abs(p) >= 9.995:
		decimals = 1
	case math.Abs(p) < 0.0995 && p != 0:
		decimals = 3
	}
	return strconv.FormatFloat(p, 'f', decimals, 64) + l.unit()
}

// level writes a promised share as it is spoken of: "2 %", "3.5 %".
func (l Language) level(v float64) string {
	return strconv.FormatFloat(math.Round(1e6*v)/1e4, 'f', -1, 64) + l.unit()
}

// points writes a difference of shares: "0.7 points", never "0.7 %": a
// difference of 0.7 points between 1.3 % and 2 % is one of 35 %.
func (l Language) points(d float64) string {
	decimals := 1
	if d < 0.00095 {
		decimals = 2
	}
	return l.say("%s\u00a0points", "%sポイント", strconv.FormatFloat(100*d, 'f', decimals, 64))
}

// odds writes a probability in whole percent: 10,000 draws of a model do not
// know it better. It is never certain, whatever all draws agree on.
func (l Language) odds(p float64) string {
	switch {
	case p < 0.005:
		return l.say("under 1\u00a0%%", "1%%未満")
	case p > 0.995:
		return l.say("over 99\u00a0%%", "99%%超")
	}
	return strconv.FormatFloat(100*p, 'f', 0, 64) + l.unit()
}

// list joins words as in a sentence: "50, 80 and 95".
func (l Language) list(words []string) string {
	n := len(words)
	if l == Japanese || n < 2 {
		return strings.Join(words, "、")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// levels lists the bands' levels: "50, 80 and 95 %".
func (l Language) levels(ls []float64) string {
	var words []string
	for _, v := range ls {
		words = append(words, strings.TrimSuffix(l.level(v), l.unit()))
	}
	if l == Japanese {
		return strings.Join(words, "・") + l.unit()
	}
	return l.list(words) + l.unit()
}

// count writes a whole number with thousands apart: "10,000".
func (l Language) count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// year writes a year of a basis: "FY2027", 2027年度, 2027年.
func (l Language) year(b data.YearBasis, y data.Year) string {
	if l == English {
		return b.Label(y)
	}
	if b.IsCalendar() {
		return fmt.Sprintf("%d年", int(y))
	}
	return fmt.Sprintf("%d年度", int(y))
}

// span writes the years from one to another.
func (l Language) span(b data.YearBasis, from, to data.Year) string {
	return l.say("%[1]s–%[3]s", "%[2]d〜%[3]s", b.Label(from), int(from), l.year(b, to))
}

// date writes a day to the precision that it is known.
func (l Language) date(d data.Date) string {
	if l == English || d.IsZero() {
		return d.String()
	}
	s := fmt.Sprintf("%d年", d.Year)
	if d.Month != 0 {
		s += fmt.Sprintf("%d月", int(d.Month))
	}
	if d.Day != 0 {
		s += fmt.Sprintf("%d日", d.Day)
	}
	return s
}

// scales are the powers of ten by which a language counts money.
var scales = map[Language][]struct {
	power int
	word  string
}{
	English:  {{12, " tn"}, {9, " bn"}, {6, " m"}, {0, ""}},
	Japanese: {{12, "兆"}, {8, "億"}, {4, "万"}, {0, ""}},
}

// currencies are the Japanese names of those that are not called by their code.
var currencies = map[string]string{"JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド", "CNY": "元", "KRW": "ウォン"}

// money writes an amount in a unit to three digits: "JPY 9.04 tn", 9.04兆円.
func (l Language) money(v float64, u data.Unit) string {
	v *= math.Pow10(u.Scale)
	at := 0
	list := scales[l]
	for at < len(list)-1 && math.Abs(v) < 0.9995*math.Pow10(list[at].power) {
		at++
	}
	n := v / math.Pow10(list[at].power)
	digits := 2
	for limit := 9.995; digits > 0 && math.Abs(n) >= limit; limit *= 10 {
		digits--
	}
	number := strconv.FormatFloat(n, 'f', digits, 64)
	if digits == 0 { // 9,035億円: more than three digits before the point
		number = l.count(int(math.Round(n)))
	}
	if l == English {
		return strings.ReplaceAll(u.Currency+" "+number+list[at].word, " ", "\u00a0")
	}
	name, ok := currencies[u.Currency]
	if !ok {
		name = " " + u.Currency
	}
	return number + list[at].word + name
}

// country names a country, by its code where the language has a name for it,
// else as it is given.
//
// # References
//
// Unicode Common Locale Data Repository, territory names, by
// [golang.org/x/text/language/display].
func (l Language) country(code, name string) string {
	if l == English {
		return name
	}
	if code == "MKD" && l == Japanese { // the names are of 2017, those of the country of 2019
		return "北マケドニア"
	}
	region, err := language.ParseRegion(code)
	if err != nil || data.CountryName(code) != name { // the name is somebody's own
		return name
	}
	if s := display.Regions(languageTags[l]).Name(region); s != "" {
		return s
	}
	return name
}
