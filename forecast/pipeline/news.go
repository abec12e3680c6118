package pipeline

import (
	"fmt"
	"math"
	"strings"

	"github.com/defcast/defcast/data"
)

// gather lists the news between the two days, of the measure's own series one by
// one and of the others by their number.
func (c *mixture) gather() {
	for s := range c.now.Panel.All() {
		old, known := c.old.Panel.Get(s.ID)
		switch ref, ok := c.old.Panel.Edition(undated(s.ID)); {
		case known && old.Observed() == s.Observed():
		case !known && c.foretells(s.ID) && s.ID != undated(s.ID):
			c.gatherOutlook(s, ref)
		case !known && ok && s.ID != undated(s.ID):
			c.gatherEdition(s, ref)
		default:
			c.gatherValues(s, old, 1)
		}
	}
	c.gatherPlans()
	for y := data.Year(c.was.AsOf.Year) - 2; y <= data.Year(c.cfg.AsOf.Year)+1; y++ {
		if b := c.measure.Basis; b.Ends(y).By(c.cfg.AsOf) && !b.Ends(y).By(c.was.AsOf) {
			c.add(NewOutturn, Item{Year: y, Value: math.NaN(), Before: math.NaN(), Says: b.Label(y) + " has ended", Published: b.Ends(y)})
		}
	}
	if c.was.Model != c.cfg.Model || c.was.Information != c.cfg.Information || c.was.Seed != c.cfg.Seed || c.was.Draws != c.cfg.Draws {
		c.add(NewMethod, Item{Value: math.NaN(), Before: math.NaN(), Says: settingsOf(c.cfg) + " in place of " + settingsOf(c.was)})
	}
}

func settingsOf(cfg Config) string {
	return english.Sprintf("%s, %s, %d paths, seed ", cfg.Model, cfg.Information, cfg.Draws) + fmt.Sprint(cfg.Seed)
}

func (c *mixture) add(k News, it Item) { c.items[k] = append(c.items[k], it) }

// gatherValues lists the values that old does not have.
func (c *mixture) gatherValues(s, old data.Series, level float64) {
	for y := s.Start; y <= s.End(); y++ {
		v, ok := s.At(y)
		was, had := old.At(y)
		if !ok || had && v == was {
			continue
		}
		k := c.class(s, y, had, old.StatusAt(y))
		if k == DataRevision {
			continue // told of the edition as a whole
		}
		if !c.own[undated(s.ID)] {
			c.others[k]++
			continue
		}
		before := math.NaN()
		says := fmt.Sprintf("%s, %s: %s (%s)", s.Name, s.Basis.Label(y), amount(v, s.Unit), s.StatusAt(y))
		if had {
			before = was * level
			says += ", was " + amount(before, s.Unit)
		}
		c.add(k, Item{Series: s.ID, Year: y, Value: v, Before: before, Unit: s.Unit, Says: says, Published: s.PublishedAt(y), Source: s.Source})
	}
}

// gatherEdition lists what a new edition says otherwise than the one known
// before, and what it adds.
func (c *mixture) gatherEdition(s, ref data.Series) {
	newest, _ := c.now.Panel.Edition(undated(s.ID))
	if newest.ID != s.ID || !c.own[undated(s.ID)] || c.exact(ref.ID) {
		c.others[DataRevision]++
		return
	}
	c.gatherValues(s, ref, rebasing(s, ref))
	lo, hi := math.Inf(1), math.Inf(-1)
	var last, first data.Year
	for y := s.Start; y <= s.End(); y++ {
		v, ok := s.At(y)
		was, known := ref.At(y)
		if !ok || !known || c.class(s, y, known, ref.StatusAt(y)) != DataRevision {
			continue
		}
		if first == 0 {
			first = y
		}
		last = y
		lo, hi = min(lo, 100*(v/was-1)), max(hi, 100*(v/was-1))
	}
	if first == 0 {
		first, last, lo, hi = s.Start, s.Start, 0, 0
	}
	v, _ := s.At(last)
	was, _ := ref.At(last)
	says := fmt.Sprintf("%s, edition of %s in place of %s: %s to %s differ by %+.1f to %+.1f %%, %[5]s by %+.1[8]f %%",
		s.Name, s.Vintage, ref.Vintage, s.Basis.Label(first), s.Basis.Label(last), lo, hi, 100*(v/was-1))
	c.add(DataRevision, Item{Series: s.ID, Year: last, Value: v, Before: was, Unit: s.Unit, Says: says, Published: s.Vintage, Source: s.Source})
}

// gatherOutlook lists what the newest edition of an outlook foretells otherwise
// than the one known before.
func (c *mixture) gatherOutlook(s, ref data.Series) {
	newest, _ := c.now.Panel.Edition(undated(s.ID))
	if own := worldEditions(c.now.Panel)[s.Country]; strings.HasSuffix(undated(s.ID), worldReal) && len(own) > 0 {
		newest = own[len(own)-1].Series // not an update, which no forecast uses
	}
	if newest.ID != s.ID || !c.own[undated(s.ID)] {
		c.others[NewOutlook]++
		return
	}
	c.gatherValues(s.Window(data.Year(s.Vintage.Year), c.cfg.Through), ref, 1)
}

// gatherPlans lists programs, levels that plans name, and pledges on the measure.
func (c *mixture) gatherPlans() {
	for _, p := range c.now.Programs {
		if p.Published.By(c.was.AsOf) {
			continue
		}
		if !c.own[p.Series] {
			c.others[NewAnnouncement]++
			continue
		}
		c.add(NewAnnouncement, Item{Series: p.Series, Year: p.To, Value: p.Value, Before: math.NaN(), Unit: p.Unit, Published: p.Published, Source: p.Source,
			Says: fmt.Sprintf("%s (%s), %s to %s: %s", p.Name, p.ID, c.measure.Basis.Label(p.From), c.measure.Basis.Label(p.To), amount(p.Value, p.Unit))})
	}
	for _, a := range c.now.Announcements {
		if a.Stage == data.Plan && !a.Announced.By(c.was.AsOf) && c.own[undated(a.Series)] {
			c.add(c.announces(a), Item{Series: a.Series, Year: a.Year, Value: a.Value, Before: math.NaN(), Unit: a.Unit, Published: a.Announced, Source: a.Source,
				Says: fmt.Sprintf("level foreseen for %s: %s", c.measure.Basis.Label(a.Year), amount(a.Value, a.Unit))})
		}
	}
	for _, p := range c.now.Pledges {
		came, fell := !p.Announced.By(c.was.AsOf), !p.Superseded.IsZero() && !p.Superseded.By(c.was.AsOf)
		switch {
		case !came && !fell:
		case p.Country != c.measure.Country || p.Measure != c.measure.ID:
			c.others[NewAnnouncement]++
		default:
			it := Item{Series: p.ID, Year: p.By, Value: p.Level, Before: math.NaN(), Unit: data.Fraction, Published: p.Announced, Source: p.Source,
				Says: fmt.Sprintf("pledge %s: %s", p.ID, p.Text)}
			if fell {
				it.Published, it.Says = p.Superseded, "superseded: "+it.Says
			}
			c.add(NewAnnouncement, it)
		}
	}
}
