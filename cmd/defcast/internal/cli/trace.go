package cli

import (
	"fmt"
	"strings"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// traced adds to what is said of a table the figures that it rests on: the
// edition of the facts, by their checksum, from which each number can be had
// again, and what was cited.
func traced(t render.Table, facts data.Facts, cited ...pipeline.Citation) render.Table {
	if len(cited) > 0 {
		t.About = append(t.About, sources(cited))
	}
	t.About = append(t.About, render.Field{Key: "data", Text: fmt.Sprintf("snapshot %.12s", facts.SHA256)})
	return t
}

// sources lists citations, each with its vintage and terms.
func sources(cited []pipeline.Citation) render.Field {
	var lines []string
	for _, s := range cited {
		lines = append(lines, s.Title+" ("+s.Vintage.String()+"). "+s.Terms)
	}
	return render.Field{Key: "sources", Text: strings.Join(lines, "\n")}
}
