package data

import (
	"fmt"
	"testing"
)

// TestNames: every name that is written is read back.
func TestNames(t *testing.T) {
	check := func(name string, read fmt.Stringer, err error) {
		if err != nil || read.String() != name {
			t.Errorf("%q is read as %q, %v", name, read, err)
		}
	}
	for s := Settled; s <= Forecast; s++ {
		r, err := ParseStatus(s.String())
		check(s.String(), r, err)
	}
	for k := Target; k <= Ask; k++ {
		r, err := ParsePledgeKind(k.String())
		check(k.String(), r, err)
	}
	for k := SameYear; k <= Published; k++ {
		r, err := ParseDenominatorKind(k.String())
		check(k.String(), r, err)
	}
	for _, err := range []error{second(ParseStatus("spent")), second(ParsePledgeKind("")), second(ParseDenominatorKind("gdp"))} {
		if err == nil {
			t.Error("an unknown name is read")
		}
	}
	for _, s := range []string{Status(99).String(), PledgeKind(99).String(), DenominatorKind(99).String()} {
		if s == "" {
			t.Error("a value without a name has an empty text")
		}
	}
	if !Settled.Firm() || !Initial.Firm() || Request.Firm() || Estimate.Firm() {
		t.Error("enacted budgets are firm, requests and estimates are not")
	}
}

func second[T any](_ T, err error) error { return err }

func TestInForce(t *testing.T) {
	p := Pledge{Announced: MustDate("2022-12-16"), Superseded: MustDate("2025-04")}
	for _, c := range []struct {
		day  string
		want bool
	}{{"2022-12-15", false}, {"2022-12-16", true}, {"2025-04-29", true}, {"2025-04-30", false}, {"", false}} {
		if got := p.InForce(MustDate(c.day)); got != c.want {
			t.Errorf("on %q: in force is %t", c.day, got)
		}
	}
}

// TestFactsAsOf: nothing shows that was not known: not the announcement, and
// not that a pledge would be superseded.
func TestFactsAsOf(t *testing.T) {
	f := Facts{
		Announcements: []Announcement{{Series: "old", Announced: MustDate("2023-01")}, {Series: "new", Announced: MustDate("2025-01")}},
		Pledges: []Pledge{{ID: "first", Announced: MustDate("2022-12-16"), Superseded: MustDate("2025-04")},
			{ID: "second", Announced: MustDate("2025-04")}},
	}
	g := f.AsOf(MustDate("2024-06"))
	if len(g.Announcements) != 1 || g.Announcements[0].Series != "old" || len(g.Pledges) != 1 || !g.Pledges[0].InForce(Date{}) {
		t.Errorf("as of 2024-06: %+v", g)
	}
	if f.Pledges[0].Superseded.IsZero() || len(f.Announcements) != 2 {
		t.Error("AsOf changed the facts")
	}
}

func TestSyntaxError(t *testing.T) {
	for _, c := range []struct {
		err  SyntaxError
		want string
	}{
		{SyntaxError{File: "f.csv", Line: 7, Where: "JPN 2011", Msg: `bad value "x" (want a number)`}, `f.csv:7: JPN 2011: bad value "x" (want a number)`},
		{SyntaxError{File: "f.csv", Msg: "empty (want a header)"}, "f.csv: empty (want a header)"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
