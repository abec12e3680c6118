package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"

	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "leaderboard",
		Title:   "how far off each method was from past origins, the best first",
		Example: "POL",
		Ref:     "Makridakis, Spiliotis and Assimakopoulos 2020; Hansen, Lunde and Nason 2011",
		Needs:   Backtest,
		Draw:    leaderboard,
	})
}

// leaderboard draws the scaled CRPS of each method as a bar from zero, with a
// line at that of the naive method, which says that nothing changes.
//
// # References
//
// Makridakis, Spiliotis and Assimakopoulos, The M4 Competition, International
// Journal of Forecasting 36, 2020. Hansen, Lunde and Nason, The model confidence
// set, Econometrica 79, 2011.
func leaderboard(m *Material, s Style) (*Figure, error) {
	l, v := s.Language, m.Trial
	rows, err := v.overall()
	if err != nil {
		return nil, err
	}
	b := standings(s, rows, v.Default)
	t := Table{Columns: []string{"model", "information", "cases", "scaled_crps", "skill", "mase", "owa", "cover80", "cover95", "p", "in_set"}}
	for _, r := range rows {
		t.add(r.Model, r.Information, r.N, r.SCRPS, r.Skill, r.MASE, r.OWA, r.Cover80, r.Cover95, r.P, r.InSet)
	}
	title := l.leaderboardTitle(rows, v.Default)
	edge := line(s.Theme.Color.Forecast, s.Theme.Line.Edge, nil)
	keys := []Key{{mark.Swatch{Fill: s.Theme.Color.Forecast, Edge: edge}, l.say("the default here", "既定の手法")}, {mark.Swatch{Fill: s.Theme.Color.Inner, Edge: edge}, l.say("other methods", "その他の手法")}}
	notes := []Note{always(l.say("CRPS over the mean yearly change of the series: shorter is better. In bold the methods among which the best one is, with 90 %% confidence.", "CRPSを系列の平均年変化で割った値。短いほど良い。太字は90%%の信頼度で最良の手法を含む集合。")),
		always(l.trialNote(v))}
	var said []string
	for _, r := range rows {
		said = append(said, fmt.Sprintf("%s %.2f", r.Model, r.SCRPS))
	}
	return &Figure{Title: title, Subtitle: l.trialSubtitle(v), Key: keys, Body: b, Notes: notes,
		Alt: l.say("Bar chart. %s. Scaled CRPS: %s.", "棒グラフ。%s。CRPS（尺度化）：%s。", title, strings.Join(said, ", ")), Data: t}, nil
}

// standings are the bars of the methods.
func standings(s Style, standings []backtest.Standing, byDefault string) *rows {
	l := s.Language
	b := &rows{s: s, ticks: func(n int) plot.Ticker {
		return mark.Money{Max: n, Label: func(v float64) string { return fmt.Sprintf("%.3g", v) }}
	}}
	at := defaultRow(standings, byDefault)
	for i, r := range standings {
		fill := s.Theme.Color.Inner
		if i == at {
			fill = s.Theme.Color.Forecast
		}
		name := r.Model
		if several(standings) {
			name += l.say(", %s", "（%s）", r.Information)
		}
		b.items = append(b.items, row{name: name, strong: r.InSet >= 0.1, parts: []part{{size: r.SCRPS, fill: fill}}, value: fmt.Sprintf("%.2f", r.SCRPS)})
	}
	if v := noChange(standings); v > 0 {
		b.at, b.names = []float64{v}, []string{l.say("no change", "変化なし")}
	}
	return b
}

// several reports whether the methods were tried under more than one
// information set.
func several(rows []backtest.Standing) bool {
	return slices.ContainsFunc(rows, func(r backtest.Standing) bool { return r.Information != rows[0].Information })
}

// methods counts the methods.
func methods(rows []backtest.Standing) int {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.Model] = true
	}
	return len(seen)
}

// overall returns the standings over all horizons that have a score.
func (v *Trial) overall() ([]backtest.Standing, error) {
	var out []backtest.Standing
	for _, r := range v.Standings {
		if r.H == 0 && !math.IsNaN(r.SCRPS) && !math.IsInf(r.SCRPS, 0) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: no method has a score over all horizons", ErrMaterial)
	}
	return out, nil
}

// wholePercent writes a difference with its sign; one that rounds to nothing has
// none.
func wholePercent(d float64) string {
	if s := fmt.Sprintf("%+.0f", 100*d); s != "-0" && s != "+0" {
		return s
	}
	return "0"
}

// leaderboardTitle says which method is best and how the default stands.
func (l Language) leaderboardTitle(rows []backtest.Standing, byDefault string) string {
	best, n := rows[0], methods(rows)
	i := defaultRow(rows, byDefault)
	if i < 0 {
		return l.say("%s was least off of %d methods", "%sが%d手法中で誤差最小", best.Model, n)
	}
	beats := ""
	if v := noChange(rows); v > 0 {
		beats = l.say(", %s\u00a0%% against no change", "（変化なしとの差%s%%）", wholePercent(rows[i].SCRPS/v-1))
	}
	switch {
	case i == 0:
		return l.say("%s, the default, was least off of %d methods%s", "既定の%sが%d手法中で誤差最小%s", byDefault, n, beats)
	case several(rows):
		return l.say("%s was least off; the default, %s, is number %d of %d methods and sets%s", "%sが誤差最小、既定の%sは%[4]d通り中%[3]d位%[5]s", best.Model, byDefault, i+1, len(rows), beats)
	}
	return l.say("%s was least off of %d methods; the default, %s, is number %d%s", "%sが%d手法中で誤差最小、既定の%sは%d位%s", best.Model, n, byDefault, i+1, beats)
}

// defaultRow returns the row of the default method under the richest set that it
// was tried with, -1 if it was not.
func defaultRow(rows []backtest.Standing, byDefault string) int {
	at, richest := -1, ""
	for i, r := range rows {
		if r.Model == byDefault && (at < 0 || richer(r.Information, richest)) {
			at, richest = i, r.Information
		}
	}
	return at
}

// richer reports whether one information set knows more than another.
func richer(a, b string) bool {
	x, errX := pipeline.ParseInformation(a)
	y, errY := pipeline.ParseInformation(b)
	return errX == nil && (errY != nil || x > y)
}

// noChange returns the score of the naive method that knows past values only, 0
// where there is none.
func noChange(rows []backtest.Standing) float64 {
	score, set := 0.0, ""
	for _, r := range rows {
		if r.Model == backtest.NaiveModel && (set == "" || richer(set, r.Information)) {
			score, set = r.SCRPS, r.Information
		}
	}
	return score
}

// trialSubtitle says what was forecast and from where.
func (l Language) trialSubtitle(v *Trial) []string {
	first, last, far := v.Cases[0].Origin, v.Cases[0].Origin, 0
	for _, c := range v.Cases {
		first, last, far = min(first, c.Origin), max(last, c.Origin), max(far, c.H)
	}
	var who []string
	for _, name := range v.Who {
		who = append(who, l.called(name))
	}
	if len(who) > 3 {
		who = []string{l.say("%d countries", "%dか国", len(who))}
	}
	knowing := l.say("as if the years after were not known", "その後を知らずに")
	if slices.ContainsFunc(v.Cases, func(c backtest.Case) bool { return c.Information != pipeline.History.String() }) {
		knowing = l.say("with what was known on each day", "当時の情報で")
	}
	return []string{capital(l.measure(v.Measure)), l.say("%s, forecast from %d to %d %s, up to %d years ahead", "%s、%d年から%d年の各時点で%s%d年先まで予測", l.list(who), int(first), int(last), knowing, far)}
}

// trialNote says how many forecasts there were and of which figures.
func (l Language) trialNote(v *Trial) string {
	_, from := l.cited(v.From)
	late := ""
	if v.Late {
		late = l.say(" Intervals by other countries' forecasts of the same years.", "区間幅は同じ年の他国の予測による。")
	}
	return l.say("%s forecasts scored.%s Source: %s. Chart: defcast.", "採点した予測%s件。%s出所：%s。作成：defcast。", l.count(len(v.Cases)), late, from)
}
