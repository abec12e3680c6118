package data

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var nan = math.NaN()

func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) })
}

// budget is four years of a yen series with a value of each kind.
func budget(t testing.TB) Series {
	return Series{ID: "budget", Country: "JPN", Unit: mustUnit(t, "JPY bn"), Basis: FiscalApril, Start: 2021,
		Values:    []float64{5, nan, 7, 8},
		Status:    []Status{Settled, Settled, Amended, Initial},
		Published: []Date{MustDate("2022-11"), {}, MustDate("2023-12-20"), {}},
		Vintage:   MustDate("2024-04-01")}
}

func TestSeriesAt(t *testing.T) {
	s := budget(t)
	for _, c := range []struct {
		year      Year
		value     float64
		ok        bool
		status    Status
		published string
	}{
		{2020, nan, false, Settled, "2024-04-01"},
		{2021, 5, true, Settled, "2022-11"},
		{2022, nan, false, Settled, "2024-04-01"},
		{2023, 7, true, Amended, "2023-12-20"},
		{2024, 8, true, Initial, "2024-04-01"}, // without its own date: that of the edition
		{2025, nan, false, Settled, "2024-04-01"},
	} {
		v, ok := s.At(c.year)
		if ok != c.ok || !same([]float64{v}, []float64{c.value}) || s.StatusAt(c.year) != c.status || s.PublishedAt(c.year).String() != c.published {
			t.Errorf("%d: %g %t %s %s, want %+v", c.year, v, ok, s.StatusAt(c.year), s.PublishedAt(c.year), c)
		}
	}
	if s.Len() != 4 || s.End() != 2024 || s.Observed() != 3 {
		t.Errorf("length %d, end %d, %d observed", s.Len(), s.End(), s.Observed())
	}
}

func TestWindow(t *testing.T) {
	s := budget(t)
	for _, c := range []struct {
		first, last, start Year
		values             []float64
	}{
		{2022, 2023, 2022, []float64{nan, 7}},
		{2000, 2021, 2021, []float64{5}},
		{2024, 2100, 2024, []float64{8}},
		{2000, 2100, 2021, s.Values},
		{2023, 2022, 2023, []float64{}},
		{2030, 2040, 2025, []float64{}},
		{1990, 1995, 2021, []float64{}},
	} {
		w := s.Window(c.first, c.last)
		if w.Start != c.start || !same(w.Values, c.values) || len(w.Status) != w.Len() || len(w.Published) != w.Len() {
			t.Errorf("%d to %d: from %d %v, want from %d %v", c.first, c.last, w.Start, w.Values, c.start, c.values)
		}
	}
}

func TestTrim(t *testing.T) {
	for _, c := range []struct {
		values []float64
		start  Year
		want   []float64
	}{
		{[]float64{nan, 1, nan, 2, nan, nan}, 2001, []float64{1, nan, 2}},
		{[]float64{1, 2}, 2000, []float64{1, 2}},
		{[]float64{nan, nan}, 2002, []float64{}},
		{nil, 2000, nil},
	} {
		if s := (Series{Start: 2000, Values: c.values}).Trim(); s.Start != c.start || !same(s.Values, c.want) {
			t.Errorf("%v: from %d %v", c.values, s.Start, s.Values)
		}
	}
}

// TestAsOf: what had not surely been published is missing, and nothing later
// than the day shows through the length of the series either.
func TestAsOf(t *testing.T) {
	s := budget(t)
	for _, c := range []struct {
		day    string
		start  Year
		values []float64
	}{
		{"", 2021, s.Values},
		{"2022-11-29", 2025, []float64{}},
		{"2022-11-30", 2021, []float64{5}},
		{"2023-12-20", 2021, []float64{5, nan, 7}},
		{"2024-04-01", 2021, []float64{5, nan, 7, 8}},
	} {
		a := s.AsOf(MustDate(c.day))
		if a.Start != c.start || !same(a.Values, c.values) {
			t.Errorf("as of %q: from %d %v, want from %d %v", c.day, a.Start, a.Values, c.start, c.values)
		}
	}
	if !same(s.Values, budget(t).Values) {
		t.Error("AsOf changed the series")
	}
}

func TestRatio(t *testing.T) {
	gdp := Series{ID: "gdp", Unit: mustUnit(t, "JPY tn"), Basis: FiscalApril, Start: 2023, Values: []float64{0.5, 0.4, 0.3},
		Vintage: MustDate("2025-12"), Status: []Status{Estimate, Settled, Settled}}
	r, err := Ratio(budget(t), gdp)
	if err != nil {
		t.Fatal(err)
	}
	// 7 bn of 0.5 tn is 1.4 %; 8 bn of 0.4 tn is 2 %.
	want := []float64{nan, nan, 0.014, 0.02, nan}
	for i, v := range want {
		if got := r.Values[i]; math.Abs(got-v) > 1e-15 || math.IsNaN(got) != math.IsNaN(v) {
			t.Errorf("%d: %g, want %g", r.Start+Year(i), got, v)
		}
	}
	if r.Start != 2021 || r.Unit != Fraction {
		t.Errorf("from %d in %s", r.Start, r.Unit)
	}
	// The less firm status and the later date of the two.
	if r.StatusAt(2023) != Estimate || r.StatusAt(2024) != Initial || r.PublishedAt(2023).String() != "2025-12" {
		t.Errorf("status %s and %s, published %s", r.StatusAt(2023), r.StatusAt(2024), r.PublishedAt(2023))
	}
	if known := r.AsOf(MustDate("2025-06")); known.Observed() != 0 {
		t.Errorf("before the GDP was published: %v", known.Values)
	}
}

// TestRatioOfUnknownDate: a value of which a half has no date is never surely known.
func TestRatioOfUnknownDate(t *testing.T) {
	num := Series{Start: 2020, Values: []float64{1}, Unit: mustUnit(t, "JPY bn"), Vintage: MustDate("2021")}
	den := Series{Start: 2020, Values: []float64{50}, Unit: mustUnit(t, "JPY bn")}
	for _, s := range [][2]Series{{num, den}, {den, num}} {
		r, err := Ratio(s[0], s[1])
		if err != nil || r.AsOf(MustDate("2030")).Observed() != 0 {
			t.Errorf("published %q: %v, %v", r.PublishedAt(2020), r, err)
		}
	}
}

func TestUnitsAreNotMixed(t *testing.T) {
	jpy := Series{ID: "a", Start: 2020, Values: []float64{1}, Unit: mustUnit(t, "JPY bn")}
	usd, fiscal, tn, january := jpy, jpy, jpy, jpy
	usd.Unit, fiscal.Basis, tn.Unit, january.Basis = mustUnit(t, "USD bn"), FiscalApril, mustUnit(t, "JPY tn"), YearBasis{First: 1}
	for _, c := range []struct {
		name     string
		s        Series
		add, div error
	}{{"currency", usd, ErrUnit, ErrUnit}, {"year", fiscal, ErrUnit, ErrUnit}, {"scale", tn, ErrUnit, nil}, {"January", january, nil, nil}} {
		if _, err := Add(jpy, c.s); !errors.Is(err, c.add) {
			t.Errorf("add over another %s: %v", c.name, err)
		}
		if _, err := Ratio(jpy, c.s); !errors.Is(err, c.div) {
			t.Errorf("divide over another %s: %v", c.name, err)
		}
	}
	if _, err := jpy.In(usd.Unit); !errors.Is(err, ErrUnit) {
		t.Errorf("yen into dollars: %v", err)
	}
	if s, err := jpy.In(mustUnit(t, "JPY m")); err != nil || s.Values[0] != 1000 || jpy.Values[0] != 1 {
		t.Errorf("1 bn is %g m, %v; the series has %g", s.Values[0], err, jpy.Values[0])
	}
}

func drawSeries(t *rapid.T, label string) Series {
	s := Series{ID: label, Start: Year(rapid.IntRange(1990, 2010).Draw(t, label+" start"))}
	s.Values = rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(1, 9), rapid.Just(nan)), 0, 12).Draw(t, label)
	return s
}

// TestAddProperties: the sum is symmetric, spans both series and is missing
// where one is; an empty series adds no years.
func TestAddProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSeries(t, "a"), drawSeries(t, "b")
		ab, err := Add(a, b)
		if err != nil {
			t.Fatal(err)
		}
		ba, err := Add(b, a)
		if err != nil || !same(ab.Values, ba.Values) || ab.Start != ba.Start && ab.Len() > 0 {
			t.Fatalf("%v + %v: from %d %v, in the other order from %d %v", a, b, ab.Start, ab.Values, ba.Start, ba.Values)
		}
		if ab.Len() > a.Len()+b.Len()+20 {
			t.Fatalf("%d and %d years make %d", a.Len(), b.Len(), ab.Len())
		}
		for y := Year(1985); y < 2030; y++ {
			u, okA := a.At(y)
			v, okB := b.At(y)
			if w, ok := ab.At(y); ok != (okA && okB) || ok && w != u+v {
				t.Fatalf("%d: %g + %g = %g", y, u, v, w)
			}
		}
	})
}

// TestEmptyStart: the zero Series added to another does not reach back to
// year 0.
func TestEmptyStart(t *testing.T) {
	s, err := Add(Series{}, Series{Start: 2000, Values: []float64{1}})
	if err != nil || s.Start != 2000 || s.Len() != 1 {
		t.Errorf("from %d, %d years, %v", s.Start, s.Len(), err)
	}
}

// TestWindowProperties: a window holds the values of its years and no others,
// and windows of a window are windows.
func TestWindowProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t, "s")
		first, last := Year(rapid.IntRange(1985, 2025).Draw(t, "first")), Year(rapid.IntRange(1985, 2025).Draw(t, "last"))
		w := s.Window(first, last)
		for y := Year(1980); y < 2030; y++ {
			v, ok := s.At(y)
			inside := y >= first && y <= last
			if u, got := w.At(y); got != (ok && inside) || got && u != v {
				t.Fatalf("%d to %d of %v: %d is %g, %t", first, last, s, y, u, got)
			}
		}
		if again := w.Window(first, last); again.Start != w.Start || !same(again.Values, w.Values) {
			t.Fatalf("window of the window: %v, want %v", again, w)
		}
	})
}

func TestCloneSharesNothing(t *testing.T) {
	s := budget(t)
	c := s.Clone()
	c.Values[0], c.Status[0], c.Published[0] = 99, Plan, Date{}
	if s.Values[0] != 5 || s.Status[0] != Settled || s.Published[0].IsZero() {
		t.Error("a change of the clone changed the series")
	}
}
