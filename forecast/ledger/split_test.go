package ledger_test

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/forecast/ledger"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestSplitByHand: FY2001 began on 2000-10-01; what was said from then on is the
// announcement, the rest of the error is technical. Outlays came to 306.075.
func TestSplitByHand(t *testing.T) {
	claims, err := ledger.ReadClaims(strings.NewReader("forecaster,country,measure,made,year,value\n"+
		"a,USA,usa-defense-outlays,2000-01,2001,280\n"+
		"a,USA,usa-defense-outlays,2001-01,2001,300\n"+
		"a,USA,usa-defense-outlays,2001-05,2001,305\n"+
		"b,USA,usa-defense-outlays,2000-01,2001,310\n"), "x.csv")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := ledger.Judge(nil, claims, facts(t))
	if err != nil {
		t.Fatal(err)
	}
	all := sheet.Splits()
	if len(all) != 1 {
		t.Fatalf("%+v, want the one of a", all)
	}
	if s := all[0]; s.H != 1 || math.Abs(s.Policy-math.Log(280.0/300)) > 1e-12 || math.Abs(s.Technical-math.Log(300/306.075)) > 1e-12 {
		t.Errorf("%+v", s)
	}
}

// TestSplitOfCBO: what changed until the year began is several times what was
// left then, and grows with the horizon while that does not, as CBO finds of its
// technical errors (0.9 to 2.8 %).
func TestSplitOfCBO(t *testing.T) {
	claims, err := ledger.EmbeddedClaims("cbo", facts(t))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := ledger.Judge(nil, claims, facts(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range pipeline.ScoreSurprises(sheet.Splits()) {
		if s.Technical.MAE < 0.01 || s.Technical.MAE > 0.03 || s.H >= 5 && s.Policy.MAE < 7*s.Technical.MAE {
			t.Errorf("h %d: policy %.3f, technical %.3f", s.H, s.Policy.MAE, s.Technical.MAE)
		}
	}
}
