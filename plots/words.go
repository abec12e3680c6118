package plots

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// ofGDP says of which GDP a share is, in as few words as are true. A frozen
// year must be named: Japan's 2 % of FY2022 GDP is 1.6 % of FY2025 GDP. In
// Japanese it goes before the number. A share that is of no GDP at all, as North
// Korea's of its state budget, says what it is of.
func (l Language) ofGDP(m data.Measure) string {
	if whole, _, ok := strings.Cut(m.Denominator.Label, ", not GDP"); ok {
		if l == Japanese {
			whole, _, _ = strings.Cut(translated(denominatorWords, m.Denominator.Label), "、")
		}
		return l.say("of %s", "対%s比", whole)
	}
	switch m.Denominator.Kind {
	case data.Frozen:
		return l.say("of %s GDP", "%sGDP比", l.year(m.Basis, m.Denominator.Year))
	case data.Outlook:
		return l.say("of forecast GDP", "GDP見通し比")
	}
	return l.say("of GDP", "対GDP比")
}

// share writes a share with what it is of: "1.33 % of GDP", 対GDP比1.33%. The
// number is written already: how exactly depends on what it is.
func (l Language) share(number string, m data.Measure) string {
	return l.say("%[1]s %[2]s", "%[2]s%[1]s", number, l.ofGDP(m))
}

// capital begins a sentence with a name that is written small.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// plainText has plain spaces, for where no line is broken.
func plainText(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// of names the country of a report.
func (l Language) of(r *pipeline.Report) string { return l.country(r.Config.Country, r.CountryName) }

// spending is what a headline is about. Japanese calls its own 防衛費 and that
// of others 国防費, as the Ministry of Defense's white papers do.
func (l Language) spending(country string) string {
	if country == "JPN" {
		return l.say("defence spending", "防衛費")
	}
	return l.say("defence spending", "国防費")
}

// subtitle says what was measured, over which years and from what knowledge: a
// ratio is a definition, and no number stands without it.
func (l Language) subtitle(r *pipeline.Report) []string {
	b := r.Measure.Basis
	return []string{
		capital(l.measure(r.Measure)),
		l.say("Actual %s, forecast to %s %s", "%sの実績と%sまでの予測（%s）",
			l.span(b, r.History[0].Year, r.Origin), l.year(b, lastStep(r).Year), l.knowledge(r)),
	}
}

// knowledge says what a forecast rests on: the richest information set that
// there was anything of.
func (l Language) knowledge(r *pipeline.Report) string {
	day := l.say("by %s", "%sまでに", l.date(r.AsOf))
	if r.AsOf.IsZero() {
		day = l.say("so far", "これまでに")
	}
	switch r.Knowing() {
	case pipeline.History:
		return l.say("from past values published %s", "%s公表された実績値による", day)
	case pipeline.Plan:
		return l.say("with budgets, GDP outlooks and multi-year plans announced %s", "%s公表された予算・GDP見通し・中期計画を反映", day)
	}
	return l.say("with budgets and GDP outlooks announced %s", "%s公表された予算・GDP見通しを反映", day)
}

// made says how the numbers were made, so that whoever doubts them can make
// them again: method, seed, draws and the snapshot's hash; and how often past
// forecasts of the kind held.
func (l Language) made(r *pipeline.Report) string {
	version := ""
	if len(r.DataSHA256) >= 8 {
		version = l.say(", data %s", "、データ%s", r.DataSHA256[:8])
	}
	return l.say("%s simulated futures (method %s, seed %d%s%s)", "%s通りのシミュレーション（手法%s、シード%d%s%s）",
		l.count(r.Config.Draws), r.Config.Model, r.Config.Seed, version, l.record(r.Record))
}

// record says how often past forecasts of the kind held, after a separator;
// nothing where there is no record.
func (l Language) record(r pipeline.Record) string {
	if r.N == 0 {
		return ""
	}
	return l.say("; %[1]s", "、同種の80%%帯は過去の%[2]d年先予測%[3]s件の%.0[4]f%%を含んだ", r.String(), r.H, l.count(r.N), 100*r.Covered)
}

// sources names where the data came from, with their vintages; in short only
// the publishers, which citations put before a colon.
func (l Language) sources(r *pipeline.Report) Note {
	var full, short []string
	add := func(list []string, title string, v data.Date) []string {
		if !v.IsZero() {
			title = l.say("%[1]s (%[2]s)", "%[1]s（%[3]s）", title, v, strings.ReplaceAll(v.String(), "-", "."))
		}
		if slices.Contains(list, title) {
			return list
		}
		return append(list, title)
	}
	for _, c := range r.Sources {
		publisher, title := l.cited(c.Title)
		full, short = add(full, title, c.Vintage), add(short, publisher, c.Vintage)
	}
	chart := l.say("Chart: defcast.", "作成：defcast。")
	if len(full) == 0 {
		return always(chart)
	}
	write := func(list []string) string {
		return l.say("Sources: %s. %s", "出所：%s。%s", strings.Join(list, l.say("; ", "、")), chart)
	}
	return Note{Full: write(full), Short: write(short)}
}

// cited returns the publisher of a citation and the whole of it. Titles stay in
// the language that they are recorded in.
func (l Language) cited(citation string) (publisher, whole string) {
	publisher, title, ok := strings.Cut(citation, ": ")
	if l == English || !ok {
		return publisher, citation
	}
	publisher = translated(publisherWords, publisher)
	return publisher, publisher + "「" + title + "」"
}

// announced says what the forecast knew of years to come. What exactly is told
// by the report in English only; in Japanese the years are named.
func (l Language) announced(r *pipeline.Report) Note {
	var known, years []string
	for _, s := range r.Steps {
		if s.Known != "" {
			years = append(years, l.year(r.Measure.Basis, s.Year))
			known = append(known, years[len(years)-1]+" "+s.Known)
		}
	}
	if len(known) == 0 {
		return Note{}
	}
	return Note{Full: l.say("Known in advance: %[1]s.", "%[2]sは公表済みの値を反映。", strings.Join(known, "; "), l.list(years))}
}

// leftOut names the promises that a chart has no place for.
func (l Language) leftOut(r *pipeline.Report, ps []promise) Note {
	var said []string
	for _, p := range ps {
		said = append(said, l.named(r, p))
	}
	if len(said) == 0 {
		return Note{}
	}
	return Note{Full: l.say("Not shown: %s.", "図示していない目標：%s。", strings.Join(said, l.say("; ", "、")))}
}

// status names how firm a value is.
func (l Language) status(s data.Status) string {
	ja, ok := statusWords[s]
	if l == English || !ok {
		return s.String()
	}
	return ja
}

var statusWords = map[data.Status]string{
	data.Settled: "決算", data.Amended: "補正後予算", data.Initial: "当初予算", data.Request: "概算要求", data.Plan: "計画",
	data.Estimate: "推計値", data.Forecast: "見通し", data.Uncertain: "不確実な推計値",
}

// kind names a promise.
func (l Language) kind(k data.PledgeKind) string {
	ja, ok := kindWords[k]
	if l == English || !ok {
		return k.String()
	}
	return ja
}

var kindWords = map[data.PledgeKind]string{data.Target: "目標", data.Cap: "上限", data.Ask: "要請"}

// lastStep returns the furthest year of the forecast.
func lastStep(r *pipeline.Report) pipeline.Step { return r.Steps[len(r.Steps)-1] }

// median returns the middle of a forecast.
func median(s pipeline.Step) float64 { return s.Dist.Quantile(0.5) }
