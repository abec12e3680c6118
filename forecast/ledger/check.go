package ledger

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Verdict is what became of a check.
type Verdict uint8

// The verdicts. All but the first two are faults.
const (
	Reproduced Verdict = iota
	DataMoved          // the data are others now: the forecast is what it was, but cannot be made again from them
	Differs            // the same settings on the same data give other numbers
	Altered            // the record is not what was recorded
)

var verdictNames = [...]string{"reproduced", "data have moved on", "differs", "altered"}

// String says the verdict in words.
func (v Verdict) String() string { return verdictNames[v] }

// Fault reports whether something is wrong.
func (v Verdict) Fault() bool { return v >= Differs }

// Check makes a recorded forecast again from its settings and compares it, to
// the six digits recorded; one unit of the last is what two machines may differ
// by. The words say what was found.
func Check(e Entry, facts data.Facts) (Verdict, string) {
	if id, err := e.Forecast.id(); err != nil || id != e.ID {
		return Altered, fmt.Sprintf("the record has been changed since: its checksum is %s", id)
	}
	cfg, err := e.Config()
	if err != nil {
		return Differs, err.Error()
	}
	r, err := pipeline.Run(cfg, facts)
	same := facts.SHA256 == e.DataSHA256
	if err != nil {
		if same {
			return Differs, err.Error()
		}
		return DataMoved, "and no longer give it: " + err.Error()
	}
	where, was, is := difference(e, r)
	switch {
	case same && where == "":
		return Reproduced, "to the digits recorded"
	case same:
		return Differs, fmt.Sprintf("%s was %.6g and is %.6g by this program", where, was, is)
	case where == "":
		return DataMoved, "and give the same numbers"
	}
	return DataMoved, fmt.Sprintf("from %.12s to %.12s: with them %s is %.6g, was %.6g", e.DataSHA256, facts.SHA256, where, is, was)
}

// difference returns the last number of the set asked for that is another now,
// else the first of any set.
func difference(e Entry, r *pipeline.Report) (where string, was, is float64) {
	now := map[string]Set{}
	for _, v := range r.Sets {
		now[v.Information.String()] = newSet(v)
	}
	sets := append([]Set{e.Asked()}, e.Sets...)
	for _, s := range sets {
		n, ok := now[s.Information]
		if !ok || len(n.Years) == 0 {
			return s.Information, math.NaN(), math.NaN()
		}
		for i := len(s.Years) - 1; i >= 0; i-- {
			if where, was, is = differenceIn(s.Years[i], n.Years); where != "" {
				return s.Information + ", " + where, was, is
			}
		}
	}
	if len(now) != len(e.Sets) {
		return "the number of information sets", float64(len(e.Sets)), float64(len(now))
	}
	return "", 0, 0
}

func differenceIn(y Year, now []Year) (where string, was, is float64) {
	for _, n := range now {
		if n.Year != y.Year {
			continue
		}
		for _, k := range []int{median, 1, 5, 0, 6, 2, 4} {
			was, is = float64(y.Quantiles[k]), float64(n.Quantiles[k])
			if math.Abs(was-is) > 1.1e-5*math.Abs(was) {
				return fmt.Sprintf("quantile %g of %d", Levels[k], y.Year), was, is
			}
		}
		return "", 0, 0
	}
	return fmt.Sprintf("year %d", y.Year), float64(y.Quantiles[median]), math.NaN()
}
