package data

import (
	"slices"
	"strings"
)

// group is countries that are looked at together.
type group struct{ name, about, members string }

// groups are the panels that can be asked for by name, beside "all". NATO is
// the alliance of 2024; Iceland has no armed forces and is in no table of
// NATO's. Türkiye counts as Europe there.
var groups = []group{
	{"nato", "the Allies of 2024 that have armed forces", "USA CAN " + natoEurope},
	{"nato-europe", "those of Europe, Türkiye among them", natoEurope},
	{"asia", "Asia and the Pacific", "AUS CHN IND JPN KOR NZL PHL SGP TWN"},
	{"g7", "the Group of Seven", "CAN DEU FRA GBR ITA JPN USA"},
	{"neighbours", "Japan, those around it, and its ally", "JPN CHN KOR PRK RUS TWN USA"},
}

const natoEurope = "ALB BEL BGR CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN SWE TUR"

// Groups returns the names of the panels of countries, in the order to show
// them.
func Groups() []string {
	names := []string{"all"}
	for _, g := range groups {
		names = append(names, g.name)
	}
	return names
}

// Group returns the codes of a panel's countries, in their order, of those that
// have a measure; false for a name that is not in [Groups].
func (f Facts) Group(name string) ([]string, bool) {
	have := f.Countries()
	if name == "all" {
		return have, true
	}
	i := slices.IndexFunc(groups, func(g group) bool { return g.name == name })
	if i < 0 {
		return nil, false
	}
	members := strings.Fields(groups[i].members)
	return slices.DeleteFunc(have, func(c string) bool { return !slices.Contains(members, c) }), true
}

// AboutGroup says in words what a panel is, empty for a name that is none.
func AboutGroup(name string) string {
	if name == "all" {
		return "every country with a measure"
	}
	for _, g := range groups {
		if g.name == name {
			return g.about
		}
	}
	return ""
}
