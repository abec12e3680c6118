package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/defcast/defcast/cmd/defcast/internal/cli"
	"github.com/defcast/defcast/plots"
)

// BenchmarkGallery draws the example of each chart as [TestGallery] does. An
// operation is a command from its words to its file, without the start of the
// process; the target for all of them together is 2 s:
//
//	GOMAXPROCS=1 go test ./cmd/defcast -run NONE -bench Gallery -benchtime 5x
func BenchmarkGallery(b *testing.B) {
	for _, e := range plots.All() {
		b.Run(e.Name, func(b *testing.B) {
			args := append(strings.Fields("chart "+e.Name+" "+e.Example), "--draws", "1000", "--quiet",
				"-o", filepath.Join(b.TempDir(), "x.svg"))
			for b.Loop() {
				if status := cli.Main(args, strings.NewReader(""), io.Discard, io.Discard); status != 0 {
					b.Fatalf("defcast %s: status %d", strings.Join(args, " "), status)
				}
			}
		})
	}
}
