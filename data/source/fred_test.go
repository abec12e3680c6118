package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

func TestFREDQuarterly(t *testing.T) {
	for _, head := range []string{"DATE", "observation_date"} {
		e := mustRead(t, "x.csv", []byte(head+",JPNRGDPEXP,AEXJPUS\n2023-01-01,500,130\n2023-04-01,510,\n2023-07-01,520,\n2023-10-01,530,\n2024-01-01,540,.\n2024-04-01,.,\n"))
		s := one(t, e, "jpn-fred-jpnrgdpexp")
		check(t, s, 2023, 515, data.Settled)
		check(t, s, 2024, 540, data.Estimate) // one quarter of four
		if s.Unit.String() != "JPY bn, constant prices" || !strings.Contains(s.Note, "mean of 4") || len(e.Warnings) != 2 {
			t.Errorf("%s, %q, warnings %v", s.Unit, s.Note, e.Warnings)
		}
	}
}

func TestFREDAnnualAndRules(t *testing.T) {
	annual := "observation_date,XYZ\n2022-01-01,1.5\n2023-01-01,2.5\n"
	es, err := Read("x", []byte(annual), Options{Unit: "USD bn"})
	if err != nil {
		t.Fatal(err)
	}
	s := one(t, es[0], "fred-fred-xyz")
	check(t, s, 2023, 2.5, data.Settled)
	if s.Unit.String() != "USD bn" {
		t.Errorf("unit %s", s.Unit)
	}
	quarters := "DATE,XYZ\n2022-01-01,1\n2022-04-01,2\n2022-07-01,3\n2022-10-01,4\n2023-01-01,9\n"
	for rule, want := range map[Aggregate]float64{Mean: 2.5, Sum: 10, Last: 4} {
		es, err := Read("x", []byte(quarters), Options{Aggregate: rule})
		if err != nil {
			t.Fatal(err)
		}
		s := one(t, es[0], "fred-fred-xyz")
		check(t, s, 2022, want, data.Settled)
		if _, ok := s.At(2023); ok != (rule == Mean) {
			t.Errorf("%s: 2023 of one quarter is kept: %v", rule, ok)
		}
	}
}

func TestFREDRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"date", "DATE,GDP\n2023,1\n", "x:2: column 1: bad date \"2023\""},
		{"text", "DATE,GDP\n2023-01-01,high\n", "x:2: column 2: bad value \"high\""},
		{"twice", "DATE,GDP\n2023-01-01,1\n2023-04-01,1\n2023-04-01,1\n", "x:4: column 2: usa-fred-gdp 2023, period 2 a second time"},
		{"shifted", "DATE,GDP\n2023-01-01,1,2\n", "3 cells under 2 titles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if msg := refused(t, "x", []byte(c.text)); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}

func TestParseAggregate(t *testing.T) {
	for _, a := range []Aggregate{Mean, Sum, Last} {
		if got, err := ParseAggregate(a.String()); err != nil || got != a {
			t.Errorf("%s: %v, %v", a, got, err)
		}
	}
	if _, err := ParseAggregate("median"); err == nil {
		t.Error("median is accepted")
	}
}
