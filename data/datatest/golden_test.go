package datatest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		want, got string
		same      bool
	}{
		{"", "", true},
		{"a 1.0\nb", "a 1.0\nb", true},
		{"a 1.0\nb", "a 1.0\nb\n", false}, // a line end is text
		{"a 1.0", "b 1.0", false},
		{"0.0196001", "0.0196002", true},  // one unit of the sixth digit
		{"0.0196001", "0.0196003", false}, // two
		{"1.96 %", "1.97 %", false},       // three digits are exact
		{"x=12345678.9", "x=12345679.9", true},
		{"FY2026", "FY2027", false}, // integers are exact
		{"10000000", "10000001", false},
		{"2026", "2026.0", true}, // to 1e-6
		{"-1.5", "1.5", false},
		{"1e-07", "1.0e-7", true},
		{"1e999", "1e998", false}, // cannot be read: only equal text is equal
		{"1 2", "1", false},
		{"head\n...\ntail 1", "head\nx\ny\ntail 1", true},
		{"head\n...\ntail 1", "head\nx\ny\ntail 2", false},
		{"head\n...", "head\nx\ny", true},
		{"head\n...", "tail\nx\ny", false},
		{"...\ntail", "tail", true},
	} {
		if d := Diff(c.want, c.got); (d == "") != c.same {
			t.Errorf("Diff(%q, %q) = %q, want equal: %v", c.want, c.got, d, c.same)
		}
	}
}

func TestDiffSaysWhere(t *testing.T) {
	const want = "line 2 differs\n got \"b 3\"\nwant \"b 2\""
	if got := Diff("a\nb 2", "a\nb 3"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// recorder is a testing.TB that notes failure instead of failing.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatalf(string, ...any) { r.failed = true }
func (r *recorder) Helper()               {}

func TestGolden(t *testing.T) {
	t.Setenv("UPDATE_GOLDEN", "")
	file := filepath.Join(t.TempDir(), "deep", "x.txt")
	fails := func(got string) bool {
		r := &recorder{TB: t}
		Golden(r, file, []byte(got))
		return r.failed
	}
	if !fails("a 1.5") {
		t.Error("no file: want a failure")
	}
	t.Setenv("UPDATE_GOLDEN", "1")
	if fails("a 1.5") {
		t.Error("update: want no failure")
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "a 1.5" {
		t.Errorf("update wrote %q, %v", b, err)
	}
	t.Setenv("UPDATE_GOLDEN", "")
	if fails("a 1.5000000001") {
		t.Error("equal to 1e-6: want no failure")
	}
	if !fails("a 1.6") {
		t.Error("1.6 for 1.5: want a failure")
	}
}
