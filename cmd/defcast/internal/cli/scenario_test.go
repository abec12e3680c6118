package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestScenarioCheckStatus: 0 for a file that reads, 3 for one with a fault, which is
// shown with its line and a caret, and 1 for one that is not there.
func TestScenarioCheckStatus(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"good.yaml", "name: x\nrules:\n  - {rule: cap, share: 2%}\n", exitDone},
		{"wrong.yaml", "name: x\nrules:\n  - {rule: cap, shre: 2%}\n", exitFound},
		{"none.yaml", "", exitFailed},
	} {
		file := filepath.Join(dir, c.name)
		if c.text != "" {
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out, errs strings.Builder
		if got := Main([]string{"scenario", "check", file}, strings.NewReader(""), &out, &errs); got != c.want {
			t.Errorf("%s: exit %d, want %d: %s", c.name, got, c.want, errs.String())
		}
		if c.want == exitFound && !strings.Contains(errs.String(), "[3:17] unknown field \"shre\"") {
			t.Errorf("%s: %s", c.name, errs.String())
		}
		if out.Len() > 0 {
			t.Errorf("%s: stdout %q", c.name, out.String())
		}
	}
}
