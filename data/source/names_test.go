package source

import (
	"testing"

	"github.com/defcast/defcast/data"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Côte d'Ivoire": "cote divoire", "The Gambia": "gambia", "Gambia, The": "gambia", "St. Kitts & Nevis": "saint kitts and nevis",
		"TÜRKİYE": "turkiye", "  Viet  Nam ": "viet nam", "U.S.": "us", "Lao P.D.R.": "lao pdr", "": "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// The spellings that publishers use where they differ from the table, or from
// each other.
func TestSpellings(t *testing.T) {
	for _, c := range []struct {
		publisher string
		names     spelling
		want      map[string]string
	}{
		{"sipri", sipriNames, map[string]string{
			"Korea, South": "KOR", "Korea, North": "PRK", "United States of America": "USA", "Türkiye": "TUR", "Turkey": "TUR", "Congo, DR": "COD",
			"Congo, Republic": "COG", "Cote d'Ivoire": "CIV", "Gambia, The": "GMB", "Timor Leste": "TLS", "Viet Nam": "VNM", "USSR": "SUN", "Yugoslavia": "YUG",
			"Czechoslovakia": "CSK", "German Democratic Republic": "DDR", "Yemen, North": "YAR", "Yemen": "YEM", "Kosovo": "XKX", "Taiwan": "TWN",
			"Cape Verde": "CPV", "Kyrgyz Republic": "KGZ", "Bosnia-Herzegovina": "BIH", "Eswatini": "SWZ", "Swaziland": "SWZ", "UK": "GBR", "USA": "USA",
		}},
		{"imf", imfNames, map[string]string{
			"Korea": "KOR", "Taiwan Province of China": "TWN", "Islamic Republic of Iran": "IRN", "Lao P.D.R.": "LAO", "São Tomé and Príncipe": "STP",
			"The Bahamas": "BHS", "St. Vincent and the Grenadines": "VCT", "Democratic Republic of the Congo": "COD", "Republic of Congo": "COG",
			"Hong Kong SAR": "HKG", "Macao SAR": "MAC", "West Bank and Gaza": "PSE", "China, People's Republic of": "CHN", "Kosovo, Republic of": "XKX",
			"Brunei Darussalam": "BRN", "Slovak Republic": "SVK", "Czech Republic": "CZE", "Türkiye, Republic of": "TUR", "Micronesia": "FSM",
		}},
		{"nato", natoNames, map[string]string{"Slovak Republic": "SVK", "Czechia": "CZE", "North Macedonia": "MKD", "United States": "USA", "Türkiye": "TUR"}},
		{"oecd", oecdNames, map[string]string{"China (People's Republic of)": "CHN", "Korea": "KOR", "Türkiye": "TUR", "Slovak Republic": "SVK"}},
		{"owid", owidNames, map[string]string{"Democratic Republic of Congo": "COD", "East Timor": "TLS", "Cote d'Ivoire": "CIV", "Czechia": "CZE", "Micronesia (country)": "FSM"}},
	} {
		for name, want := range c.want {
			got, ok := c.names.code(name)
			if !ok || got != want {
				t.Errorf("%s: %q is %q, want %s", c.publisher, name, got, want)
			}
		}
	}
	if code, ok := sipriNames.code("Sub-Saharan Africa"); ok || code != "sub-saharan-africa" {
		t.Errorf("a region is %q, %v", code, ok)
	}
}

// Every country is found by its own name, and no code leads nowhere.
func TestSpellingsReachTheTable(t *testing.T) {
	for _, c := range data.Countries() {
		if got, _ := natoNames.code(c.Name); got != c.Code {
			t.Errorf("%q is %q, want %s", c.Name, got, c.Code)
		}
	}
	for _, codes := range []map[string]string{sipriNames, imfNames, natoNames, oecdNames, owidNames, tidyNames, wbCodes, imfCodes, owidCodes} {
		for name, code := range codes {
			if !data.Known(code) {
				t.Errorf("%q leads to %q, which is not in the table", name, code)
			}
		}
	}
}
