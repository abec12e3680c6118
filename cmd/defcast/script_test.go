package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/defcast/defcast/cmd/defcast/internal/cli"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/plots/typeface"
)

// TestMain lets the test binary be run as the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"defcast": main})
}

// noSleep keeps a program built with the race detector from waiting for a second
// at its end.
const noSleep = "atexit_sleep_ms=0"

// TestScripts runs the scripts. The first word of a script's name is the
// command it is about, "defcast" for the program as a whole. Besides
// testscript's own commands there are
//
//	fails STATUS COMMAND…   the command exits with the status, writes nothing to
//	                        stdout and one line to stderr
//	golden FILE             stdout is testdata/golden/FILE, number by number;
//	                        UPDATE_GOLDEN=1 rewrites it
//
// and the condition [japanese]: a Japanese font is installed, as .ci/run does.
func TestScripts(t *testing.T) {
	golden, err := filepath.Abs(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "")
			env.Setenv("TERM", "xterm")
			env.Setenv("GORACE", noSleep)
			env.Values["t"] = env.T()
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "japanese" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			_, err := typeface.Find(typeface.Folders())
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fails": fails,
			"golden": func(ts *testscript.TestScript, _ bool, args []string) {
				datatest.Golden(ts.Value("t").(testing.TB), filepath.Join(golden, args[0]), []byte(ts.ReadFile("stdout")))
			},
		},
	})
}

func fails(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	failure, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		ts.Fatalf("want exit status %d, got %v", want, err)
	}
	if got := failure.ExitCode(); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("a failure writes to stdout: %q", out)
	}
	if msg := ts.ReadFile("stderr"); !strings.HasPrefix(msg, "defcast: ") || strings.Count(msg, "\n") != 1 || !strings.HasSuffix(msg, "\n") {
		ts.Fatalf("want one line that begins with the program's name, got %q", msg)
	}
}

// TestClosedPipe runs the program with a standard output that nobody reads,
// as `defcast … | head` does once head has its lines: nothing may be said.
func TestClosedPipe(t *testing.T) {
	t.Setenv("GORACE", noSleep)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"forecast", "JPN", "--model", "naive"}, {"data", "list"}, {"ledger", "claims", "cbo"}, {"completion", "bash"}, {"help"}, {"version"}} {
		t.Run(args[0], func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
			var stderr strings.Builder
			cmd := &exec.Cmd{Path: self, Args: append([]string{"defcast"}, args...), Stdout: w, Stderr: &stderr}
			if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() > 0 { // -1 is an end by signal
				t.Errorf("ends with %v, want silence", err)
			}
			if stderr.Len() > 0 {
				t.Errorf("says %q", stderr.String())
			}
			// The same within one process, where a broken pipe is an error and no signal.
			stderr.Reset()
			if status := cli.Main(args, strings.NewReader(""), w, &stderr); status != 0 || stderr.Len() > 0 {
				t.Errorf("in process: status %d, says %q", status, stderr.String())
			}
		})
	}
}
