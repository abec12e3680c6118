package render

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many terminal columns a text takes: two for each East
// Asian wide letter, none for combining marks.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
				n++
			}
		}
	}
	return n
}

// pad fills a text with spaces up to n columns, on its left where right is set.
func pad(s string, n int, right bool) string {
	fill := strings.Repeat(" ", max(0, n-columns(s)))
	if right {
		return fill + s
	}
	return s + fill
}

// wrap breaks a text at spaces into lines of at most n columns. A word that is
// longer has a line to itself; a number keeps its percent sign.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		switch {
		case line == "":
			line = word
		case columns(line)+1+columns(word) <= n:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// words splits a text at spaces, but for those before a percent sign.
func words(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if last := len(out) - 1; last >= 0 && strings.HasPrefix(w, "%") {
			out[last] += " " + w
		} else {
			out = append(out, w)
		}
	}
	return out
}
