package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/defcast/defcast/data"
)

// run runs a command line in the current directory.
func run(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = Main(args, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}

// commands yields every command with its words.
func commands(f func(c *cobra.Command, words []string)) {
	for c := range tree(newRoot(&app{facts: embedded})) {
		f(c, strings.Fields(c.CommandPath())[1:])
	}
}

// TestScriptNames: each command has a script, and each script a command.
func TestScriptNames(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "script", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	scripts := map[string]bool{}
	for _, f := range files {
		word, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txtar"), "_")
		scripts[word] = true
	}
	names := []string{"defcast"}
	for _, c := range newRoot(&app{}).Commands() {
		names = append(names, c.Name())
	}
	for _, name := range names {
		if !scripts[name] {
			t.Errorf("no script of %s", name)
		}
		delete(scripts, name)
	}
	for word := range scripts {
		t.Errorf("script of %s, which is no command", word)
	}
}

// TestExamples runs every example of every command's help, in a directory
// that has the files they name.
func TestExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"series.csv": "series_id,year,value\na,2000,5\na,2001,6\na,2002,8\n",
		"stall.yaml": "name: stall\nrules: [{rule: gdp, growth: 0%, from: 2027}]\n",
		"three.yaml": "name: three\nrules: [{rule: pledge, share: 3%, by: 2035}]\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	commands(func(c *cobra.Command, _ []string) {
		if c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for line := range strings.SplitSeq(c.Example, "\n") {
			args := strings.Fields(line)
			if len(args) == 0 || args[0] != "defcast" {
				t.Errorf("%s: example %q is no command line", c.CommandPath(), line)
				continue
			}
			if status, _, stderr := run(args[1:]...); status != exitDone {
				t.Errorf("%s: status %d: %s", line, status, stderr)
			}
		}
	})
}

// TestHelp: one line of purpose, examples before flags, a metavar for each
// value, and no line that a terminal would break.
func TestHelp(t *testing.T) {
	commands(func(c *cobra.Command, words []string) {
		status, help, stderr := run(append(words, "--help")...)
		if status != exitDone || stderr != "" {
			t.Errorf("%s --help: status %d: %s", c.CommandPath(), status, stderr)
		}
		if examples, flags := strings.Index(help, "\nExamples\n"), strings.Index(help, "\nFlags\n"); examples < 0 || flags < examples {
			t.Errorf("%s: examples at %d, flags at %d of the help", c.CommandPath(), examples, flags)
		}
		if _, same, _ := run(append([]string{"help"}, words...)...); same != help {
			t.Errorf("help %s and --help differ", strings.Join(words, " "))
		}
		for line := range strings.SplitSeq(help, "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: more than 80 columns: %s", c.CommandPath(), line)
			}
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: purpose %q", c.CommandPath(), c.Short)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() != "bool" && !strings.Contains(f.Usage, "`") {
				t.Errorf("%s: --%s has no metavar", c.CommandPath(), f.Name)
			}
		})
	})
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestNoRoomIsAFailure(t *testing.T) {
	for _, args := range [][]string{{}, {"help", "chart"}, {"models"}, {"forecast", "JPN"}, {"version"}, {"--version"}, {"man"},
		{"completion", "bash"}, {"completion", "fish"}, {"completion", "zsh"}, {"completion", "powershell"}, {"data", "list"}, {"measures", "JPN"}} {
		var stderr bytes.Buffer
		if status := Main(args, strings.NewReader(""), full{}, &stderr); status != exitFailed || stderr.String() != "defcast: disk full\n" {
			t.Errorf("%q: status %d, says %q, want %d and the reason", args, status, stderr.String(), exitFailed)
		}
	}
}

func TestBrokenFactsAreAFailure(t *testing.T) {
	broken := &data.SyntaxError{File: "gdp.csv", Line: 3, Msg: "bad value"}
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, facts: func() (data.Facts, error) { return data.Facts{}, broken }}
	for _, args := range []string{"forecast JPN", "chart fan JPN -o x.svg", "data list", "data show x", "measures JPN", "version", "man"} {
		root := newRoot(a)
		root.SetArgs(strings.Fields(args))
		if err := root.Execute(); !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want %v", args, err, broken)
		}
	}
}

// TestColored: colours are for terminals only, and not for all of them.
func TestColored(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	file, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if (&app{out: file}).colored() {
		t.Error("colours in a file")
	}
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0) // a character device, as a terminal is
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	if !(&app{out: device}).colored() {
		t.Error("no colours on a device")
	}
	if (&app{out: device, noColor: true}).colored() {
		t.Error("colours against --no-color")
	}
	t.Setenv("TERM", "dumb")
	if (&app{out: device}).colored() {
		t.Error("colours on a dumb terminal")
	}
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	if (&app{out: device}).colored() {
		t.Error("colours against NO_COLOR")
	}
}
