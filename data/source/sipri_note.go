package source

import (
	"strconv"
	"strings"
	"time"

	"github.com/defcast/defcast/data"
)

// sipriNotes explains the Notes column: symbols and footnote numbers.
type sipriNotes map[string]string

func sipriFootnotes(f *File) (sipriNotes, error) {
	notes := sipriNotes{}
	for _, s := range f.Sheets {
		if !strings.EqualFold(strings.TrimSpace(s.Name), "Footnotes") {
			continue
		}
		for r, err := range s.Rows() {
			if err != nil {
				return nil, err
			}
			key, text := r.Cell(0), r.Cell(1)
			if text == "" {
				text = r.Cell(2)
			}
			if _, err := strconv.Atoi(key); err == nil || len([]rune(key)) == 1 {
				notes[key] = text
			}
		}
	}
	return notes, nil
}

const sipriSymbols = "†‡§¶‖"

// of writes a note such as "‡§¶16" in words; what the workbook does not
// explain (a user's copy may lack the sheet) is kept as it stands.
func (n sipriNotes) of(mark string) string {
	if mark == "" || strings.Trim(mark, ".…") == "" {
		return ""
	}
	var out []string
	digits := strings.TrimLeft(mark, sipriSymbols)
	for _, r := range strings.TrimSuffix(mark, digits) {
		out = append(out, n.word(string(r)))
	}
	for _, d := range strings.FieldsFunc(digits, func(r rune) bool { return r == ',' || r == ' ' }) {
		out = append(out, n.word(d))
	}
	return strings.Join(out, " ")
}

func (n sipriNotes) word(key string) string {
	if text := n[key]; text != "" {
		return text
	}
	return "note " + key
}

// budget returns the status of a figure in black: § says that a country's
// figures are adopted budgets.
func (n sipriNotes) budget(mark string) data.Status {
	if strings.Contains(mark, "§") {
		return data.Initial
	}
	return data.Settled
}

var sipriMonths = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// sipriFiscal reads "Apr-Mar", "Till: 1996 Jul-Jun, 1997: Jul-Dec, From 1998:
// Jan-Dec" (the last rule holds, and the words join the note) and leaves
// "See footnote" to the note. SIPRI names years for the one they begin in.
func sipriFiscal(s, note string) (data.YearBasis, string) {
	if s == "" {
		return data.Calendar, note
	}
	// The 2026 edition writes "Apr.–Mar.".
	s = strings.NewReplacer("–", "-", ".", "").Replace(s)
	span := s[strings.LastIndexAny(s, " ")+1:]
	first, _, ok := strings.Cut(span, "-")
	m, known := sipriMonths[strings.ToLower(first)]
	if !ok || !known || strings.Contains(s, " ") {
		note = strings.TrimSpace(note + " Fiscal year: " + s + ".")
	}
	if !ok || !known || m == time.January {
		return data.Calendar, note
	}
	return data.YearBasis{First: m}, note
}

// currencyNamed returns the code of a currency by the publisher's word where
// the word names one that the country has since given up or shares; otherwise
// the code given.
func currencyNamed(word, code string) string {
	switch w := fold(word); w {
	case "":
	case "euro", "euros":
		return "EUR"
	case "us dollars", "us dollar":
		return "USD"
	case "leva":
		return "BGN"
	case "kunas", "kuna":
		return "HRK"
	case "litai", "litas":
		return "LTL"
	case "lats":
		return "LVL"
	case "krooni", "kroons":
		return "EEK"
	}
	return code
}
