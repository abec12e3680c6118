package render

import (
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
)

// scenarioRows hands out, for the forecast as it stands and for each scenario, the
// last years that fit a page: what the share is, and what it is more than as it
// stands, the median over the paths.
func scenarioRows(r *pipeline.Report, levels []float64, row func(name, year, median, more string, bands []string)) {
	write := func(name string, steps []pipeline.Step, more []float64) {
		for h, s := range steps {
			if len(steps) > scenarioYears && h < len(steps)-scenarioYears {
				continue
			}
			plus := ""
			if more != nil {
				plus = percent(more[h])
			}
			bands := each(levels, func(l float64) string { return interval(bounds(s.Dist, l)) })
			row(name, r.Measure.Basis.Label(s.Year), percent(s.Dist.Quantile(0.5)), plus, bands)
		}
	}
	write("forecast", r.Steps, nil)
	for _, s := range r.Scenarios {
		write(s.Name, s.Steps, s.More(r.Paths))
	}
}

// scenarioYears is how many years people are shown of a scenario; programs get all.
const scenarioYears = 5

// scenarioNotes says what each scenario is and what its rules had to say, then how
// prices and the exchange rate, which rules may change, were forecast.
func scenarioNotes(r *pipeline.Report) []string {
	if len(r.Scenarios) == 0 {
		return nil
	}
	return append(each(r.Scenarios, func(s pipeline.Outcome) string {
		says := s.Name + ": " + s.Story + "."
		if s.Source != "" {
			says += " Source: " + s.Source + "."
		}
		return strings.Join(append([]string{says}, s.Notes...), " ")
	}), r.Economy...)
}
