package backtest_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/model"
)

// lands are shares of made-up countries: a ramp, a wave and one with a gap.
func lands(n int) []backtest.Subject {
	var out []backtest.Subject
	for c := range n {
		v := make([]float64, 30)
		for t := range v {
			v[t] = 0.02 + 0.0002*float64(t) + 0.003*math.Sin(float64((c+2)*t)/3)
		}
		if c%3 == 2 {
			v[9] = math.NaN()
		}
		code := fmt.Sprintf("L%02d", c)
		out = append(out, backtest.Subject{Country: code, Measure: "m",
			Series: data.Series{ID: strings.ToLower(code) + "-m", Country: code, Start: 1990, Values: v, Unit: data.Fraction}})
	}
	return out
}

func series(subjects []backtest.Subject) (out []data.Series) {
	for _, s := range subjects {
		out = append(out, s.Series)
	}
	return out
}

// naiveAndPanel are a method that learns from the series alone and one that
// learns from all.
func naiveAndPanel() []backtest.Method {
	return []backtest.Method{
		backtest.Alone("naive", model.Naive{}),
		{Name: "panel", New: func(panel []data.Series) forecast.Model { return model.Panel{Of: panel} }},
	}
}

// TestCasesByHand: from 2004, 15 values, the naive forecast is the value of
// 2004, its variance that of the changes.
func TestCasesByHand(t *testing.T) {
	s := lands(1)
	r, err := backtest.Run(s, naiveAndPanel()[:1], backtest.Options{Origins: []data.Year{2003, 2004, 2018}, Horizon: 3})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Cases) != 3+1 {
		t.Fatalf("%d cases, want 3 from 2004 and 1 from 2018; 2003 has 14 values", len(r.Cases))
	}
	y := s[0].Series
	last, _ := y.At(2004)
	var square, abs float64
	for i := range 14 {
		d := y.Values[i+1] - y.Values[i]
		square, abs = square+d*d/14, abs+math.Abs(d)/14
	}
	for i, c := range r.Cases[:3] {
		actual, _ := y.At(2005 + data.Year(i))
		want := backtest.Case{Country: "L00", Measure: "m", Model: "naive", Information: "history", Origin: 2004, H: i + 1,
			Year: 2005 + data.Year(i), Actual: actual, Mean: last, Median: last, Naive: last, Scale: abs}
		reach := 1.2815515655446004 * math.Sqrt(square*float64(i+1)) // of 80 %
		want.Lo80, want.Hi80 = last-reach, last+reach
		got := c
		got.Lo50, got.Hi50, got.Lo95, got.Hi95, got.CRPS, got.Pinball, got.PIT = 0, 0, 0, 0, 0, 0, 0
		if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-9, 0)); diff != "" {
			t.Error(diff)
		}
		if in := math.Abs(actual-last) <= reach; c.Within(80) != in || (c.PIT > 0.1 && c.PIT < 0.9) != in {
			t.Errorf("%d: within %v, PIT %g; want %v", c.Year, c.Within(80), c.PIT, in)
		}
	}
}

// TestCoresChangeNothing: one worker and many give the same bytes.
func TestCoresChangeNothing(t *testing.T) {
	s := lands(12)
	var results []*backtest.Result
	for _, jobs := range []int{1, 2, 7} {
		r, err := backtest.Run(s, naiveAndPanel(), backtest.Options{Origins: []data.Year{2006, 2009, 2012, 2015}, Horizon: 4, Panel: series(s), Jobs: jobs})
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	if len(results[0].Cases) != 12*4*4*2 || !reflect.DeepEqual(results[0], results[1]) || !reflect.DeepEqual(results[0], results[2]) {
		t.Errorf("%d cases; results differ by the number of workers", len(results[0].Cases))
	}
}

// TestJournalResumes: a run that goes on from a journal cut at any byte ends
// with the cases of one that never stopped, and does only what is missing.
func TestJournalResumes(t *testing.T) {
	s := lands(4)
	fits := 0
	methods := []backtest.Method{{Name: "naive", New: func([]data.Series) forecast.Model { return counting{&fits} }}}
	run := func(j *backtest.Journal) *backtest.Result {
		r, err := backtest.Run(s, methods, backtest.Options{Horizon: 3, Jobs: 1, Journal: j})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	want := run(nil)
	all := fits
	var whole bytes.Buffer
	j, _ := backtest.ReadJournal(&bytes.Buffer{}, "test")
	if err := j.AppendTo(&whole); err != nil {
		t.Fatal(err)
	}
	run(j)
	text := whole.String()
	for _, at := range []int{0, strings.Index(text, "\n") + 1, len(text) / 3, len(text) / 2, len(text) - 1, len(text)} {
		j, err := backtest.ReadJournal(strings.NewReader(text[:at]), "test")
		if err != nil {
			t.Fatalf("cut at %d: %v", at, err)
		}
		var file bytes.Buffer
		file.WriteString(text[:j.Whole])
		if err := j.AppendTo(&file); err != nil {
			t.Fatal(err)
		}
		fits = 0
		if got := run(j); !reflect.DeepEqual(got, want) {
			t.Fatalf("cut at %d: other cases than in one go", at)
		}
		if at == len(text) && fits != 0 || at > len(text)/3 && fits >= all {
			t.Errorf("cut at %d of %d: %d of %d fits done again", at, len(text), fits, all)
		}
		if _, err := backtest.ReadJournal(&file, "test"); err != nil {
			t.Errorf("cut at %d: the file does not read again: %v", at, err)
		}
	}
	j, _ = backtest.ReadJournal(strings.NewReader(text), "another version")
	fits = 0
	if run(j); fits != all {
		t.Errorf("another version: %d fits, want all %d", fits, all)
	}
	s[1].Series.Values[3] *= 1.01
	j, _ = backtest.ReadJournal(strings.NewReader(text), "test")
	fits = 0
	if run(j); fits != (all+1)/4 { // the one with a gap has an origin less
		t.Errorf("a country changed: %d fits, want its %d", fits, (all+1)/4)
	}
}

// counting is the naive method that counts its fits.
type counting struct{ fits *int }

func (counting) String() string { return "naive" }
func (m counting) Fit(y data.Series) (forecast.Fitted, error) {
	*m.fits++
	return model.Naive{}.Fit(y)
}

func TestJournalRefusesWhatIsNone(t *testing.T) {
	head := "defcast/backtest/v1,of,country,measure,model,information,origin,h,year,actual,mean,median,lo50,hi50,lo80,hi80,lo95,hi95,crps,pinball,pit,naive,scale\n"
	for _, text := range []string{"x", "a,b\n", head + "1,2,3\n", head + strings.Repeat("x,", 22) + "x\n"} {
		if _, err := backtest.ReadJournal(strings.NewReader(text), ""); !errors.Is(err, backtest.ErrJournal) {
			t.Errorf("%q: error %v, want ErrJournal", text, err)
		}
	}
}

// broken is a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestFullDiskIsAnError(t *testing.T) {
	j, _ := backtest.ReadJournal(strings.NewReader(""), "")
	if err := j.AppendTo(broken{}); err == nil {
		t.Error("the head was written to a full disk")
	}
	if _, err := backtest.Run(lands(3), naiveAndPanel()[:1], backtest.Options{Journal: j}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v, want a short write", err)
	}
}

func TestProgressEndsWithAll(t *testing.T) {
	var seen []int
	total := 0
	_, err := backtest.Run(lands(3), naiveAndPanel()[:1], backtest.Options{Progress: func(done, of int) { seen, total = append(seen, done), of }})
	if err != nil || len(seen) != total || total == 0 || seen[total-1] != total {
		t.Errorf("progress %v of %d, %v", seen, total, err)
	}
}

type forecastModel = forecast.Model

// seer answers with the last value of a series that it should not have.
type seer struct{ of data.Series }

func (seer) String() string                             { return "seer" }
func (m seer) Fit(data.Series) (forecast.Fitted, error) { return model.Naive{}.Fit(m.of) }
