package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Numbers keep to their units by a no-break space, see [mark.Wrap].
const unit = "\u00a0%"

// percent writes a share for reading off: "1.33 %", "30.1 %", "0.042 %". Three
// significant digits are as many as a budget over a revised GDP can bear; two
// decimals are what the field prints below 10 %.
func percent(v float64) string {
	p := 100 * v
	decimals := 2
	switch {
	case math.Abs(p) >= 9.995:
		decimals = 1
	case math.Abs(p) < 0.0995 && p != 0:
		decimals = 3
	}
	return strconv.FormatFloat(p, 'f', decimals, 64) + unit
}

// level writes a promised share as it is spoken of: "2 %", "3.5 %".
func level(v float64) string {
	return strconv.FormatFloat(math.Round(1e6*v)/1e4, 'f', -1, 64) + unit
}

// points writes a difference of shares: "0.7 points", never "0.7 %": a
// difference of 0.7 points between 1.3 % and 2 % is one of 35 %.
func points(d float64) string {
	decimals := 1
	if d < 0.00095 {
		decimals = 2
	}
	return strconv.FormatFloat(100*d, 'f', decimals, 64) + "\u00a0points"
}

// odds writes a probability in whole percent: 10,000 draws of a model do not
// know it better. It is never certain, whatever all draws agree on.
func odds(p float64) string {
	switch {
	case p < 0.005:
		return "under 1" + unit
	case p > 0.995:
		return "over 99" + unit
	}
	return strconv.FormatFloat(100*p, 'f', 0, 64) + unit
}

// ofGDP says of which GDP a share is, in as few words as are true. A frozen
// year must be named: Japan's 2 % of FY2022 GDP is 1.6 % of FY2025 GDP.
func ofGDP(m data.Measure) string {
	switch m.Denominator.Kind {
	case data.Frozen:
		return "of " + m.Basis.Label(m.Denominator.Year) + " GDP"
	case data.Outlook:
		return "of forecast GDP"
	}
	return "of GDP"
}

// list joins words as in a sentence: "50, 80 and 95".
func list(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// levels lists the bands' levels: "50, 80 and 95 %".
func levels(ls []float64) string {
	var words []string
	for _, l := range ls {
		words = append(words, strings.TrimSuffix(level(l), unit))
	}
	return list(words) + unit
}

// capital begins a sentence with a name that is written small.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// plainText has plain spaces, for where no line is broken.
func plainText(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// subtitle says what was measured, over which years and from what knowledge: a
// ratio is a definition, and no number stands without it.
func subtitle(r *pipeline.Report) []string {
	b := r.Measure.Basis
	return []string{
		capital(r.Measure.String()),
		fmt.Sprintf("Actual %s–%s, forecast to %s %s", b.Label(r.History[0].Year), b.Label(r.Origin), b.Label(lastStep(r).Year), knowledge(r)),
	}
}

// knowledge says what a forecast rests on: the richest information set that
// there was anything of.
func knowledge(r *pipeline.Report) string {
	day := "by " + r.AsOf.String()
	if r.AsOf.IsZero() {
		day = "so far"
	}
	switch r.Knowing() {
	case pipeline.History:
		return "from past values published " + day
	case pipeline.Plan:
		return "with budgets, GDP outlooks and multi-year plans announced " + day
	}
	return "with budgets and GDP outlooks announced " + day
}

// made says how the numbers were made, so that whoever doubts them can make
// them again: method, seed, draws and the snapshot's hash.
func made(r *pipeline.Report) string {
	s := fmt.Sprintf("%s simulated futures (method %s, seed %d", grouped(r.Config.Draws), r.Config.Model, r.Config.Seed)
	if len(r.DataSHA256) >= 8 {
		s += ", data " + r.DataSHA256[:8]
	}
	return s + ")"
}

// sources names where the data came from, with their vintages; in short only
// the publishers, which citations put before a colon.
func sources(r *pipeline.Report) Note {
	var full, short []string
	add := func(list []string, title string, v data.Date) []string {
		if !v.IsZero() {
			title += " (" + v.String() + ")"
		}
		if slices.Contains(list, title) {
			return list
		}
		return append(list, title)
	}
	for _, c := range r.Sources {
		publisher, _, _ := strings.Cut(c.Title, ": ")
		full, short = add(full, c.Title, c.Vintage), add(short, publisher, c.Vintage)
	}
	if len(full) == 0 {
		return always("Chart: defcast.")
	}
	write := func(list []string) string { return "Sources: " + strings.Join(list, "; ") + ". Chart: defcast." }
	return Note{Full: write(full), Short: write(short)}
}

// grouped writes a count with thousands apart: "10,000".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// announced says what the forecast knew of years to come.
func announced(r *pipeline.Report) Note {
	var known []string
	for _, s := range r.Steps {
		if s.Known != "" {
			known = append(known, r.Measure.Basis.Label(s.Year)+" "+s.Known)
		}
	}
	if len(known) == 0 {
		return Note{}
	}
	return Note{Full: "Known in advance: " + strings.Join(known, "; ") + "."}
}

// leftOut names the promises that a chart has no place for.
func leftOut(r *pipeline.Report, ps []promise) Note {
	var said []string
	for _, p := range ps {
		said = append(said, named(r, p))
	}
	if len(said) == 0 {
		return Note{}
	}
	return Note{Full: "Not shown: " + strings.Join(said, "; ") + "."}
}

// lastStep returns the furthest year of the forecast.
func lastStep(r *pipeline.Report) pipeline.Step { return r.Steps[len(r.Steps)-1] }

// median returns the middle of a forecast.
func median(s pipeline.Step) float64 { return s.Dist.Quantile(0.5) }
