package pipeline

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/scenario"
)

// Information says what a forecast may know.
type Information uint8

// The information sets, each containing the one before.
const (
	History   Information = iota // values of years that are over
	Announced                    // and budgets at any stage and the official GDP outlook
	Plan                         // and multi-year plans and pledges
)

var informationNames = [...]string{"history", "announced", "plan"}

// String returns the name used on the command line.
func (i Information) String() string { return informationNames[i] }

// ParseInformation reads a name as [Information.String] writes it, or returns
// an [*UnknownError].
func ParseInformation(name string) (Information, error) {
	for i, n := range informationNames {
		if n == name {
			return Information(i), nil
		}
	}
	return 0, &UnknownError{Kind: "information set", Name: name, Known: informationNames[:]}
}

// Config is everything that a forecast depends on besides the data. Equal
// Configs on equal data give equal Reports.
type Config struct {
	Country     string // ISO 3166-1 alpha-3
	Measure     string // id of the measure; empty means the country's first
	Through     data.Year
	Model       string // name in the model registry; empty means DefaultMethod of the measure
	Information Information
	AsOf        data.Date // use only what had been published by then; zero means everything
	Draws       int
	Seed        uint64
	// Scenarios are told beside the forecast, on its draws: they move no number of it
	// nor of each other.
	Scenarios []scenario.Scenario
	// Raw leaves the intervals as the method gives them, without the calibration
	// that is learnt from past forecasts of other countries.
	Raw bool
	// Data is the folder of imported figures that the facts include, empty for
	// none: said in the command that repeats a report, not read here.
	Data string
}

// The defaults of a Config.
const (
	DefaultThrough = data.Year(2027)
	DefaultDraws   = 10000
	DefaultSeed    = 1
	MaxThrough     = data.Year(2060)
	MinDraws       = 100
	MaxDraws       = 1000000
)

// Default returns the Config of `defcast forecast COUNTRY`.
func Default(country string) Config {
	return Config{Country: country, Through: DefaultThrough, Information: Plan,
		Draws: DefaultDraws, Seed: DefaultSeed}
}
