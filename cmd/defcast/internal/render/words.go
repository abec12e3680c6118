package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// english writes counts with their thousands apart.
var english = message.NewPrinter(language.English)

// past is how many years before the forecast people are shown.
const past = 8

// recent returns the last values of the history.
func recent(r *pipeline.Report) []pipeline.Point { return r.History[max(0, len(r.History)-past):] }

// firstYear returns the first year that people are shown.
func firstYear(r *pipeline.Report) data.Year {
	if h := recent(r); len(h) > 0 {
		return h[0].Year
	}
	return r.Origin + 1
}

// stepStatus says whether a future year rests on something announced.
func stepStatus(s pipeline.Step) string {
	if s.Known != "" {
		return "announced"
	}
	return "forecast"
}

// knows says of each information set what it holds.
var knows = map[pipeline.Information]string{
	pipeline.History:   "past values only",
	pipeline.Announced: "past values, budgets at any stage and official outlooks",
	pipeline.Plan:      "past values, budgets at any stage, official outlooks, plans and pledges",
}

// information says what the forecast could know and what of it there was.
func information(r *pipeline.Report) string {
	s := r.Config.Information.String() + ": " + knows[r.Config.Information]
	switch r.Knowing() {
	case r.Config.Information:
		return s
	case pipeline.History:
		return s + " (none is known for this measure)"
	}
	return s + " (no plan or pledge for this measure is known)"
}

// method says how the numbers were made.
func method(r *pipeline.Report) string {
	return english.Sprintf("%s, %d joint paths, seed ", r.Config.Model, r.Config.Draws) + fmt.Sprint(r.Config.Seed)
}

// announced lists what is known of the future years.
func announced(r *pipeline.Report) []string {
	var out []string
	for _, s := range r.Steps {
		if s.Known != "" {
			out = append(out, r.Measure.Basis.Label(s.Year)+": "+s.Known)
		}
	}
	return out
}

// pledgeSentence says a pledge and how the record and the forecast stand to it.
func pledgeSentence(r *pipeline.Report, p pipeline.PledgeView) string {
	label := r.Measure.Basis.Label
	s := fmt.Sprintf("%s %s", p.Kind, percent(p.Level))
	if p.By != 0 {
		s += " by " + label(p.By)
	}
	if !p.Announced.IsZero() {
		s += fmt.Sprintf(", announced %s", p.Announced)
	}
	if !p.SameMeasure {
		s += ", defined on " + cmp.Or(p.Measure, "no measure by name")
	}
	return s + ": " + standing(r, p)
}

// standing says the value of the year that a pledge was due in or, if that is
// ahead, the chances; beyond the last year forecast, those of that year.
func standing(r *pipeline.Report, p pipeline.PledgeView) string {
	label := r.Measure.Basis.Label
	if i := slices.IndexFunc(r.History, func(v pipeline.Point) bool { return v.Year == p.By }); i >= 0 {
		return fmt.Sprintf("%s is %s (%s)", label(p.By), percent(r.History[i].Value), r.History[i].Status)
	}
	i := slices.IndexFunc(r.Steps, func(s pipeline.Step) bool { return s.Year == p.By })
	if i < 0 {
		i = len(r.Steps) - 1
	}
	return fmt.Sprintf("P(at or above it in %s) = %s, P(reached by then) = %s",
		label(r.Steps[i].Year), probability(p.Met[i]), probability(p.MetBy[i]))
}

// methods lists the methods behind the forecast, a line a series.
func methods(r *pipeline.Report) []string {
	var out []string
	last := ""
	for _, m := range r.Members {
		says := fmt.Sprintf("%s %.2f", m.Name, m.Weight)
		if m.Err != nil {
			says = fmt.Sprintf("%s left out (%v)", m.Name, m.Err)
		}
		if m.Series == last {
			out[len(out)-1] += ", " + says
		} else {
			out = append(out, m.Series+": "+says)
		}
		last = m.Series
	}
	return out
}

// citation names a source with its date and its terms of use.
func citation(c pipeline.Citation) string {
	s := c.Title
	if !c.Vintage.IsZero() {
		s += " (" + c.Vintage.String() + ")"
	}
	if c.Terms != "" {
		s += "; " + c.Terms
	}
	return s
}

// repeat writes the command that gives these numbers again.
func repeat(r *pipeline.Report) string {
	c := r.Config
	s := fmt.Sprintf("defcast forecast %s --measure %s --through %d --model %s --information %s --draws %d --seed %d",
		c.Country, r.Measure.ID, c.Through, c.Model, c.Information, c.Draws, c.Seed)
	if !c.AsOf.IsZero() {
		s += " --as-of " + c.AsOf.String()
	}
	for _, x := range c.Scenarios {
		s += " --scenario " + word(x.Ref)
	}
	if c.Data != "" {
		s += " --data " + c.Data
	}
	return s
}

// word quotes what a shell would take apart.
func word(s string) string {
	if strings.ContainsAny(s, " '\"$&;()*?|<>\\`") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// quoted returns a source in words for the line under a table.
func quoted(r *pipeline.Report) string {
	return strings.Join(each(r.Sources, citation), ". ")
}
