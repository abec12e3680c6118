package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// concept is what a series means whoever publishes it, told by how its id ends.
type concept uint8

const (
	other    concept = iota
	gdp              // gross domestic product, current prices, national currency
	spending         // military expenditure, current prices, national currency
	share            // military expenditure over GDP
)

// suffixes are the ends of ids, without the country. "sipri" has no GDP of its
// own: spending over share implies it.
var suffixes = map[string]concept{
	"imf-weo-ngdp": gdp, "worldbank-ny-gdp-mktp-cn": gdp, "gdp-lcu": gdp, "gdp-lcu-sipri-implied": gdp, "gdp-cy": gdp,
	"sipri-lcu": spending, "worldbank-ms-mil-xpnd-cn": spending, "milex-lcu": spending,
	"sipri-share": share, "worldbank-ms-mil-xpnd-gd-zs": share, "milex-gdp-share": share, "owid-share": share,
}

func conceptOf(s data.Series) concept {
	_, rest, _ := strings.Cut(base(s), "-")
	return suffixes[rest]
}

// publishers are the words between country and variable of an id; they keep
// numerator and denominator of one source together.
var publishers = []string{"sipri", "worldbank", "imf-weo", "owid", "nato", "oecd"}

func publisherOf(s data.Series) string {
	_, rest, _ := strings.Cut(base(s), "-")
	for _, p := range publishers {
		if strings.HasPrefix(rest, p+"-") {
			return p
		}
	}
	return "" // a tidy file, or embedded
}

// byCountry returns the series country by country, in the order in which the
// countries come.
func byCountry(series []data.Series) [][]data.Series {
	var out [][]data.Series
	at := map[string]int{}
	for _, s := range series {
		i, ok := at[s.Country]
		if !ok {
			i = len(out)
			at[s.Country] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

// levels yields pairs of GDP in national currency of one country from
// different sources, the newest vintage of each; spending over its share counts
// as a source of GDP.
func levels(series []data.Series, yield func(a, b data.Series)) {
	for _, of := range byCountry(series) {
		all := newest(withImplied(of))
		for i, a := range all {
			for _, b := range all[i+1:] {
				if x, err := a.In(b.Unit); err == nil && a.Basis == b.Basis && a.Country != "" {
					yield(settled(x), settled(b))
				}
			}
		}
	}
}

// newest keeps the last published of each id.
func newest(series []data.Series) []data.Series {
	var out []data.Series
	for _, s := range series {
		i := slices.IndexFunc(out, func(o data.Series) bool { return base(o) == base(s) })
		switch {
		case i < 0:
			out = append(out, s)
		case s.Vintage.Compare(out[i].Vintage) > 0:
			out[i] = s
		}
	}
	return out
}

// withImplied returns the GDP series of a country, and those that spending and
// share of one source and vintage imply.
func withImplied(country []data.Series) []data.Series {
	var out []data.Series
	for _, s := range country {
		switch conceptOf(s) {
		case gdp:
			out = append(out, s)
		case share:
			if num, ok := partner(country, s, spending); ok {
				out = append(out, implied(num, s))
			}
		}
	}
	return out
}

// partner finds the series of a concept of the same source and vintage.
func partner(country []data.Series, s data.Series, want concept) (data.Series, bool) {
	for _, c := range country {
		if conceptOf(c) == want && publisherOf(c) == publisherOf(s) && c.Vintage == s.Vintage && c.Basis == s.Basis {
			return c, true
		}
	}
	return data.Series{}, false
}

func implied(num, share data.Series) data.Series {
	out := num.Clone()
	out.ID = strings.ToLower(num.Country) + strings.TrimSuffix("-"+publisherOf(num), "-") + "-implied-gdp"
	out.Name = "GDP that spending and share imply"
	for i := range out.Values {
		q, ok := share.At(out.Start + data.Year(i))
		if !ok || q <= 0 {
			q = math.NaN()
		}
		out.Values[i] /= q
	}
	return out
}

// shares finds shares that are not numerator over denominator where one source
// gives all three in one vintage.
func shares(series []data.Series) []Finding {
	var out []Finding
	for _, country := range byCountry(series) {
		for _, s := range country {
			num, den, ok := parts(country, s)
			if !ok {
				continue
			}
			ratio, err := data.Ratio(num, den)
			if err != nil {
				continue
			}
			for _, st := range Compare(s, ratio, 0.02) {
				out = append(out, Finding{Severity: Wrong, Country: s.Country, Series: label(s), First: st.First, Last: st.Last, Size: st.size(),
					Text: fmt.Sprintf("%s over %s is %s the share in %s", base(num), base(den), st, years(st.Years))})
			}
		}
	}
	return out
}

// natoParts: NATO divides at constant prices.
var natoParts = [3]string{"nato-share", "nato-usd-constant", "nato-gdp-usd-constant"}

func parts(country []data.Series, s data.Series) (num, den data.Series, ok bool) {
	if conceptOf(s) == share {
		if num, ok = partner(country, s, spending); ok {
			den, ok = partner(country, s, gdp)
		}
		return num, den, ok
	}
	code, rest, _ := strings.Cut(base(s), "-")
	if rest != natoParts[0] {
		return num, den, false
	}
	for _, c := range country {
		switch {
		case c.Vintage != s.Vintage:
		case base(c) == code+"-"+natoParts[1]:
			num = c
		case base(c) == code+"-"+natoParts[2]:
			den = c
		}
	}
	return num, den, num.ID != "" && den.ID != ""
}
