package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "md", Ext: []string{".md", ".markdown"}, Report: reportMarkdown, Table: tableMarkdown})
}

// reportMarkdown writes a table that can stand in a report: caption, rows,
// notes and a source line.
func reportMarkdown(w io.Writer, r *pipeline.Report, o Options) error {
	out := bufio.NewWriter(w)
	label := r.Measure.Basis.Label
	fmt.Fprintf(out, "**%s: %s, %s–%s**\n\n",
		r.CountryName, escape(r.Measure.String()), label(firstYear(r)), label(r.Config.Through))
	head := []string{"Year", "Status", "Median"}
	align := []string{"---", "---", "---:"}
	for _, l := range o.Levels {
		head = append(head, levelName(l)+" %")
		align = append(align, "---:")
	}
	writeRow(out, head)
	writeRow(out, align)
	for _, p := range recent(r) {
		row := []string{label(p.Year), p.Status.String(), percent(p.Value)}
		writeRow(out, append(row, make([]string, len(o.Levels))...))
	}
	for _, s := range r.Steps {
		row := []string{label(s.Year), stepStatus(s), percent(s.Dist.Quantile(0.5))}
		for _, l := range o.Levels {
			row = append(row, interval(bounds(s.Dist, l)))
		}
		writeRow(out, row)
	}
	fmt.Fprintln(out)
	setsMarkdown(out, r, o.Levels)
	scenariosMarkdown(out, r, o.Levels)
	for _, note := range notes(r) {
		fmt.Fprintf(out, "- %s.\n", escape(note))
	}
	fmt.Fprintf(out, "\nSource: %s. Forecast: defcast, %s.\n", escape(quoted(r)), escape(method(r)))
	return out.Flush()
}

// setsMarkdown writes the last year under each information set.
func setsMarkdown(out io.Writer, r *pipeline.Report, levels []float64) {
	if len(r.Sets) < 2 {
		return
	}
	head := []string{r.Measure.Basis.Label(r.Config.Through) + " knowing", "Median"}
	align := []string{"---", "---:"}
	for _, l := range levels {
		head, align = append(head, levelName(l)+" %"), append(align, "---:")
	}
	writeRow(out, head)
	writeRow(out, align)
	for _, v := range r.Sets {
		d := v.Steps[len(v.Steps)-1].Dist
		row := []string{v.Information.String(), percent(d.Quantile(0.5))}
		writeRow(out, append(row, each(levels, func(l float64) string { return interval(bounds(d, l)) })...))
	}
	fmt.Fprintln(out)
}

// scenariosMarkdown writes the years under each scenario beside the forecast.
func scenariosMarkdown(out io.Writer, r *pipeline.Report, levels []float64) {
	if len(r.Scenarios) == 0 {
		return
	}
	head, align := []string{"Scenario", "Year", "Median", "More"}, []string{"---", "---", "---:", "---:"}
	for _, l := range levels {
		head, align = append(head, levelName(l)+" %"), append(align, "---:")
	}
	writeRow(out, head)
	writeRow(out, align)
	scenarioRows(r, levels, func(name, year, median, more string, bands []string) {
		writeRow(out, append([]string{escape(name), year, median, more}, bands...))
	})
	fmt.Fprintln(out)
}

// notes are the sentences that belong under the numbers.
func notes(r *pipeline.Report) []string {
	out := []string{"Information set " + information(r) + "; figures published by " + r.AsOf.String()}
	out = append(out, announced(r)...)
	out = append(out, each(scenarioNotes(r), func(s string) string { return strings.TrimSuffix(s, ".") })...)
	for _, p := range r.Pledges {
		out = append(out, pledgeSentence(r, p))
	}
	if r.Record.N > 0 {
		out = append(out, r.Record.String())
	}
	for _, err := range r.Warnings {
		out = append(out, "Warning: "+err.Error())
	}
	return out
}

func tableMarkdown(w io.Writer, t Table) error {
	out := bufio.NewWriter(w)
	for _, f := range t.About {
		fmt.Fprintf(out, "- %s: %s\n", f.Key, escape(f.Text))
	}
	if len(t.About) > 0 {
		fmt.Fprintln(out)
	}
	var head, align []string
	for _, c := range t.Columns {
		head = append(head, c.Key)
		if c.Right {
			align = append(align, "---:")
		} else {
			align = append(align, "---")
		}
	}
	writeRow(out, head)
	writeRow(out, align)
	for _, cells := range t.Rows {
		writeRow(out, each(cells, func(v any) string { return escape(prose(v)) }))
	}
	return out.Flush()
}

func writeRow(w io.Writer, cells []string) { fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")) }

var escapes = strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", "&lt;", "\n", " ")

// escape keeps text from being read as Markdown.
func escape(s string) string { return escapes.Replace(s) }
