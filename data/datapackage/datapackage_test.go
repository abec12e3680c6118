package datapackage

import (
	"errors"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/google/go-cmp/cmp"
)

func TestRoundTrip(t *testing.T) {
	d := Descriptor{
		Schema: Profile, Name: "sipri-2025", Published: "2025-04", Licenses: []License{{Title: "terms & conditions"}},
		Input:     &Input{File: "x.xlsx", SHA256: "ab", Bytes: 3},
		Resources: []Resource{{Name: "data", Path: "data.csv", Schema: &Schema{Fields: []Field{{Name: "year", Type: "year"}}, MissingValues: []string{"", "-"}}}},
	}
	b, err := d.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse("datapackage.json", b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"", "-"}, got.Missing()); diff != "" {
		t.Errorf("missing values:\n%s", diff)
	}
}

func TestParseRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"{\n\"name\": 5}": "x:2:",
		"{":               "x:1:",
		"{}":              "resources: none",
		`{"resources":[{"name":"a","path":"../../etc/passwd"}]}`:      "leaves the package",
		`{"resources":[{"name":"a","path":"/etc/passwd"}]}`:           "leaves the package",
		`{"resources":[{"name":"a","path":"https://example.org/x"}]}`: "nothing is fetched",
		`{"resources":[{"name":"a"}]}`:                                "no path",
	} {
		_, err := Parse("x", []byte(in))
		if _, ok := errors.AsType[*data.SyntaxError](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a SyntaxError with %q", in, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"resources":[{"name":"a","path":"a.csv"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Parse("x", b)
		if err != nil {
			if e, ok := errors.AsType[*data.SyntaxError](err); !ok || e.Line < 1 {
				t.Fatalf("%v: no line", err)
			}
			return
		}
		if _, err := d.Marshal(); err != nil {
			t.Fatal(err)
		}
	})
}
