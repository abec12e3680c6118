package data

import "slices"

// Source is where figures come from, an entry of SOURCES.md.
type Source struct {
	Key       string // as in Series.Source
	Publisher string
	Title     string
	Published Date
	Terms     string // licence or terms of use
}

// Facts is all that a forecast may draw on: the series and what gives them
// meaning. Slices are in a fixed order, measures in that of their importance.
type Facts struct {
	Panel         Panel
	Measures      []Measure
	Announcements []Announcement
	Programs      []Program // multi-year totals, in the order of country and id
	Pledges       []Pledge
	Sources       []Source
	SHA256        string // of the files they were read from
}

// AsOf returns the facts that had been published by the end of a day. Measures
// and sources are definitions and stay.
func (f Facts) AsOf(d Date) Facts {
	if d.IsZero() {
		return f
	}
	f.Panel = f.Panel.AsOf(d)
	f.Announcements = slices.DeleteFunc(slices.Clone(f.Announcements), func(a Announcement) bool { return !a.Announced.By(d) })
	f.Programs = slices.DeleteFunc(slices.Clone(f.Programs), func(p Program) bool { return !p.Published.By(d) })
	f.Pledges = slices.DeleteFunc(slices.Clone(f.Pledges), func(p Pledge) bool { return !p.Announced.By(d) })
	for i, p := range f.Pledges {
		if !p.Superseded.By(d) { // nobody knew yet
			f.Pledges[i].Superseded = Date{}
		}
	}
	return f
}

// Latest returns the day on which the newest value of any series was published.
func (f Facts) Latest() Date {
	var latest Date
	for s := range f.Panel.All() {
		for y := s.Start; y <= s.End(); y++ {
			if d := s.PublishedAt(y); d.Compare(latest) > 0 {
				latest = d
			}
		}
	}
	return latest
}

// Countries returns the codes of the countries that have a measure, in order.
func (f Facts) Countries() []string {
	var codes []string
	for _, m := range f.Measures {
		codes = append(codes, m.Country)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// MeasuresOf returns the measures of a country, the most important first.
func (f Facts) MeasuresOf(country string) []Measure {
	return slices.DeleteFunc(slices.Clone(f.Measures), func(m Measure) bool { return m.Country != country })
}
