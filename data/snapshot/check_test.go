package snapshot

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
)

// Everything that the sources say adds up is added again here, and every
// published ratio and growth rate is recomputed. A number counts as the
// interval that its printed digits leave open; two statements disagree when
// their intervals do not meet. What disagrees is listed, row by row and with
// the reason, in testdata/disagreements.csv: a new disagreement fails the test,
// and so does one that has gone.

// span is a number known to its printed digits, in billions where it is money.
type span struct{ lo, hi float64 }

func (a span) plus(b span) span  { return span{a.lo + b.lo, a.hi + b.hi} }
func (a span) minus(b span) span { return span{a.lo - b.hi, a.hi - b.lo} }

// over divides positive numbers.
func (a span) over(b span) span { return span{a.lo / b.hi, a.hi / b.lo} }

func (a span) times(f float64) span { return span{a.lo * f, a.hi * f} }

func (a span) meets(b span) bool {
	slack := 1e-9 * math.Max(1, math.Max(math.Abs(a.hi), math.Abs(b.hi)))
	return a.lo <= b.hi+slack && b.lo <= a.hi+slack
}

func (a span) mid() float64 { return (a.lo + a.hi) / 2 }

func exactly(v float64) span { return span{v, v} }

// printed returns the span of a text such as "8.9": 8.85 to 8.95.
func printed(text string, unit data.Unit) span {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic("snapshot: not a number: " + text)
	}
	_, frac, _ := strings.Cut(text, ".")
	half := math.Pow10(-len(frac)) / 2
	f := 1.0
	if unit.Kind == data.Money {
		f = math.Pow10(unit.Scale - 9)
	}
	return span{(v - half) * f, (v + half) * f}
}

// look finds figures in the embedded snapshot.
type look struct{ s *Snapshot }

func (l look) at(id string, y data.Year) (span, bool) {
	f, ok := l.s.Figure(id, y)
	if !ok || f.Text == "" {
		return span{}, false
	}
	s, _ := l.s.Panel.Get(id)
	return printed(f.Text, s.Unit), true
}

// sum adds the parts of a year; a part after "?" may be missing.
func (l look) sum(parts []string, y data.Year) (span, bool) {
	var total span
	for _, p := range parts {
		id, optional := strings.CutPrefix(p, "?")
		id, negative := strings.CutPrefix(id, "-")
		v, ok := l.at(id, y)
		if !ok && !optional {
			return span{}, false
		}
		if negative {
			v = exactly(0).minus(v)
		}
		total = total.plus(v)
	}
	return total, true
}

// claim is one statement that can be recomputed: the figure and how.
type claim struct {
	check    string
	series   string
	recount  func(l look, y data.Year) (span, bool)
	from, to data.Year // limits, 0 for none
}

func sum(check, total string, parts ...string) claim {
	return claim{check: check, series: total, recount: func(l look, y data.Year) (span, bool) { return l.sum(parts, y) }}
}

func ratio(check, share, num, den string) claim {
	return claim{check: check, series: share, recount: func(l look, y data.Year) (span, bool) {
		a, okA := l.at(num, y)
		b, okB := l.at(den, y)
		return a.over(b), okA && okB
	}}
}

// growth recomputes a rate from this year's value of one series and last
// year's of another.
func growth(check, rate, this, last string) claim {
	return claim{check: check, series: rate, recount: func(l look, y data.Year) (span, bool) {
		a, okA := l.at(this, y)
		b, okB := l.at(last, y-1)
		return a.over(b).minus(exactly(1)), okA && okB
	}}
}

// frozen divides by the GDP of FY2022, whatever the year.
func frozen(check, share, num string) claim {
	return claim{check: check, series: share, recount: func(l look, y data.Year) (span, bool) {
		a, ok := l.at(num, y)
		b, _ := l.at("jpn-gdp-frozen", 2022)
		return a.over(b), ok
	}}
}

func (c claim) until(y data.Year) claim { c.to = y; return c }
func (c claim) since(y data.Year) claim { c.from = y; return c }

var claims = []claim{
	// Budgets.
	sum("incl. = excl. + SACO + realignment + aircraft + resilience", "jpn-mod-initial-incl",
		"jpn-mod-initial-excl", "jpn-saco", "?jpn-realignment", "?jpn-government-aircraft", "?jpn-resilience"),
	sum("incl. = excl. before SACO", "jpn-mod-initial-incl", "jpn-mod-initial-excl").until(1996),
	sum("incl. = ministry line", "jpn-mod-initial-incl", "jpn-mod-initial-ministry").until(2020),
	sum("incl. = ministry line + Digital Agency", "jpn-mod-initial-incl", "jpn-mod-initial-ministry", "jpn-digital-agency"),
	sum("reference table = chart of 2008", "jpn-mod-initial-excl", "jpn-mod-initial-excl@2008"),
	sum("draft = enacted, excl.", "jpn-mod-draft-excl", "jpn-mod-initial-excl"),
	sum("draft = enacted, incl.", "jpn-mod-draft-incl", "jpn-mod-initial-incl"),
	sum("ministry = its lines", "jpn-mod-initial-ministry", "jpn-line-sdf-pay", "jpn-line-common", "jpn-line-weapons-vehicles-ammunition",
		"jpn-line-aircraft", "jpn-line-ship-maintenance", "jpn-line-shipbuilding", "jpn-line-base-strengthening",
		"?jpn-line-facilities-strengthening", "jpn-line-atla-strengthening", "jpn-line-us-forces", "jpn-line-other"),
	sum("excl. = personnel + obligatory + material", "jpn-mod-initial-excl", "jpn-outlay-personnel", "jpn-outlay-obligatory", "jpn-outlay-material"),
	sum("incl. = personnel + obligatory + material", "jpn-mod-initial-incl", "jpn-outlay-personnel-incl", "jpn-outlay-obligatory-incl", "jpn-outlay-material-incl"),
	sum("request = personnel + obligatory + material", "jpn-mod-request", "jpn-outlay-personnel-request", "jpn-outlay-obligatory-request", "jpn-outlay-material-request"),
	sum("base measures = surroundings + rents + host nation", "jpn-base-measures", "jpn-base-surroundings", "jpn-facility-rents", "jpn-host-nation-support"),
	// Supplementary budgets and settlement.
	sum("amended = initial + net supplementary", "jpn-mod-amended", "jpn-mod-initial-ministry", "jpn-supp-net"),
	sum("amended = initial incl. + net supplementary", "jpn-mod-amended", "jpn-mod-initial-incl", "jpn-supp-net").until(2016),
	sum("gross = program + realignment", "jpn-supp-gross", "jpn-dbp-supp-outlays", "jpn-supp-realignment"),
	sum("settlement starts from the amended budget", "jpn-mod-appropriation-after-supp", "jpn-mod-amended"),
	sum("appropriation = after supplementary + carried in", "jpn-mod-appropriation", "jpn-mod-appropriation-after-supp", "jpn-mod-carry-in"),
	sum("appropriation = spent + carried over + unused", "jpn-mod-appropriation", "jpn-mod-settled", "jpn-mod-carry-over", "jpn-mod-unused"),
	sum("agency appropriation = spent + carried over + unused", "jpn-da-appropriation", "jpn-da-settled", "jpn-da-carry-over", "jpn-da-unused"),
	sum("spent = excl. + SACO and realignment", "jpn-mod-settled", "jpn-mod-settled-excl", "jpn-mod-settled-saco-realignment"),
	sum("fund = initial + supplementary", "jpn-defence-fund-settled", "?jpn-defence-fund-initial", "jpn-defence-fund-supp"),
	// The 2 % measure.
	sum("national security = its parts", "jpn-nss-total-initial", "jpn-nss-dbp", "jpn-nss-saco-realignment", "jpn-nss-coastguard-pko", "jpn-nss-four-items"),
	sum("national security = its parts, as told in 2024", "jpn-nss-total-initial", "jpn-nss-dbp", "jpn-nss-realignment-coastguard-pko", "jpn-nss-four-items"),
	sum("national security plan = its parts", "jpn-nss-plan", "jpn-nss-dbp", "jpn-nss-saco-realignment", "jpn-nss-coastguard-pko", "jpn-nss-four-items"),
	sum("four items = their parts", "jpn-nss-four-items", "jpn-nss-rd", "jpn-nss-infrastructure", "jpn-nss-cyber", "jpn-nss-osa"),
	sum("national security = initial + supplementary", "jpn-nss-total-amended", "jpn-nss-total-initial", "jpn-nss-supp"),
	sum("official = after supplementary", "jpn-nss-official", "jpn-nss-total-amended"),
	sum("official = initial", "jpn-nss-official", "jpn-nss-total-initial").until(2024),
	// Contracts.
	sum("contracts incl. = program + SACO and realignment", "jpn-dbp-contracts-incl", "jpn-dbp-contracts", "jpn-saco-realignment-contracts"),
	sum("contracts = material + new obligations", "jpn-dbp-contracts", "jpn-outlay-material", "jpn-obligations-new"),
	sum("contracts = pillars", "jpn-dbp-contracts", "jpn-pillar-standoff", "jpn-pillar-iamd", "jpn-pillar-unmanned", "jpn-pillar-cross-domain",
		"jpn-pillar-c2-intel", "jpn-pillar-mobile", "jpn-pillar-sustainability", "jpn-pillar-common-base"),
	sum("contracts = uses", "jpn-dbp-contracts", "jpn-use-maintenance", "jpn-use-equipment", "jpn-use-aircraft", "jpn-use-rd",
		"jpn-use-ships", "jpn-use-facilities", "jpn-use-base-measures", "jpn-use-other"),
	sum("contracts = organisations", "jpn-dbp-contracts", "jpn-org-msdf", "jpn-org-asdf", "jpn-org-gsdf", "jpn-org-internal-bureau",
		"jpn-org-atla", "jpn-org-joint-staff", "jpn-org-dih", "jpn-org-regional-bureaus"),
	sum("obligatory outlays = uses", "jpn-outlay-obligatory", "jpn-obligatory-use-maintenance", "jpn-obligatory-use-equipment",
		"jpn-obligatory-use-aircraft", "jpn-obligatory-use-rd", "jpn-obligatory-use-ships", "jpn-obligatory-use-facilities",
		"jpn-obligatory-use-base-measures", "jpn-obligatory-use-other"),
	sum("obligations = new + earlier", "jpn-obligations-total", "jpn-obligations-new", "jpn-obligations-prior"),
	sum("exchange loss = paid - at contract rate", "jpn-fms-fx-loss", "jpn-fms-paid", "-jpn-fms-paid-contract-rate"),
	ratio("payment rate = yen / dollars", "jpn-fms-payment-rate", "jpn-fms-paid", "jpn-fms-paid-usd"),
	ratio("contract rate = yen / dollars", "jpn-fms-contract-rate", "jpn-fms-paid-contract-rate", "jpn-fms-paid-usd"),
	sum("payment rate = budget rate", "jpn-fms-payment-rate", "jpn-budget-usdjpy"),
	// Published ratios and growth.
	ratio("published share of the outlook", "jpn-mod-outlook-share", "jpn-mod-initial-incl", "jpn-gdp-outlook"),
	ratio("published share of GNP", "jpn-mod-gnp-share", "jpn-mod-initial-incl", "jpn-gnp-outlook"),
	ratio("published share of the general account", "jpn-mod-general-account-share", "jpn-mod-initial-incl", "jpn-general-account-initial"),
	growth("published growth, incl.", "jpn-mod-growth-incl", "jpn-mod-initial-incl", "jpn-mod-initial-incl"),
	growth("published growth, excl.", "jpn-mod-growth-excl", "jpn-mod-initial-excl", "jpn-mod-initial-excl"),
	frozen("published ratio to FY2022 GDP, initial", "jpn-nss-ratio-initial", "jpn-nss-official").until(2024),
	frozen("published ratio to FY2022 GDP, initial", "jpn-nss-ratio-initial", "jpn-nss-total-initial").since(2025),
	frozen("published ratio to FY2022 GDP, after supplementary", "jpn-nss-ratio-amended", "jpn-nss-total-amended"),
	growth("outlook growth = level / estimate", "jpn-gdp-outlook-growth", "jpn-gdp-outlook", "jpn-gdp-outlook-prior"),
	growth("outlook growth = level / implied estimate", "jpn-gdp-outlook-growth", "jpn-gdp-outlook", "jpn-gdp-outlook-prior-implied"),
	growth("estimate growth = estimate / actual", "jpn-gdp-outlook-prior-growth", "jpn-gdp-outlook-prior", "jpn-gdp-outlook-actual"),
	growth("projection growth = level / level", "jpn-gdp-cao-growth@2025-01", "jpn-gdp-cao@2025-01", "jpn-gdp-cao@2025-01"),
	sum("frozen GDP = estimate in the FY2023 outlook", "jpn-gdp-frozen", "jpn-gdp-outlook-prior"),
	sum("projection = outlook", "jpn-gdp-cao@2025-01", "jpn-gdp-outlook").since(2025).until(2025),
	// Other countries.
	ratio("published share of GDP", "chn-official-share", "chn-official-settled", "chn-gdp-official"),
	// SIPRI.
	sum("SIPRI FY = initial incl. + supplementary", "jpn-sipri-fy-lcu@2026", "jpn-mod-initial-incl", "jpn-supp-gross").since(2025),
}

// disagreement is a row of testdata/disagreements.csv.
type disagreement struct{ Check, Series, Year, Stated, Recounted string }

func (l look) disagreements(c claim) (out []disagreement, checked int) {
	for _, f := range l.s.Figures(c.series) {
		if c.from != 0 && f.Year < c.from || c.to != 0 && f.Year > c.to {
			continue
		}
		stated, _ := l.at(c.series, f.Year)
		again, ok := c.recount(l, f.Year)
		if !ok {
			continue
		}
		checked++
		if !stated.meets(again) {
			out = append(out, disagreement{c.check, c.series, fmt.Sprint(int(f.Year)), fmt.Sprintf("%.6g", stated.mid()), fmt.Sprintf("%.6g", again.mid())})
		}
	}
	return out, checked
}

func readDisagreements(t *testing.T) (rows []disagreement, why map[disagreement]string) {
	t.Helper()
	f, err := os.Open("testdata/disagreements.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	why = map[disagreement]string{}
	for _, c := range cells[1:] {
		d := disagreement{c[0], c[1], c[2], c[3], c[4]}
		rows = append(rows, d)
		if why[d] = c[5]; c[5] == "" {
			t.Errorf("%v: no reason is given", d)
		}
	}
	return rows, why
}

func TestWhatAddsUpIsAddedAgain(t *testing.T) {
	l := look{mustLoad(t)}
	var got []disagreement
	total := 0
	for _, c := range claims {
		out, n := l.disagreements(c)
		if n == 0 {
			t.Errorf("%s: %s has nothing to check it by", c.check, c.series)
		}
		got, total = append(got, out...), total+n
	}
	got = append(got, l.planDisagreements()...)
	want, _ := readDisagreements(t)
	for _, d := range got {
		if !slices.Contains(want, d) {
			t.Errorf("not listed: %s", strings.Join([]string{d.Check, d.Series, d.Year, d.Stated, d.Recounted}, ","))
		}
	}
	for _, d := range want {
		if !slices.Contains(got, d) {
			t.Errorf("listed but gone: %v", d)
		}
	}
	if total < 340 { // 343 when written: figures must not drop out of the checks unseen
		t.Errorf("%d statements recomputed, want at least 340", total)
	}
}

// planDisagreements adds up the multi-year totals.
func (l look) planDisagreements() (out []disagreement) {
	plan := func(id string) span {
		p, ok := l.s.Plan("JPN", id)
		if !ok {
			panic("snapshot: no plan " + id)
		}
		return printed(strconv.FormatFloat(p.Value, 'f', -1, 64), p.Unit)
	}
	compare := func(check, id string, again span) {
		if stated := plan(id); !stated.meets(again) {
			p, _ := l.s.Plan("JPN", id)
			out = append(out, disagreement{check, id, fmt.Sprint(int(p.From)), fmt.Sprintf("%.6g", stated.mid()), fmt.Sprintf("%.6g", again.mid())})
		}
	}
	add := func(prefix string, parts ...string) (total span) {
		for _, p := range parts {
			total = total.plus(plan(prefix + p))
		}
		return total
	}
	compare("program = budgets + facilities + surplus", "dbp-level", add("dbp-", "budgets", "facilities-flexible", "surplus"))
	compare("contracts of the program = pillars", "dbp-contracts", add("dbp-contracts-", "standoff", "iamd", "unmanned", "cross-domain",
		"c2-intel", "mobile", "ammunition", "sustainment", "facilities", "production", "rd", "others"))
	compare("cross-domain = its parts", "dbp-contracts-cross-domain", add("dbp-contracts-", "space", "cyber", "vehicles-ships-aircraft"))
	compare("program of 2001 = its parts", "mtdp-2001", add("mtdp-2001-", "frontline", "support", "personnel", "reserve"))
	var spent span
	for y := data.Year(2019); y <= 2022; y++ {
		v, _ := l.at("jpn-mod-settled", y)
		spent = spent.plus(v)
	}
	compare("spent FY2019-22 = four years", "settled-2019-2022", spent)
	return out
}

// TestContractProgress recomputes 42, 62 and 81 % of 43.5 tn from the contracts
// of the initial and supplementary budgets; the latest supplementary counted is
// that of the year before.
func TestContractProgress(t *testing.T) {
	l := look{mustLoad(t)}
	p, _ := l.s.Plan("JPN", "dbp-contracts")
	for y := data.Year(2024); y <= 2026; y++ {
		var done span
		for k := data.Year(2023); k <= y; k++ {
			v, _ := l.at("jpn-dbp-contracts", k)
			done = done.plus(v)
			if k < y {
				v, _ = l.at("jpn-dbp-supp-contracts", k)
				done = done.plus(v)
			}
		}
		stated, ok := l.at("jpn-dbp-contract-progress", y)
		if again := done.times(1 / p.Value); !ok || !stated.meets(again) {
			t.Errorf("FY%d: %.4f of 43.5 tn, published %.2f", y, again.mid(), stated.mid())
		}
	}
}

// TestCalendarisation: a calendar year is a quarter of the fiscal year before
// and three quarters of its own (SIPRI); the proxy of fiscal GDP is the mirror.
func TestCalendarisation(t *testing.T) {
	s := mustLoad(t)
	weigh := func(out, in string, step data.Year, w float64) {
		a, _ := s.Panel.Get(out)
		b, _ := s.Panel.Get(in)
		n := 0
		for y := a.Start; y <= a.End(); y++ {
			this, ok := b.At(y)
			other, okOther := b.At(y + step)
			if !ok || !okOther {
				continue
			}
			n++
			if got, _ := a.At(y); math.Abs(got-(w*this+(1-w)*other)) > 1e-3 {
				t.Errorf("%s %d is %g, want %g", out, y, got, w*this+(1-w)*other)
			}
		}
		if n < 14 {
			t.Errorf("%s: only %d years compared", out, n)
		}
	}
	weigh("jpn-sipri-lcu@2025", "jpn-sipri-fy-lcu@2025", -1, 0.75)
	weigh("jpn-sipri-lcu@2026", "jpn-sipri-fy-lcu@2026", -1, 0.75)
	weigh("jpn-gdp-fy-proxy", "jpn-gdp-cy@weo2025-10", 1, 0.75)
}

// TestStages compares with the table of stages in the notes of the second pass
// over the Ministry of Finance database (JPY bn, to 0.1).
func TestStages(t *testing.T) {
	s := mustLoad(t)
	ids := []string{"jpn-mod-initial-ministry", "jpn-supp-net", "jpn-mod-amended", "jpn-mod-appropriation", "jpn-mod-settled", "jpn-mod-carry-over", "jpn-mod-unused"}
	for y, row := range map[data.Year][]float64{
		2017: {5125.1, 227.3, 5352.4, 5563.6, 5277.9, 222.7, 63.0},
		2018: {5191.1, 448.2, 5639.3, 5874.8, 5479.1, 279.8, 115.9},
		2019: {5257.4, 417.4, 5674.8, 6005.8, 5630.8, 257.4, 117.6},
		2020: {5313.3, 362.5, 5675.8, 5940.6, 5508.5, 312.3, 119.8},
		2021: {5323.5, 765.5, 6089.1, 6437.9, 6033.2, 304.0, 100.6},
		2022: {5368.7, 441.8, 5810.5, 6205.3, 5562.7, 534.4, 108.2},
		2023: {6788.0, 811.9, 7599.8, 8175.0, 7161.4, 876.7, 136.9},
		2024: {7917.2, 823.2, 8740.4, 9652.2, 8566.0, 969.0, 117.2},
		2025: {8669.1, 844.5, 9513.6},
		2026: {8984.3, 0},
	} {
		for i, want := range row {
			f, ok := s.Figure(ids[i], y)
			if !ok || math.Abs(f.Value-want) > 0.051 {
				t.Errorf("%s FY%d is %g, want %g", ids[i], y, f.Value, want)
			}
		}
	}
}

// TestUnchecked lists the published ratios and rates that nothing on hand can
// recompute, so that none is left out in silence.
func TestUnchecked(t *testing.T) {
	l := look{mustLoad(t)}
	checked := map[string]bool{}
	for _, c := range claims {
		for _, f := range l.s.Figures(c.series) {
			if _, ok := c.recount(l, f.Year); ok {
				checked[fmt.Sprintf("%s %d", c.series, f.Year)] = true
			}
		}
	}
	var got []string
	for _, id := range l.s.Panel.IDs() {
		fs := l.s.Figures(id)
		if !strings.HasSuffix(fs[0].File, "ratios.csv") || id == "jpn-dbp-contract-progress" {
			continue
		}
		for _, f := range fs {
			name := fmt.Sprintf("%s %d", id, f.Year)
			if !strings.HasPrefix(id, "jpn-") {
				name = id
			}
			if !checked[fmt.Sprintf("%s %d", id, f.Year)] && !slices.Contains(got, name) {
				got = append(got, name)
			}
		}
	}
	want := []string{ // no figure of the year before, no outlook level on hand, or no amount published
		"gbr-nato-share-projection", "ind-budget-share",
		"jpn-mod-growth-incl 1955", "jpn-mod-growth-incl 1960", "jpn-mod-outlook-share 2008", "jpn-mod-outlook-share-excl 2008",
		"jpn-mod-outlook-share-excl 2017", "jpn-nato-style-share 2020", "jpn-nato-style-share 2021", "jpn-nss-ratio-initial 2026",
		// the GDP that the budget took is not on hand
		"kor-budget-share", "kor-budget-share-request", "pol-defence-share", "pol-defence-share-request",
		"prk-state-budget-share", "twn-defence-share", "twn-nato-style-share",
	}
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("ratios that nothing recomputes (-listed +found):\n%s", diff)
	}
}
