package data

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Kind says what sort of quantity a [Unit] measures.
type Kind uint8

// The kinds of quantity.
const (
	Number Kind = iota // a pure number: an index, a count
	Share              // a fraction of something, 0.02 for two percent
	Money              // an amount of a currency
	Rate               // units of one currency for one of another
)

// Unit is what one unit of a value stands for: 10^Scale of Currency at the
// given prices. Two series can be added only if their units are equal. The
// zero value is a pure number.
type Unit struct {
	Kind     Kind
	Currency string // ISO 4217 or [International]; for a Rate "JPY/USD"
	Scale    int    // power of ten: 9 for billions, -2 for percent
	Constant Year   // price base year of constant prices; 0 for current prices, [UnstatedBase] if not said
}

// International is the code of the international dollar of purchasing power
// parities, which ISO 4217 does not have.
const International = "INT"

// UnstatedBase is the base year of constant prices whose publisher does not
// say which it is.
const UnstatedBase Year = 1

// Fraction is the unit of every share inside the program.
var Fraction = Unit{Kind: Share}

var scaleWords = []struct {
	word  string
	power int
}{{"tn", 12}, {"bn", 9}, {"m", 6}, {"thousand", 3}, {"", 0}}

// ParseUnit reads the units of data files: "share", "percent", "number",
// "JPY", "JPY bn", "USD m, 2024 prices", "JPY, constant prices", "JPY per USD".
func ParseUnit(s string) (Unit, error) {
	switch s {
	case "share":
		return Fraction, nil
	case "percent":
		return Unit{Kind: Share, Scale: -2}, nil
	case "number":
		return Unit{}, nil
	}
	body, prices, constant := strings.Cut(s, ", ")
	u := Unit{Kind: Money}
	if prices == "constant prices" {
		u.Constant = UnstatedBase
	} else if constant {
		base, err := strconv.ParseUint(strings.TrimSuffix(prices, " prices"), 10, 16)
		if err != nil {
			return Unit{}, unitError(s)
		}
		u.Constant = Year(base)
	}
	if of, per, ok := strings.Cut(body, " per "); ok && isCurrency(of) && isCurrency(per) {
		u = Unit{Kind: Rate, Currency: of + "/" + per}
	} else {
		currency, word, _ := strings.Cut(body, " ")
		for _, w := range scaleWords {
			if w.word == word && isCurrency(currency) {
				u.Currency, u.Scale = currency, w.power
			}
		}
	}
	if u.Currency == "" || u.String() != s { // a unit is written in one way only
		return Unit{}, unitError(s)
	}
	return u, nil
}

func unitError(s string) error {
	return fmt.Errorf("bad unit %q (want share, percent, number, \"JPY bn\", \"USD m, 2024 prices\" or \"JPY per USD\")", s)
}

func isCurrency(s string) bool {
	return len(s) == 3 && strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// String writes the unit as [ParseUnit] reads it.
func (u Unit) String() string {
	switch u.Kind {
	case Share:
		if u.Scale == -2 {
			return "percent"
		}
		return "share"
	case Rate:
		return strings.Replace(u.Currency, "/", " per ", 1)
	case Number:
		return "number"
	}
	s := u.Currency
	for _, w := range scaleWords {
		if w.power == u.Scale && w.word != "" {
			s += " " + w.word
		}
	}
	switch u.Constant {
	case 0:
	case UnstatedBase:
		s += ", constant prices"
	default:
		s += fmt.Sprintf(", %d prices", u.Constant)
	}
	return s
}

// Factor returns what a value in u is multiplied by to be in v, for units
// that differ only in scale.
func (u Unit) Factor(v Unit) (float64, error) {
	a, b := u, v
	a.Scale, b.Scale = 0, 0
	if a != b {
		return 0, fmt.Errorf("%w: %s and %s", ErrUnit, u, v)
	}
	return math.Pow10(u.Scale - v.Scale), nil
}
