package render

import (
	"fmt"
	"strings"
)

// blocks writes the rows that share the first cell below the leading cells of
// the first of them, each part of the columns as a table of its own that begins
// with the first other column.
func (p page) blocks(t Table) {
	for from := 0; from < len(t.Rows); {
		to := from + 1
		for to < len(t.Rows) && t.Rows[to][0] == t.Rows[from][0] {
			to++
		}
		var head []string
		for i, v := range t.Rows[from][:t.Block] {
			if text := prose(v); text != "" {
				head = append(head, t.Columns[i].Key+" "+text)
			}
		}
		fmt.Fprintln(p, p.bold(strings.Join(head, "  ")))
		for part := range t.parts() {
			p.part(t.part(part, t.Rows[from:to]))
		}
		if from = to; from < len(t.Rows) {
			fmt.Fprintln(p)
		}
	}
}

// parts is the number of tables that a block has.
func (t Table) parts() int {
	n := 0
	for _, c := range t.Columns {
		n = max(n, c.Part+1)
	}
	return n
}

// part returns the columns of a part, without rows in which it says nothing.
func (t Table) part(part int, rows [][]any) Table {
	out := Table{}
	var take []int
	for i, c := range t.Columns {
		if i == t.Block || i > t.Block && c.Part == part {
			take, out.Columns = append(take, i), append(out.Columns, c)
		}
	}
	for _, row := range rows {
		var cells []any
		said := false
		for _, i := range take {
			cells = append(cells, row[i])
			said = said || i != t.Block && prose(row[i]) != ""
		}
		if said {
			out.Rows = append(out.Rows, cells)
		}
	}
	return out
}

// part writes a table, indented; nothing where no row says anything.
func (p page) part(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	widths := t.widths()
	line := func(cell func(i int) string) {
		text := "  "
		for i, c := range t.Columns {
			text += pad(cell(i), widths[i], c.Right) + "  "
		}
		fmt.Fprintln(p, strings.TrimRight(text, " "))
	}
	line(func(i int) string { return t.Columns[i].Key })
	for _, cells := range t.Rows {
		line(func(i int) string { return prose(cells[i]) })
	}
}
