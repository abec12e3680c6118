package pipeline

import (
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// newsSet is a set of kinds of news, a bit a kind.
type newsSet uint8

func (s newsSet) has(n News) bool { return s>>n&1 == 1 }

// mixture makes facts that lie between those of two days: all that was known on
// the first and, of what was published since, some kinds of news.
type mixture struct {
	old, now data.Facts
	measure  data.Measure
	was, cfg Config
	gdp      map[string]bool // bases of what the measure divides by
	outlooks map[string]bool // bases of official outlooks of GDP
	own      map[string]bool // bases of all series that the measure draws on
	items    [newsKinds][]Item
	others   [newsKinds]int
}

func newMixture(old, now data.Facts, m data.Measure, was, cfg Config) *mixture {
	c := &mixture{old: old, now: now, measure: m, was: was, cfg: cfg,
		gdp: map[string]bool{}, outlooks: map[string]bool{}, own: map[string]bool{}}
	if m.Denominator.Kind == data.Outlook {
		c.outlooks[undated(m.Denominator.Series)] = true
	} else if m.Denominator.Series != "" {
		c.gdp[undated(m.Denominator.Series)] = true
	}
	for _, id := range strings.Fields(m.Denominator.Outlook) {
		c.outlooks[undated(id)] = true
	}
	if m.Denominator.Kind == data.SameYear { // see worldwide
		c.outlooks[data.Slug(m.Country)+worldReal] = true
		c.outlooks[data.Slug(m.Country)+"-gdp-deflator"] = true
	}
	for _, id := range append([]string{m.Numerator}, m.Precursors...) {
		c.own[undated(id)] = true
	}
	for _, set := range []map[string]bool{c.gdp, c.outlooks} {
		for id := range set {
			c.own[id] = true
		}
	}
	c.gather()
	return c
}

// foretells reports whether a series is an outlook of GDP: of the measure, or one
// of the World Economic Outlook, whose record is learnt from all countries'.
func (c *mixture) foretells(id string) bool {
	b := undated(id)
	return c.outlooks[b] || strings.HasSuffix(b, worldReal)
}

// kinds returns the kinds of which there is news, in their order. Time passes
// always.
func (c *mixture) kinds() []News {
	var out []News
	for k := range newsKinds {
		if len(c.items[k]) > 0 || c.others[k] > 0 || k == NewOutturn {
			out = append(out, k)
		}
	}
	return out
}

// day is the day whose knowledge counts: it passes with the outturns.
func (c *mixture) day(in newsSet) data.Date {
	if in.has(NewOutturn) {
		return c.cfg.AsOf
	}
	return c.was.AsOf
}

// class says what kind of news a value is that is not what was known before, of
// which had was the value and its status.
func (c *mixture) class(s data.Series, y data.Year, known bool, was data.Status) News {
	b, firm := undated(s.ID), s.StatusAt(y).Firm()
	switch {
	case c.foretells(b), c.gdp[b] && !firm && (known || !s.Basis.Ends(y).By(s.PublishedAt(y))):
		return NewOutlook
	case known && (firm == was.Firm() || !firm):
		return DataRevision
	case s.Basis.Ends(y).By(s.PublishedAt(y)):
		return NewOutturn
	}
	return NewAnnouncement
}

// facts returns the mixture with the kinds in a set. With all and with none it
// is the facts of one of the days, as they are.
func (c *mixture) facts(in newsSet) data.Facts {
	all := newsSet(0)
	for _, k := range c.kinds() {
		all |= 1 << k
	}
	switch in &^ (1 << NewMethod) {
	case all &^ (1 << NewMethod):
		return c.now
	case 0:
		return c.old
	}
	f := c.old
	f.Panel = c.panel(in)
	f.Announcements = slices.DeleteFunc(slices.Clone(c.now.Announcements), func(a data.Announcement) bool {
		return !a.Announced.By(c.was.AsOf) && !in.has(c.announces(a))
	})
	if in.has(NewAnnouncement) {
		f.Programs, f.Pledges = c.now.Programs, c.promised(in)
	}
	return f
}

// announces is the kind of news that an announcement is.
func (c *mixture) announces(a data.Announcement) News {
	if c.gdp[undated(a.Series)] || c.foretells(a.Series) {
		return NewOutlook
	}
	return NewAnnouncement
}

// promised returns the pledges of the second day as the day of the set can see
// them: one that came since is in force at once, one that fell since is not.
func (c *mixture) promised(in newsSet) []data.Pledge {
	day := c.day(in)
	var out []data.Pledge
	for _, p := range c.now.Pledges {
		if !p.Superseded.IsZero() && !p.Superseded.By(day) {
			continue
		}
		if !p.Announced.By(day) {
			p.Announced = day
		}
		out = append(out, p)
	}
	return out
}

// panel returns the series with the news of a set.
func (c *mixture) panel(in newsSet) data.Panel {
	byID := map[string]data.Series{}
	for s := range c.old.Panel.All() {
		byID[s.ID] = s
	}
	for s := range c.now.Panel.All() {
		if t, ok := c.mix(s, in); ok {
			byID[t.ID] = t
		}
	}
	list := make([]data.Series, 0, len(byID))
	for _, s := range byID {
		list = append(list, s)
	}
	p, err := data.NewPanel(list...)
	if err != nil {
		panic("pipeline: one id for two series of a mixture")
	}
	return p
}

// mix returns a series of the second day without the news that are not in the
// set, false where that leaves nothing to add.
func (c *mixture) mix(s data.Series, in newsSet) (data.Series, bool) {
	old, known := c.old.Panel.Get(s.ID)
	if known && old.Observed() == s.Observed() {
		return s, true
	}
	if !known && s.ID != undated(s.ID) {
		if c.foretells(s.ID) {
			return s, in.has(NewOutlook) // an outlook is one word, past years and all
		}
		if ref, ok := c.old.Panel.Edition(undated(s.ID)); ok {
			return c.edition(s, ref, in)
		}
	}
	t := s.Clone()
	for i := range t.Values {
		y := t.Start + data.Year(i)
		if _, had := old.At(y); !had && !in.has(c.class(s, y, false, 0)) {
			t.Values[i] = math.NaN()
		}
	}
	t = t.Trim()
	return t, t.Observed() > 0
}

// edition mixes a new edition with the one known before: the level of the years
// that both have is revision, the growth after them other news. It has the name
// of the new edition if the revision is in the set, of the old one otherwise.
func (c *mixture) edition(s, ref data.Series, in newsSet) (data.Series, bool) {
	newest, _ := c.now.Panel.Edition(undated(s.ID))
	revised := in.has(DataRevision)
	if newest.ID != s.ID || c.exact(ref.ID) { // it is history of editions, or nobody looks at it
		return s, revised
	}
	level := rebasing(s, ref)
	t := s.Clone()
	t.Start = min(s.Start, ref.Start)
	n := int(max(s.End(), ref.End())-t.Start) + 1
	t.Values, t.Status, t.Published = make([]float64, n), make([]data.Status, n), make([]data.Date, n)
	for i := range t.Values {
		y := t.Start + data.Year(i)
		new, ok := s.At(y)
		old, known := ref.At(y)
		kind := c.class(s, y, known, ref.StatusAt(y))
		from := s
		switch {
		case kind == DataRevision && revised, !ok && revised:
			t.Values[i] = new
		case ok && kind != DataRevision && in.has(kind):
			t.Values[i] = new
			if !revised {
				t.Values[i] /= level
			}
		case kind != DataRevision && revised:
			t.Values[i], from = old*level, ref
		default:
			t.Values[i], from = old, ref
		}
		t.Status[i], t.Published[i] = from.StatusAt(y), from.PublishedAt(y)
	}
	if !revised {
		t.ID, t.Vintage, t.Source = ref.ID, ref.Vintage, ref.Source
	}
	return t.Trim(), true
}

// exact reports whether the measure names an edition of its own.
func (c *mixture) exact(id string) bool {
	return c.measure.Numerator == id || c.measure.Denominator.Series == id
}

// rebasing is what amounts of an edition are more than in the one before, in
// the last year that is firm in both; 1 for what is no money.
func rebasing(s, ref data.Series) float64 {
	for y := min(s.End(), ref.End()); s.Unit.Kind == data.Money && y >= max(s.Start, ref.Start); y-- {
		a, okA := s.At(y)
		b, okB := ref.At(y)
		if okA && okB && b != 0 && s.StatusAt(y).Firm() && ref.StatusAt(y).Firm() {
			return a / b
		}
	}
	return 1
}
