package data

import "fmt"

// DenominatorKind says what a [Measure] divides by.
type DenominatorKind uint8

// The denominators in use.
const (
	SameYear  DenominatorKind = iota // outturn GDP of the year itself, of a stated vintage
	Outlook                          // the government's forecast of that year's GDP, as of the budget
	Frozen                           // the GDP of one fixed year
	Published                        // the publisher's own: the numerator already is a share
)

var denominatorNames = [...]string{"same-year", "outlook", "frozen", "published"}

// String returns the lower-case name used in files.
func (k DenominatorKind) String() string {
	if int(k) < len(denominatorNames) {
		return denominatorNames[k]
	}
	return fmt.Sprintf("denominator(%d)", uint8(k))
}

// ParseDenominatorKind reads a name as [DenominatorKind.String] writes it.
func ParseDenominatorKind(name string) (DenominatorKind, error) {
	for i, n := range denominatorNames {
		if n == name {
			return DenominatorKind(i), nil
		}
	}
	return 0, fmt.Errorf("bad denominator %q (want same-year, outlook, frozen or published)", name)
}

// Denominator is the lower half of a ratio.
type Denominator struct {
	Kind DenominatorKind
	// Series is the id of the GDP series, empty for Published. A series that
	// comes in several vintages is named without one ("jpn-gdp-fy"): the newest
	// known is used, see [Panel.Edition]. With one ("jpn-gdp-fy@2025-06-09") it
	// is that vintage only.
	Series string
	// Outlook holds the ids of official outlooks for its growth, shares a year,
	// with blanks between, from the firmest (the estimate of a year that is over or
	// nearly so) to the least firm; empty when there is none.
	Outlook string
	Year    Year   // the frozen year
	Label   string // in words: "FY2022 GDP, frozen at JPY 560.2 tn"
}

// Measure defines a ratio: the same yen over another GDP, or counted at
// another stage, is another measure. No ratio is printed without one.
type Measure struct {
	ID        string // "official"; unique in a country
	Country   string // ISO 3166-1 alpha-3
	Name      string // "national-security-related spending"
	Numerator string // id of the spending series
	// Precursors are the ids of series of the same scope at earlier budget
	// stages, from the firmest to the least firm: what an outturn is foretold by.
	Precursors  []string
	Stage       Status // the budget stage that is counted
	Basis       YearBasis
	Denominator Denominator
	Counts      string // what is inside, in a sentence
	Excludes    string // what is not
	Source      string // key of the entry in SOURCES.md
}

// String says the whole definition on one line, as printed beside numbers.
func (m Measure) String() string {
	return fmt.Sprintf("%s, %% of %s", m.Name, m.Denominator.Label)
}
