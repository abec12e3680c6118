package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "latex", Ext: []string{".tex"}, Report: reportLaTeX, Table: tableLaTeX})
}

// reportLaTeX writes the years and their intervals as a table with its caption,
// the notes and the source under it.
func reportLaTeX(w io.Writer, r *pipeline.Report, o Options) error {
	out := bufio.NewWriter(w)
	label := r.Measure.Basis.Label
	head, align := []string{"Year", "Status", "Median"}, "llr"
	for _, l := range o.Levels {
		head, align = append(head, levelName(l)+" % interval"), align+"r"
	}
	var rows [][]string
	for _, p := range recent(r) {
		rows = append(rows, append([]string{label(p.Year), p.Status.String(), percent(p.Value)}, make([]string, len(o.Levels))...))
	}
	for _, s := range r.Steps {
		row := []string{label(s.Year), stepStatus(s), percent(s.Dist.Quantile(0.5))}
		rows = append(rows, append(row, each(o.Levels, func(l float64) string { return interval(bounds(s.Dist, l)) })...))
	}
	caption := fmt.Sprintf("%s: %s, %s–%s", r.CountryName, r.Measure, label(firstYear(r)), label(r.Config.Through))
	below := append(notes(r), "Source: "+quoted(r)+". Forecast: defcast, "+method(r))
	latex(out, caption, align, head, rows, below)
	return out.Flush()
}

// tableLaTeX writes a table; what is said of all rows stands under it.
func tableLaTeX(w io.Writer, t Table) error {
	out := bufio.NewWriter(w)
	align := ""
	var head, below []string
	for _, c := range t.Columns {
		head = append(head, c.Key)
		switch {
		case c.Wide:
			align += "p{0.3\\linewidth}"
		case c.Right:
			align += "r"
		default:
			align += "l"
		}
	}
	for _, f := range t.About {
		below = append(below, f.Key+": "+f.Text)
	}
	latex(out, "", align, head, each(t.Rows, func(cells []any) []string { return each(cells, prose) }), below)
	return out.Flush()
}

// latex writes a table environment; \toprule and its like are of the package
// booktabs.
func latex(w io.Writer, caption, align string, head []string, rows [][]string, below []string) {
	fmt.Fprintln(w, `% needs \usepackage{booktabs}`)
	fmt.Fprintln(w, `\begin{table}`)
	fmt.Fprintln(w, `\centering`)
	if caption != "" {
		fmt.Fprintf(w, "\\caption{%s}\n", texEscape(caption))
	}
	fmt.Fprintf(w, "\\begin{tabular}{%s}\n\\toprule\n", align)
	line := func(cells []string) { fmt.Fprintf(w, "%s \\\\\n", strings.Join(each(cells, texEscape), " & ")) }
	line(head)
	fmt.Fprintln(w, `\midrule`)
	for _, row := range rows {
		line(row)
	}
	fmt.Fprintln(w, "\\bottomrule\n\\end{tabular}")
	for _, s := range below {
		fmt.Fprintf(w, "\\par\\footnotesize %s\n", texEscape(strings.ReplaceAll(s, "\n", "; ")))
	}
	fmt.Fprintln(w, `\end{table}`)
}

var texEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	"{", `\{`, "}", `\}`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "–", "--", "\n", " ")

// texEscape keeps text from being read as commands.
func texEscape(s string) string { return texEscapes.Replace(s) }
