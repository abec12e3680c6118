package backtest

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// Standing is a row of the leaderboard: a method under an information set.
// Scores but coverage and skill are lower for the better.
type Standing struct {
	Model, Information string
	H                  int // horizon; 0 for all together
	Tasks              int // countries, measures and origins
	N                  int // cases
	// SMAPE, MASE and OWA are of the median. OWA has beside it the naive method on
	// the same tasks: it is 1 for that.
	SMAPE, MASE, OWA float64
	// SCRPS is the mean of Case.Pinball over Case.Scale; Skill is 1 less its
	// ratio to that of the method "naive" on the tasks of both, NaN without it.
	SCRPS, Skill              float64
	MSIS                      float64 // of the 95 % interval
	Cover50, Cover80, Cover95 float64
	// P is the probability of a difference in scaled CRPS from the default as
	// large, if there were none (Diebold and Mariano); NaN of the default itself,
	// and where there is too little to tell.
	P float64
	// InSet is the p-value of the model confidence set: methods of 0.1 or more are
	// those among which the best one is, with 90 % confidence. NaN of methods
	// that refused tasks that others answered, and where there are fewer than four
	// blocks of cases to draw from.
	InSet float64
}

// Against says what a leaderboard compares with.
type Against struct {
	Default string // the method that P compares with; empty for none
	Seed    uint64 // of the bootstrap
}

// NaiveModel is the name of the method that Skill compares with.
const NaiveModel = "naive"

// task is what is scored as one: the horizons of a method from an origin.
type task struct {
	country, measure string
	origin           data.Year
}

// entrant is a method under an information set.
type entrant struct{ model, information string }

// Leaderboard scores the methods over all horizons (H 0) and, with byHorizon,
// at each. Rows are in the order of the horizons and, within one, of the
// scaled CRPS.
//
// # Significance
//
// Errors of one country at several origins and horizons hang together. Where
// there are eight countries or more, the losses compared are the means of
// countries, which are taken as independent; with fewer they are the means of
// origins, in order of time and dependent as far as the horizon reaches
// ([score.DieboldMariano] with Bartlett weights, [score.MCS] with blocks of
// that length). Years of war or détente are shared by countries: p-values are on
// the low side.
func Leaderboard(cases []Case, against Against, byHorizon bool) []Standing {
	longest := 0
	for _, c := range cases {
		longest = max(longest, c.H)
	}
	rows := board(cases, 0, longest, against)
	for h := 1; byHorizon && h <= longest; h++ {
		rows = append(rows, board(cases, h, h, against)...)
	}
	return rows
}

// board is the leaderboard of one horizon, or of all for h = 0.
func board(cases []Case, h, reach int, against Against) []Standing {
	by := map[entrant]map[task][]Case{}
	for _, c := range cases {
		if h != 0 && c.H != h {
			continue
		}
		e := entrant{c.Model, c.Information}
		if by[e] == nil {
			by[e] = map[task][]Case{}
		}
		k := task{c.Country, c.Measure, c.Origin}
		by[e][k] = append(by[e][k], c)
	}
	var rows []Standing
	loss := map[entrant]map[task]float64{}
	for e, tasks := range by {
		rows = append(rows, standing(e, h, tasks))
		loss[e] = losses(tasks)
	}
	slices.SortFunc(rows, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.SCRPS, b.SCRPS), cmp.Compare(a.Model, b.Model), cmp.Compare(rank(a.Information), rank(b.Information)))
	})
	compareWith(rows, loss, against, reach)
	confidence(rows, loss, against, reach)
	return rows
}

// ordered returns the tasks in order.
func ordered[V any](m map[task]V) []task {
	keys := make([]task, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b task) int {
		return cmp.Or(cmp.Compare(a.origin, b.origin), cmp.Compare(a.country, b.country), cmp.Compare(a.measure, b.measure))
	})
	return keys
}

// scaled reports whether a task has scaled scores.
func scaled(cases []Case) bool { return cases[0].Scale > 0 }

// standing scores one method.
func standing(e entrant, h int, tasks map[task][]Case) Standing {
	s := Standing{Model: e.model, Information: e.information, H: h, Tasks: len(tasks), Skill: math.NaN(), P: math.NaN(), InSet: math.NaN()}
	var smape, naiveSMAPE, mase, naiveMASE, crps, msis, in50, in80, in95 []float64
	for _, k := range ordered(tasks) {
		cases := tasks[k]
		y, f, naive, lo, hi := columns(cases)
		smape, naiveSMAPE = append(smape, score.SMAPE(y, f)), append(naiveSMAPE, score.SMAPE(y, naive))
		if scaled(cases) {
			scale := cases[0].Scale
			mase, naiveMASE = append(mase, score.MASE(y, f, scale)), append(naiveMASE, score.MASE(y, naive, scale))
			msis = append(msis, score.MSIS(lo, hi, 0.05, y, scale))
			crps = append(crps, taskLoss(cases))
		}
		for _, c := range cases {
			in50, in80, in95 = append(in50, hit(c, 50)), append(in80, hit(c, 80)), append(in95, hit(c, 95))
		}
	}
	s.N = len(in80)
	s.SMAPE, s.MASE, s.SCRPS, s.MSIS = mean(smape), mean(mase), mean(crps), mean(msis)
	s.OWA = score.OWA(s.SMAPE, s.MASE, mean(naiveSMAPE), mean(naiveMASE))
	s.Cover50, s.Cover80, s.Cover95 = mean(in50), mean(in80), mean(in95)
	return s
}

func columns(cases []Case) (y, f, naive, lo, hi []float64) {
	for _, c := range cases {
		y, f, naive, lo, hi = append(y, c.Actual), append(f, c.Median), append(naive, c.Naive), append(lo, c.Lo95), append(hi, c.Hi95)
	}
	return y, f, naive, lo, hi
}

// mean returns the mean, NaN of nothing.
func mean(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	return stat.Mean(v, nil)
}

func hit(c Case, level int) float64 {
	if c.Within(level) {
		return 1
	}
	return 0
}

// taskLoss is the scaled CRPS of a task.
func taskLoss(cases []Case) float64 {
	sum := 0.0
	for _, c := range cases {
		sum += c.Pinball / c.Scale / float64(len(cases))
	}
	return sum
}

// losses returns the scaled CRPS of the tasks that have one.
func losses(tasks map[task][]Case) map[task]float64 {
	out := map[task]float64{}
	for k, cases := range tasks {
		if scaled(cases) {
			out[k] = taskLoss(cases)
		}
	}
	return out
}

// fewCountries are too few to take countries for the independent cases.
const fewCountries = 8

// fewBlocks is how many blocks of cases the bootstrap needs to draw from: one block,
// wrapped around, is the sample itself each time, and any difference then certain.
const fewBlocks = 4

// pair returns the losses of methods on the tasks that all of them have, a
// mean for each country or origin, and how far these depend on each other.
func pair(of []map[task]float64, reach int) (means [][]float64, depends int) {
	var common []task
	countries := map[string]bool{}
	for _, k := range ordered(of[0]) {
		if !slices.ContainsFunc(of, func(m map[task]float64) bool { _, ok := m[k]; return !ok }) {
			common = append(common, k)
			countries[k.country] = true
		}
	}
	depends = 1
	cluster := func(k task) task { return task{country: k.country} }
	if len(countries) < fewCountries {
		depends = reach
		cluster = func(k task) task { return task{origin: k.origin} }
	}
	groups := map[task][]task{}
	for _, k := range common {
		groups[cluster(k)] = append(groups[cluster(k)], k)
	}
	means = make([][]float64, len(of))
	for _, g := range ordered(groups) {
		for i, m := range of {
			sum := 0.0
			for _, k := range groups[g] {
				sum += m[k] / float64(len(groups[g]))
			}
			means[i] = append(means[i], sum)
		}
	}
	return means, depends
}

// compareWith sets Skill against the naive method and P against the default.
func compareWith(rows []Standing, loss map[entrant]map[task]float64, against Against, reach int) {
	for i := range rows {
		r := &rows[i]
		own := loss[entrant{r.Model, r.Information}]
		for e, other := range loss {
			if e.model != NaiveModel && e.model != against.Default || e.information != r.Information {
				continue
			}
			if e.model == NaiveModel {
				a, b := 0.0, 0.0
				for _, k := range ordered(own) {
					if v, ok := other[k]; ok {
						a, b = a+own[k], b+v
					}
				}
				r.Skill = score.Skill(a, b)
			}
			if e.model == against.Default && r.Model != e.model {
				means, depends := pair([]map[task]float64{own, other}, reach)
				if t, err := score.DieboldMariano(means[0], means[1], depends, true); err == nil {
					r.P = t.TwoSided()
				}
			}
		}
	}
}

// confidence sets InSet of the methods that answered every task.
func confidence(rows []Standing, loss map[entrant]map[task]float64, against Against, reach int) {
	most := 0
	for _, r := range rows {
		most = max(most, len(loss[entrant{r.Model, r.Information}]))
	}
	var in []*Standing
	var of []map[task]float64
	for i := range rows {
		if l := loss[entrant{rows[i].Model, rows[i].Information}]; len(l) == most && most > 0 {
			in, of = append(in, &rows[i]), append(of, l)
		}
	}
	if len(of) < 2 {
		return
	}
	means, depends := pair(of, reach)
	if len(means[0]) < fewBlocks*depends {
		return
	}
	for i, p := range (score.MCS{Block: depends}).PValues(means, forecast.Stream(against.Seed, "model confidence set")) {
		in[i].InSet = p
	}
}
