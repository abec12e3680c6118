package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "text", Ext: []string{".txt"}, Report: reportText, Table: tableText})
}

const (
	screen = 80 // columns of a page
	indent = 13 // of what stands beside a label
)

// page writes text for people. Its writer keeps the first error until Flush.
type page struct {
	*bufio.Writer
	color bool
}

// reportText writes the answer in 80 columns: the number, what it is a number
// of, the years with their intervals, what is behind them, and where from.
func reportText(w io.Writer, r *pipeline.Report, o Options) error {
	p := page{bufio.NewWriter(w), o.Color}
	p.headline(r, o.Levels)
	p.definition(r)
	p.years(r, o.Levels)
	p.sets(r, o.Levels)
	p.scenarios(r, o.Levels)
	p.section("Announced", announced(r))
	p.section("Pledges", each(r.Pledges, func(v pipeline.PledgeView) string { return pledgeSentence(r, v) }))
	p.section("What drives it", r.Drivers)
	p.section("Methods and weights", methods(r))
	p.section("Warnings", each(r.Warnings, errorText))
	p.section("Sources", each(r.Sources, citation))
	p.labelled("Data", fmt.Sprintf("snapshot %.12s", r.DataSHA256))
	p.labelled("Repeat", repeat(r))
	return p.Flush()
}

// bold makes a line stand out where the terminal can.
func (p page) bold(s string) string {
	if p.color {
		return "\x1b[1m" + s + "\x1b[0m"
	}
	return s
}

// labelled writes a wrapped text beside a label, or nothing for no text.
func (p page) labelled(label, text string) {
	if text == "" {
		return
	}
	for item := range strings.SplitSeq(text, "\n") {
		for _, line := range wrap(item, screen-indent) {
			fmt.Fprintf(p, "%s%s\n", pad(label, indent, false), line)
			label = ""
		}
	}
}

// section writes a heading and its items, or nothing where there are none.
func (p page) section(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintln(p, p.bold(heading))
	for _, item := range items {
		bullet := "  - "
		for _, line := range wrap(item, screen-len(bullet)) {
			fmt.Fprintf(p, "%s%s\n", bullet, line)
			bullet = "    "
		}
	}
	fmt.Fprintln(p)
}

// headline says the answer: what of whom, and how much in the last year, with
// the middle one of the levels.
func (p page) headline(r *pipeline.Report, levels []float64) {
	for _, line := range wrap(r.CountryName+": "+r.Measure.String(), screen) {
		fmt.Fprintln(p, p.bold(line))
	}
	last := r.Steps[len(r.Steps)-1]
	s := fmt.Sprintf("%s: %s", r.Measure.Basis.Label(last.Year), percent(last.Dist.Quantile(0.5)))
	if n := len(levels); n > 0 {
		l := levels[n/2]
		s += fmt.Sprintf(" (%s %% interval %s)", levelName(l), interval(bounds(last.Dist, l)))
	}
	fmt.Fprintf(p, "%s\n\n", p.bold(s))
}

// definition says what the number is a number of and what it rests on.
func (p page) definition(r *pipeline.Report) {
	label := r.Measure.Basis.Label
	p.labelled("Measure", fmt.Sprintf("%s: %s budget stage", r.Measure.ID, r.Measure.Stage))
	p.labelled("Counts", r.Measure.Counts)
	p.labelled("Leaves out", r.Measure.Excludes)
	p.labelled("Information", information(r))
	p.labelled("Origin", fmt.Sprintf("%s, the last year known; figures published by %s", label(r.Origin), r.AsOf))
	p.labelled("Method", method(r))
	p.labelled("Record", r.Record.String())
	fmt.Fprintln(p)
}

// perTable is how many intervals fit beside a year.
const perTable = 3

// years writes the recent past and the forecast, in as many tables as the
// levels need.
func (p page) years(r *pipeline.Report, levels []float64) {
	for {
		n := min(perTable, len(levels))
		p.yearTable(r, levels[:n])
		if levels = levels[n:]; len(levels) == 0 {
			return
		}
	}
}

func (p page) yearTable(r *pipeline.Report, levels []float64) {
	label := r.Measure.Basis.Label
	head := each(levels, func(l float64) string { return levelName(l) + " % interval" })
	fmt.Fprintln(p, p.bold(yearRow("Year", "Status", "Median", head)))
	for _, v := range recent(r) {
		fmt.Fprintln(p, yearRow(label(v.Year), v.Status.String(), percent(v.Value), nil))
	}
	for _, s := range r.Steps {
		bands := each(levels, func(l float64) string { return interval(bounds(s.Dist, l)) })
		fmt.Fprintln(p, yearRow(label(s.Year), stepStatus(s), percent(s.Dist.Quantile(0.5)), bands))
	}
	fmt.Fprintln(p)
}

// sets writes the last year under each information set, side by side.
func (p page) sets(r *pipeline.Report, levels []float64) {
	if len(r.Sets) < 2 {
		return
	}
	levels = levels[:min(perTable, len(levels))]
	head := each(levels, func(l float64) string { return levelName(l) + " % interval" })
	fmt.Fprintln(p, p.bold(yearRow("Year", "Knowing", "Median", head)))
	for _, v := range r.Sets {
		s := v.Steps[len(v.Steps)-1]
		bands := each(levels, func(l float64) string { return interval(bounds(s.Dist, l)) })
		fmt.Fprintln(p, yearRow(r.Measure.Basis.Label(s.Year), v.Information.String(), percent(s.Dist.Quantile(0.5)), bands))
	}
	fmt.Fprintln(p)
}

// scenarios writes the years under each scenario beside the forecast, and what they
// are.
func (p page) scenarios(r *pipeline.Report, levels []float64) {
	if len(r.Scenarios) == 0 {
		return
	}
	n := 8
	for _, s := range r.Scenarios {
		n = max(n, columns(s.Name))
	}
	row := func(name, year, median, more string, bands []string) {
		line := pad(name, n+2, false) + pad(year, 8, false) + pad(median, 7, true) + pad(more, 10, true)
		for _, b := range bands {
			line += pad(b, 17, true)
		}
		fmt.Fprintln(p, strings.TrimRight(line, " "))
	}
	levels = levels[:min(2, len(levels))]
	row("Scenario", "Year", "Median", "More", each(levels, func(l float64) string { return levelName(l) + " % interval" }))
	scenarioRows(r, levels, row)
	fmt.Fprintln(p)
	p.section("Scenarios", scenarioNotes(r))
}

func yearRow(year, status, median string, bands []string) string {
	s := pad(year, 8, false) + pad(status, 10, false) + pad(median, 8, true)
	for _, b := range bands {
		s += pad(b, 17, true)
	}
	return s
}

// tableText writes what is said of all, a head, the columns aligned, and prose wrapped beside them.
func tableText(w io.Writer, t Table) error {
	p := page{Writer: bufio.NewWriter(w)}
	widths := t.widths()
	for _, f := range t.About {
		p.labelled(f.Key, f.Text)
	}
	if len(t.About) > 0 {
		fmt.Fprintln(p)
	}
	if t.Block > 0 {
		p.blocks(t)
		return p.Flush()
	}
	p.row(t, widths, func(i int) string {
		if c := t.Columns[i]; !c.Wide || i == 0 || !t.Columns[i-1].Wide {
			return c.Key
		}
		return ""
	})
	for _, cells := range t.Rows {
		p.row(t, widths, func(i int) string { return prose(cells[i]) })
	}
	return p.Flush()
}

// row writes narrow cells and prose beside them, or below where the narrow ones
// take more than half of the screen.
func (p page) row(t Table, widths []int, cell func(i int) string) {
	left := ""
	var prose []string
	for i, c := range t.Columns {
		switch text := cell(i); {
		case !c.Wide:
			left += pad(text, widths[i], c.Right) + "  "
		case text != "" && len(prose) > 0:
			prose = append(prose, c.Key+": "+text)
		case text != "":
			prose = append(prose, text)
		}
	}
	margin := columns(left)
	if margin > screen/2 || len(prose) == 0 {
		fmt.Fprintln(p, strings.TrimRight(left, " "))
		left, margin = "    ", 4
	}
	for _, text := range prose {
		for _, line := range wrap(text, screen-margin) {
			fmt.Fprintln(p, left+line)
			left = strings.Repeat(" ", margin)
		}
	}
}

// widths returns what the widest cell of each column takes.
func (t Table) widths() []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = columns(c.Key)
	}
	for _, row := range t.Rows {
		for i, v := range row {
			widths[i] = max(widths[i], columns(prose(v)))
		}
	}
	return widths
}
