package plots

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/pipeline"
)

// materials has what the charts of a need must stand up to.
func materials(need Need) map[string]*Material {
	switch need {
	case Forecast:
		return forecasts()
	case Measures:
		return map[string]*Material{"official": {Reports: []*pipeline.Report{japan(), official()}}, "eight": {Reports: eightMeasures()}}
	case Countries:
		return someCountries()
	case Scenarios:
		return map[string]*Material{"official": Of(under(2)), "eight": Of(under(8))}
	case Change:
		return map[string]*Material{"official": {Change: change()}}
	case Replay:
		return map[string]*Material{"official": {Reports: []*pipeline.Report{japan()}, Replay: replayed()}}
	case Progress:
		return map[string]*Material{"official": {Progress: progress(9000)}, "overrun": {Progress: progress(13000)}}
	case Stages:
		return map[string]*Material{"official": {Stages: stages()}}
	case Parts:
		return map[string]*Material{"official": {Parts: parts(10)}, "few": {Parts: parts(3)}}
	case Backtest, Coverage:
		return map[string]*Material{"official": {Trial: trial()}, "informed": {Trial: informed()}}
	case Rivals:
		return map[string]*Material{"official": {Rivals: rivals()}}
	}
	panic(fmt.Sprintf("no material for need %d", need))
}

// forecasts has the material of each report; each knows what announcements do.
func forecasts() map[string]*Material {
	out := map[string]*Material{}
	for name, r := range cases() {
		for i := range r.Sets {
			for _, st := range r.Steps {
				k := 0.98 + 0.01*float64(i)
				st.Dist = slices.Clone(st.Dist)
				for j := range st.Dist {
					st.Dist[j] *= k
				}
				r.Sets[i].Steps = append(r.Sets[i].Steps, st)
			}
		}
		out[name] = Of(r)
	}
	return out
}

// eightMeasures are definitions whose ends lie close together.
func eightMeasures() []*pipeline.Report {
	var out []*pipeline.Report
	for i := range 8 {
		m := budget
		m.ID, m.Name = fmt.Sprintf("measure-%d", i+1), "defence spending by a definition with a long name"
		k := 1 + 0.03*float64(i)
		out = append(out, report("Japan", m, past(2014, data.Initial, 0.93*k, 0.92*k, 0.93*k, 0.92*k, 0.93*k, 0.94*k, 0.99*k, 0.96*k, 0.95*k, 1.14*k, 1.23*k, 1.29*k),
			futures(2026, 0.025, 0.0131*k, 0.0133*k)))
	}
	return out
}

// someCountries share a measure and a last year.
func someCountries() map[string]*Material {
	country := func(name string, level float64) *pipeline.Report {
		r := report(name, sipri, past(2010, data.Settled, level, level*1.02, level*0.98, level, level*1.05, level*1.01, level, level*1.1, level*1.12, level*1.2, level*1.3, level*1.25, level*1.3, level*1.5, level*1.6),
			futures(2025, 0.06, level*0.0165, level*0.017, level*0.0175))
		r.History[14].Status = data.Estimate
		r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.035, 2035, "2025-06-25", "sipri")}
		return r
	}
	var many []*pipeline.Report
	for i, name := range []string{"Germany", "Poland", "Bosnia and Herzegovina", "United Kingdom", "Italy", "Spain", "United States", "Türkiye", "North Macedonia", "Luxembourg"} {
		many = append(many, country(name, 0.9+0.25*float64(i)))
	}
	var crowd []*pipeline.Report // more than there is room for
	for i := range MaxCountries {
		crowd = append(crowd, country(fmt.Sprintf("Country number %d", i+1), 1+0.07*float64(i)))
	}
	zero, war := country("Costa Rica", 0), country("Ukraine", 22)
	return map[string]*Material{"official": {Reports: many[:2]}, "many": {Reports: many}, "crowd": {Reports: crowd}, "extremes": {Reports: []*pipeline.Report{zero, war, many[3]}}}
}

// under returns a report with scenarios, their names long.
func under(n int) *pipeline.Report {
	r := japan()
	r.Steps = futures(2026, 0.025, 0.0131, 0.0133, 0.0134, 0.0136, 0.0137)
	for i := range n {
		k := 1 + 0.12*float64(i)
		r.Scenarios = append(r.Scenarios, pipeline.Outcome{Name: fmt.Sprintf("spending keeps its pace, version %d", i+1), Story: "a story that is told in a sentence",
			Steps: futures(2026, 0.02, 0.0131*k, 0.0135*k, 0.0139*k, 0.0143*k, 0.0147*k)})
	}
	return r
}

// change has a part of each sign.
func change() *pipeline.Change {
	c := &pipeline.Change{CountryName: "Japan", Before: budget, Measure: budget, From: 2022, To: 2025, ValueFrom: 0.0095, Value: 0.0129}
	part := func(name string, points, to float64) {
		c.Parts = append(c.Parts, pipeline.ChangePart{Part: burden.Part{Factor: burden.Factor{Name: name, From: 1, To: to}, Points: points}, Unit: yen})
	}
	part("what is divided by", -0.0004, 1.04)
	part("spending", 0.0052, 1.61)
	part("real growth", -0.0003, 1.03)
	part("prices", -0.0011, 1.11)
	return c
}

var yen = data.Unit{Kind: data.Money, Currency: "JPY", Scale: 9}

// replayed has five forecasts of three years each.
func replayed() *pipeline.Replay {
	r := japan()
	out := &pipeline.Replay{Config: r.Config, Measure: r.Measure, From: 2018, To: 2022, Horizon: 3}
	for made := data.Year(2018); made <= 2022; made++ {
		last, _ := valueAt(r, made)
		for h := 1; h <= 3; h++ {
			then, _ := valueAt(r, made+data.Year(h))
			d := futures(made+1, 0.03, last.Value, last.Value*1.01, last.Value*1.02)[h-1].Dist
			out.Cases = append(out.Cases, pipeline.Case{AsOf: data.MustDate(fmt.Sprintf("%d-12-31", int(made))), Information: pipeline.Plan, H: h, Year: made + data.Year(h),
				Actual: then.Value, Dist: d, Lo80: d.Quantile(0.1), Hi80: d.Quantile(0.9), Origin: made})
		}
	}
	return out
}

// progress is a program whose years are worth so much each.
func progress(year float64) *pipeline.Progress {
	p := &pipeline.Progress{CountryName: "Japan", Name: "Defense Buildup Program", From: 2023, To: 2027, Basis: data.FiscalApril}
	for what, n := range map[string]int{"spent": 2, "budgeted": 4} {
		a := pipeline.Account{What: what, Program: data.Program{ID: "dbp-level", Country: "JPN", Name: "Defense Buildup Program, level", Note: "nominal"}, Unit: yen, Total: 43000}
		for i := range n {
			a.Instalments = append(a.Instalments, pipeline.Instalment{Year: 2023 + data.Year(i), Initial: year})
			a.Done += year
			a.LastOnRecord = 2023 + data.Year(i)
		}
		a.Left = a.Total - a.Done
		p.Accounts = append(p.Accounts, a)
	}
	slices.SortFunc(p.Accounts, func(a, b pipeline.Account) int { return strings.Compare(b.What, a.What) })
	return p
}

// stages has a budget, amended and spent, with a missing year.
func stages() *pipeline.Stages {
	line := func(status data.Status, values ...float64) data.Series {
		s := data.Series{Country: "JPN", Name: "defence, " + status.String(), Unit: yen, Basis: data.FiscalApril, Start: 2017, Values: values}
		for range values {
			s.Status = append(s.Status, status)
		}
		return s
	}
	return &pipeline.Stages{CountryName: "Japan", Measure: budget, First: 2017, Last: 2022, Series: []data.Series{
		line(data.Initial, 5000, 5100, 5200, 5300, 5400, 5500), line(data.Amended, 5200, 5400, math.NaN(), 5500, 6100, 5900), line(data.Settled, 5150, 5350, 5300, 5450, 6000, 5350)}}
}

// parts are ten parts over so many years, one of them new.
func parts(years int) *pipeline.Parts {
	p := &pipeline.Parts{CountryName: "Japan", Whole: data.Series{Country: "JPN", Name: "defence budget", Unit: yen, Basis: data.FiscalApril, Start: 2017, Values: make([]float64, years), Status: slices.Repeat([]data.Status{data.Initial}, years)}}
	for i := range 10 {
		item := pipeline.PartItem{Name: fmt.Sprintf("equipment of a long name, part %d", i+1)}
		for t := range years {
			v := 1000 / float64(i+1) * (1 + 0.05*float64(t))
			if i == 9 && t < years/2 {
				v = 0
			}
			item.Values = append(item.Values, v)
			p.Whole.Values[t] += v
		}
		p.Items = append(p.Items, item)
	}
	return p
}

// rivals follow each other with a scatter.
func rivals() *pipeline.Rivals {
	r := &pipeline.Rivals{OwnName: "Japan", RivalName: "China", Slope: 0.4, SE: 0.1, Intercept: 0.01, R: 0.6}
	for i := range 30 {
		x := 0.02 + 0.1*math.Abs(math.Sin(float64(i)))
		r.Pairs = append(r.Pairs, pipeline.Growths{Year: 1995 + data.Year(i), Rival: x, Own: 0.01 + 0.4*x + 0.02*math.Cos(3*float64(i))})
	}
	return r
}

// trial has the scores of sixteen methods on three countries; the default's
// intervals are somewhat narrow. It is made once: the bootstrap takes its time.
var trial = sync.OnceValue(func() *Trial {
	v := &Trial{Measure: sipri, Who: []string{"Germany", "Japan", "Poland"}, From: "a publisher: a long title of a database (2026-04-27)", Default: "pool"}
	for m, name := range []string{"pool", "naive", "drift", "ets", "arima", "theta", "holt", "damped", "trend", "level", "smooth", "panel", "ses", "otm", "dotm", "dampedtrend"} {
		for _, country := range []string{"DEU", "JPN", "POL"} {
			for origin := data.Year(2000); origin < 2020; origin++ {
				for h := 1; h <= 4; h++ {
					z := math.Sin(float64(int(origin)*7+h*13+m) + float64(len(country)*int(country[0])))
					d := futures(origin+1, 0.05, 0.02*(1+0.01*float64(m)), 0.02, 0.02, 0.02)[h-1].Dist
					v.Cases = append(v.Cases, backtest.Case{Country: country, Measure: "sipri", Model: name, Information: "history", Origin: origin, H: h, Year: origin + data.Year(h),
						Actual: 0.02 * math.Exp(0.09*z*math.Sqrt(float64(h))), Naive: 0.02, Scale: 0.001}.Score(d))
				}
			}
		}
	}
	v.Standings = backtest.Leaderboard(v.Cases, backtest.Against{Default: "pool", Seed: 1}, false)
	v.Reliability = backtest.Calibration(v.Cases)
	return v
})

// informed has the default and the naive method under two information sets,
// the second of which knows better.
func informed() *Trial {
	v := &Trial{Measure: budget, Who: []string{"Japan"}, From: "those of the day", Default: "pool"}
	for _, c := range trial().Cases {
		if c.Country != "JPN" || c.Model != "pool" && c.Model != "naive" {
			continue
		}
		v.Cases = append(v.Cases, c)
		c.Information, c.Actual = "plan", (c.Actual+c.Median)/2
		v.Cases = append(v.Cases, c.Score(futures(c.Origin+1, 0.05, 0.02, 0.02, 0.02, 0.02)[c.H-1].Dist))
	}
	backtest.Sort(v.Cases)
	v.Standings = backtest.Leaderboard(v.Cases, backtest.Against{Default: "pool", Seed: 1}, false)
	v.Reliability = backtest.Calibration(v.Cases)
	return v
}

// TestRichestSet: of several information sets the chart of calibration has the
// richest, each horizon once; the leaderboard names them.
func TestRichestSet(t *testing.T) {
	rows := informed().reliability()
	for i, r := range rows {
		if r.Information != "plan" || r.H != i {
			t.Errorf("row %d is of %s at %d", i, r.Information, r.H)
		}
	}
	if len(rows) != 5 {
		t.Errorf("%d rows, want all horizons and each of 4", len(rows))
	}
	standings := informed().Standings
	if !several(standings) || methods(standings) != 2 {
		t.Errorf("%d methods, several %v", methods(standings), several(standings))
	}
	i := defaultRow(standings, "pool")
	if i < 0 || standings[i].Model != "pool" || standings[i].Information != "plan" {
		t.Errorf("the default is row %d of %+v, want that of plan", i, standings)
	}
	for _, r := range standings {
		if v := noChange(standings); (r.Model == "naive" && r.Information == "history") != (r.SCRPS == v) {
			t.Errorf("no change is %g; %s, %s has %g", v, r.Model, r.Information, r.SCRPS)
		}
	}
}

// nothing reports whether a chart has nothing to show of a report, as it may.
func nothing(err error) bool {
	return errors.Is(err, ErrNoTarget) || errors.Is(err, ErrOneSet) || errors.Is(err, ErrRoom)
}

// TestMaterialIsChecked: a chart that is not given what it needs says so.
func TestMaterialIsChecked(t *testing.T) {
	for _, e := range All() {
		if _, err := e.Draw(&Material{}, Style{}); !errors.Is(err, ErrMaterial) {
			t.Errorf("%s of no material: %v, want ErrMaterial", e.Name, err)
		}
		if _, err := e.Draw(nil, Style{}); !errors.Is(err, ErrMaterial) {
			t.Errorf("%s of nil: %v, want ErrMaterial", e.Name, err)
		}
		if least, most := e.Takes(); least < 1 || most < least {
			t.Errorf("%s takes %d to %d countries", e.Name, least, most)
		}
	}
}

// TestEveryChartIsDrawn: each chart has a title, a subtitle, an alternative
// text that begins with its kind, and data, of each of its materials.
func TestEveryChartIsDrawn(t *testing.T) {
	for _, e := range All() {
		m := materials(e.Needs)
		drawn := 0
		for _, name := range slices.Sorted(maps.Keys(m)) {
			f, err := e.Draw(m[name], Style{})
			if nothing(err) {
				continue
			}
			if err != nil {
				t.Errorf("%s of %s: %v", e.Name, name, err)
				continue
			}
			drawn++
			for what, s := range map[string]string{"title": f.Title, "subtitle": strings.Join(f.Subtitle, ""), "alt": f.Alt} {
				if s == "" || strings.Contains(s, "%!") || strings.Contains(s, "NaN") {
					t.Errorf("%s of %s: %s %q", e.Name, name, what, s)
				}
			}
		}
		if drawn == 0 {
			t.Errorf("%s was not drawn once", e.Name)
		}
	}
}
