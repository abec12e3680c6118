package main

import (
	"bytes"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/defcast/defcast/cmd/defcast/internal/cli"
	"github.com/defcast/defcast/data/datatest"
)

// TestManual runs every command of the package comment.
func TestManual(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and what runs at the same time is raced by the scripts")
	}
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, b := range new(comment.Parser).Parse(f.Doc.Text()).Content {
		if code, ok := b.(*comment.Code); ok {
			blocks = append(blocks, code.Text)
		}
	}
	runBlocks(t, blocks)
}

// TestReadme runs every command of this program in README.md.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and what runs at the same time is raced by the scripts")
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for i, part := range strings.Split(string(text), "\n```") {
		if _, block, ok := strings.Cut(part, "\n"); ok && i%2 == 1 {
			blocks = append(blocks, block)
		}
	}
	runBlocks(t, blocks)
}

// session is a command as it stands in the documentation, with what is said to
// be seen on the terminal.
type session struct {
	args []string
	want string
}

// sessions reads the commands of a block: lines "$ defcast ARGS" or
// "$ go run ./cmd/defcast ARGS", each with its output below. Commands of other
// programs are passed over.
func sessions(block string) []session {
	var out []session
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		line, want, _ := strings.Cut(part, "\n")
		words := strings.Fields(strings.Replace(line, "go run ./cmd/defcast", "defcast", 1))
		if len(words) > 0 && words[0] == "defcast" {
			out = append(out, session{words[1:], strings.TrimSpace(want)})
		}
	}
	return out
}

// runBlocks runs the sessions and compares what they write, number by number.
// Of a session that shows no output only success is asked.
func runBlocks(t *testing.T, blocks []string) {
	t.Chdir(t.TempDir())
	for _, block := range blocks {
		for _, s := range sessions(block) {
			t.Run(strings.Join(s.args, " "), func(t *testing.T) {
				var terminal bytes.Buffer
				status := cli.Main(s.args, strings.NewReader(""), &terminal, &terminal)
				if s.want == "" && status != 0 {
					t.Errorf("exit status %d: %s", status, terminal.String())
				}
				if d := datatest.Diff(s.want, strings.TrimSpace(terminal.String())); s.want != "" && d != "" {
					t.Error(d)
				}
			})
		}
	}
}

func TestSessions(t *testing.T) {
	got := sessions("$ go test ./...\nok\n$ defcast models\na\nb\n\n$ go run ./cmd/defcast version\n")
	if len(got) != 2 || got[0].args[0] != "models" || got[0].want != "a\nb" || got[1].args[0] != "version" || got[1].want != "" {
		t.Errorf("got %+v", got)
	}
}
