package snapshot

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

const sourceHeader = "source,publisher,title,published,terms,where"

// readSources reads the list of sources. What the keys of the terms column
// mean is said in SOURCES.md.
func (r *reader) readSources() error {
	var last string
	return table(r.fsys, "sources.csv", sourceHeader, func(rec *record) {
		s := data.Source{Key: rec.word("source"), Publisher: rec.word("publisher"), Title: rec.word("title"),
			Published: rec.day("published"), Terms: parsed(rec, "terms", parseTerms)}
		rec.after(&last, s.Key)
		r.sources[s.Key] = true
		r.into.Sources = append(r.into.Sources, s)
	})
}

// source returns a key that must be declared.
func (r *reader) source(rec *record) string {
	key := rec.word("source")
	if !r.sources[key] {
		rec.fault("source", "%q is not in sources.csv", key)
	}
	return key
}

// terms maps the keys of the terms column to what a reader is told.
var terms = map[string]string{
	"gov-jp":      "Government of Japan, Public Data License 1.0, use with attribution",
	"gov-jp-copy": "Government of Japan, Public Data License 1.0, use with attribution; read in a copy",
	"diet":        "National Diet of Japan, figures cited with attribution",
	"fact":        "figures and dates cited as facts, no text taken",
	"imf":         "IMF, use with attribution",
	"gov":         "government publication, figures cited with attribution",
	"gov-us":      "United States Government, public domain",
	"nato":        "NATO, use with attribution",
	"nato-copy":   "NATO, use with attribution; read in a copy",
	"sipri":       "SIPRI, extract for non-commercial use with attribution",
}

func parseTerms(key string) (string, error) {
	if t, ok := terms[key]; ok {
		return t, nil
	}
	return "", fmt.Errorf("unknown terms %q (want %s)", key, strings.Join(slices.Sorted(maps.Keys(terms)), ", "))
}
