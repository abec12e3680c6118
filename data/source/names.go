package source

import (
	"strings"
	"unicode"

	"github.com/defcast/defcast/data"
	"golang.org/x/text/unicode/norm"
)

// fold brings spellings of a country together: lower case, no accents, no
// punctuation, no "the", "and" for "&", "saint" for "St.".
func fold(name string) string {
	var words []string
	word := []rune{}
	flush := func() {
		switch w := string(word); w {
		case "", "the":
		case "st":
			words = append(words, "saint")
		default:
			words = append(words, w)
		}
		word = word[:0]
	}
	for _, r := range norm.NFD.String(strings.ToLower(strings.ReplaceAll(name, "&", " and "))) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '.':
		case r == 'ı':
			word = append(word, 'i')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word = append(word, r)
		default:
			flush()
		}
	}
	flush()
	return strings.Join(words, " ")
}

// slug is [data.Slug] after accents are folded away.
func slug(name string) string { return data.Slug(fold(name)) }

// spelling finds the codes of a publisher's names.
type spelling map[string]string

// spell adds a publisher's own names, "name" → code, to those that all share:
// the table of package data and the variants that several publishers use.
func spell(own map[string]string) spelling {
	s := spelling{}
	for _, c := range data.Countries() {
		s[fold(c.Name)] = c.Code
	}
	for n, code := range common {
		s[fold(n)] = code
	}
	for n, code := range own {
		s[fold(n)] = code
	}
	return s
}

// code returns the alpha-3 code of a name, or the slug of the name and false
// when it is no country in the table: a region, a group, a newcomer.
func (s spelling) code(name string) (string, bool) {
	if c, ok := s[fold(name)]; ok {
		return c, true
	}
	return slug(name), false
}

// common are the spellings that more than one publisher uses.
var common = map[string]string{
	"Bahamas, The": "BHS", "Bolivia (Plurinational State of)": "BOL", "Brunei Darussalam": "BRN",
	"Burma": "MMR", "Cape Verde": "CPV", "China (People's Republic of)": "CHN", "China, P.R.: Mainland": "CHN",
	"Congo": "COG", "Congo, Dem. Rep.": "COD", "Congo, Rep.": "COG", "Congo, Republic of": "COG", "Congo, DR": "COD",
	"Cote d'Ivoire": "CIV", "Czech Republic": "CZE", "DR Congo": "COD", "Democratic Republic of Congo": "COD",
	"East Timor": "TLS", "Egypt, Arab Rep.": "EGY", "Gambia, The": "GMB", "German Democratic Republic": "DDR",
	"East Germany": "DDR", "Hong Kong SAR": "HKG", "Hong Kong SAR, China": "HKG", "Hong Kong (China)": "HKG",
	"Iran, Islamic Rep.": "IRN", "Islamic Republic of Iran": "IRN", "Iran (Islamic Republic of)": "IRN", "Ivory Coast": "CIV",
	"Korea": "KOR", "Korea, Rep.": "KOR", "Korea, South": "KOR", "Republic of Korea": "KOR",
	"Korea, North": "PRK", "Korea, Dem. People's Rep.": "PRK", "Kyrgyz Republic": "KGZ", "Lao P.D.R.": "LAO", "Lao PDR": "LAO",
	"Macao SAR": "MAC", "Macao SAR, China": "MAC", "Macedonia": "MKD", "North Macedonia, Republic of": "MKD",
	"Micronesia, Fed. Sts.": "FSM", "Moldova, Republic of": "MDA", "Palestinian territories": "PSE", "West Bank and Gaza": "PSE",
	"Republic of Congo": "COG", "Russian Federation": "RUS", "Sao Tome and Principe": "STP", "Slovak Republic": "SVK",
	"Swaziland": "SWZ", "Syrian Arab Republic": "SYR", "Taiwan Province of China": "TWN", "Taiwan, China": "TWN", "Chinese Taipei": "TWN",
	"Timor Leste": "TLS", "Turkey": "TUR", "Turkiye": "TUR", "UK": "GBR", "USA": "USA", "United States of America": "USA",
	"USSR": "SUN", "Union of Soviet Socialist Republics": "SUN", "Venezuela, RB": "VEN", "Viet Nam": "VNM",
	"Virgin Islands (U.S.)": "VIR", "Yemen, Rep.": "YEM", "Yemen, North": "YAR",
}
