package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/cmd/defcast/internal/batch"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/model"
)

func run(t *testing.T, in string, opt batch.Options) (out string, failed []string, err error) {
	t.Helper()
	if opt.Model == nil {
		opt.Model, opt.Name = model.Naive{}, "naive"
	}
	if opt.Horizon == 0 {
		opt.Horizon = 2
	}
	opt.Failed = func(err error) { failed = append(failed, err.Error()) }
	var b bytes.Buffer
	_, err = batch.Run(&b, strings.NewReader(in), "in.csv", opt)
	return b.String(), failed, err
}

// TestNaive checks the columns against a hand calculation: changes 1 and -1
// give s² = 1, so that the 0.9-quantile of step h is 5 + 1.28155·√h.
func TestNaive(t *testing.T) {
	out, failed, err := run(t, "series_id,year,value\na,2000,5\na,2001,6\na,2002,5\n", batch.Options{})
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	want := `series_id,year,h,model,mean,median,lo50,hi50,lo80,hi80,lo95,hi95
a,2003,1,naive,5,5,4.32551,5.67449,3.71845,6.28155,3.04004,6.95996
a,2004,2,naive,5,5,4.04613,5.95387,3.18761,6.81239,2.22819,7.77181
`
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsNameTheLineAndTheRestGoesOn(t *testing.T) {
	in := "series_id,year,value\n" +
		"a,2000,1\na,2001,2\n" +
		"b,2000,1\nb,1999,2\nb,2001,3\n" +
		"c,2000,one\n" +
		"d,2000,1\n" +
		"e,2000,1\ne,20000000,2\n" +
		"f,2000,NaN\n" +
		"g,2000,1\ng,2001,\ng,2003,3\n"
	out, failed, err := run(t, in, batch.Options{Horizon: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"in.csv:5: b: year 1999 after 2000 (want ascending years)",
		`in.csv:7: c: bad value "one" (want a finite number, or nothing where it is missing)`,
		"fit naive to d: 1 value, want at least 2: series too short",
		"in.csv:10: e: year 20000000 is 19998000 years after the first (want at most 10000)",
		`in.csv:11: f: bad value "NaN" (want a finite number, or nothing where it is missing)`,
	}
	if diff := cmp.Diff(want, failed); diff != "" {
		t.Error(diff)
	}
	for _, id := range []string{"a,2002,", "g,2004,"} {
		if !strings.Contains(out, "\n"+id) {
			t.Errorf("no forecast %s in\n%s", id, out)
		}
	}
}

func TestBrokenStreams(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "in.csv:1: nothing there (want the header series_id,year,value)",
		"id,year,value\n":                    `in.csv:1: bad header ["id" "year" "value"] (want series_id,year,value)`,
		"a,b\n":                              `in.csv:1: bad header ["a" "b"] (want series_id,year,value)`,
		"series_id,year,value\na,2000,1,9\n": "in.csv:2: wrong number of fields (want series_id,year,value)",
		"series_id,year,value\na,2000,\"1\n": `in.csv:2: extraneous or missing " in quoted-field (want series_id,year,value)`,
	} {
		_, _, err := run(t, in, batch.Options{})
		var syntax *data.SyntaxError
		if !errors.As(err, &syntax) || err.Error() != want {
			t.Errorf("%q: error %v, want %s", in, err, want)
		}
	}
}

func TestSameBytesOnAnyNumberOfJobs(t *testing.T) {
	var in strings.Builder
	in.WriteString("series_id,year,value\n")
	for id := range 300 {
		for year := range 5 + id%7 {
			fmt.Fprintf(&in, "s%d,%d,%d\n", id, 2000+year, (id*7919+year*year*104729)%1000)
		}
	}
	first, _, err := run(t, in.String(), batch.Options{Jobs: 1, Quantiles: true, Model: model.Drift{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, jobs := range []int{2, 7} {
		got, _, err := run(t, in.String(), batch.Options{Jobs: jobs, Quantiles: true, Model: model.Drift{}})
		if err != nil || got != first {
			t.Errorf("%d jobs write other bytes than one (error %v)", jobs, err)
		}
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, errors.New("closed") }

// TestWriterFails: the stream ends with the writer's error and nothing waits.
func TestWriterFails(t *testing.T) {
	var in strings.Builder
	in.WriteString("series_id,year,value\n")
	for id := range 2000 {
		fmt.Fprintf(&in, "s%d,2000,1\ns%d,2001,2\n", id, id)
	}
	_, err := batch.Run(closedPipe{}, strings.NewReader(in.String()), "in.csv", batch.Options{Model: model.Naive{}, Name: "naive", Horizon: 3})
	if err == nil || err.Error() != "closed" {
		t.Errorf("error %v, want the writer's", err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add("series_id,year,value\na,2000,5\na,2001,6\n")
	f.Add("series_id,year,value\na,2000,\nb,-5,1e300\n")
	f.Fuzz(func(t *testing.T, in string) {
		_, err := batch.Run(&bytes.Buffer{}, strings.NewReader(in), "in.csv",
			batch.Options{Model: model.Naive{}, Name: "naive", Horizon: 1})
		var syntax *data.SyntaxError
		if err != nil && (!errors.As(err, &syntax) || syntax.Line < 1) {
			t.Errorf("error %v has no line", err)
		}
	})
}
