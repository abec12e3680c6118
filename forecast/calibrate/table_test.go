package calibrate_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/calibrate"
)

const head = "side,level,constant,log_h,per_n,log_h_per_n,log_width\n"

func TestFactor(t *testing.T) {
	r := calibrate.Row{Constant: math.Log(1.5), LogH: 0.5, PerN: math.Log(2), LogHPerN: -0.5, LogWidth: -0.5}
	const long = 1 << 30
	for _, c := range []struct {
		h, n  int
		width float64
		want  float64
	}{
		{1, 10, 1, 3}, {1, 20, 1, 1.5 * math.Sqrt2}, {1, long, 1, 1.5},
		{4, long, 2, 3}, {4, 10, 2, 3}, // at n = 10 the terms of log h cancel; √4 is the width of a walk
		{1, long, 4, 0.75}, {4, long, 8, 1.5}, // wide bands are widened less
		{1, long, math.NaN(), 1.5}, {1, long, math.Inf(1), 1.5}, {1, long, 0, 1.5}, // no scale
		{10000, long, 100, 10}, // never above 10
	} {
		if got := r.Factor(c.h, c.n, c.width); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("h %d, n %d, width %g: factor %g, want %g", c.h, c.n, c.width, got, c.want)
		}
	}
	if got := (calibrate.Row{Constant: -9}).Factor(1, 10, 1); math.Abs(got-0.1) > 1e-12 {
		t.Errorf("factor %g, never below 0.1", got)
	}
	if got := (calibrate.Row{}).Factor(7, 3, 5); got != 1 {
		t.Errorf("the zero row has factor %g", got)
	}
}

func TestTableRoundTrip(t *testing.T) {
	want := calibrate.Table{Model: "pool(a, b)", Note: "M3, training parts: learnt 2026-11", Series: 645, Cases: 12345, Horizon: 6, MinLen: 8,
		Rows: []calibrate.Row{{Level: 0.8, Constant: 0.25, LogH: -0.125}, {Level: 0.95, PerN: 1.5, LogWidth: -0.5}, {Upper: true, Level: 0.8, LogHPerN: 2.75}}}
	var b bytes.Buffer
	if err := want.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := calibrate.Read("t.csv", &b)
	if err != nil || got.Model != want.Model || got.Note != want.Note || got.Series != 645 || got.Cases != 12345 || got.Horizon != 6 || got.MinLen != 8 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, r := range got.Rows {
		if r != want.Rows[i] || len(got.Rows) != 3 {
			t.Errorf("row %d: %+v, want %+v", i, r, want.Rows[i])
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ text, where string }{
		{"", "no rows"},
		{head, "no rows"},
		{"side,level\n", "wrong number of fields"},
		{"side,level,a,b,c,d,e\nlower,0.8,0,0,0,0,0\n", "t.csv:1: bad header"},
		{"# series: many\n" + head, "t.csv:1: bad series"},
		{head + "left,0.8,0,0,0,0,0\n", `t.csv:2: bad side "left"`},
		{head + "# a remark\nlower,0.8,x,0,0,0,0\n", `t.csv:3: bad number "x"`},
		{head + "lower,0.8,NaN,0,0,0,0\n", `bad number "NaN"`},
		{head + "lower,1,0,0,0,0,0\n", "bad level 1"},
		{head + "lower,0.8,0,0,0,0,0\nlower,0.5,0,0,0,0,0\n", "out of order"},
		{head + "upper,0.8,0,0,0,0,0\nlower,0.9,0,0,0,0,0\n", "out of order"},
	} {
		_, err := calibrate.Read("t.csv", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.where) {
			t.Errorf("%q: %v, want %q", c.text, err, c.where)
		}
	}
	_, err := calibrate.Read("t.csv", strings.NewReader(head+"left,0.8,0,0,0,0,0\n"))
	if s, ok := errors.AsType[*data.SyntaxError](err); !ok || s.Line != 2 {
		t.Errorf("%#v is no SyntaxError of line 2", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParse of nothing does not panic")
		}
	}()
	calibrate.MustParse("")
}

// FuzzRead: no text makes Read panic, and what it accepts it accepts again as
// written.
func FuzzRead(f *testing.F) {
	f.Add("# model: m\n# series: 3\n" + head + "lower,0.8,0.1,0.2,0.3,0.4,0.5\nupper,0.95,0,0,0,0,0\n")
	f.Add(head + "lower,0.8,1e300,0,0,0,0\n")
	f.Add("#\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := calibrate.Read("f", strings.NewReader(text))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := table.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := calibrate.Read("f", &b)
		if err != nil || len(again.Rows) != len(table.Rows) {
			t.Fatalf("%q is read, written and then: %v", text, err)
		}
	})
}
