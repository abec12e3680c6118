package pipeline

import (
	"errors"
	"fmt"
	"strings"

	"github.com/defcast/defcast/data"
)

// The faults of a question about a multi-year program.
var (
	ErrNoProgram = errors.New("has no multi-year program on record")
	ErrNoYears   = errors.New("no yearly amounts on record add up to it")
)

// Progress is how far a multi-year program has come: what of its totals has
// been spent, budgeted and contracted in which year, and what is left.
type Progress struct {
	CountryName string
	Name        string // of the program
	From, To    data.Year
	Basis       data.YearBasis
	Accounts    []Account
	Sources     []Citation
}

// Account is one total of a program and what counts toward it.
type Account struct {
	What         string // "spent", "budgeted", "contracted"
	Program      data.Program
	Unit         data.Unit // of the numbers below
	Total        float64
	Instalments  []Instalment // by year
	Done, Left   float64      // Left is below zero where more was done than planned
	LastOnRecord data.Year
}

// Instalment is what one year did.
type Instalment struct {
	Year         data.Year
	Initial      float64 // of the initial budget, or spent
	Supplemented float64 // added by supplementary budgets
}

// Track returns how far the newest multi-year program of a country has come,
// or the one with the id given.
//
// A total is filled by the series that the data name for it or, failing that,
// by the one whose id is that of the total behind the country's code; where a
// program has a total of outlays for a level ("…-level") besides one of regular
// budgets ("…-budgets"), the level is filled by these budgets. A series of
// supplementary budgets ("…-supp-contracts", "…-supp-outlays") adds to it.
// What was spent is the settled series of the same scope.
//
// It returns an error that wraps [ErrNoProgram] or [ErrNoYears].
func Track(facts data.Facts, country, id string) (*Progress, error) {
	if _, err := find(facts, country, ""); err != nil {
		return nil, err
	}
	head, err := newestProgram(facts, country, id)
	if err != nil {
		return nil, err
	}
	p := &Progress{CountryName: data.CountryName(country), From: head.From, To: head.To}
	p.Name, _, _ = strings.Cut(head.Name, ",")
	stem, _, _ := strings.Cut(head.ID, "-")
	var used []data.Series
	for _, want := range []struct{ what, of, supp, suffix string }{
		{"spent", "level", "", "settled"}, {"budgeted", "level", "outlays", ""}, {"contracted", "contracts", "contracts", ""},
	} {
		total, series, ok := account(facts, head, stem, want.of)
		if want.suffix != "" && ok {
			series, ok = facts.Panel.Edition(strings.Replace(series.ID, "-initial", "-"+want.suffix, 1))
			ok = ok && series.StatusAt(series.End()) == data.Settled
		}
		if !ok {
			continue
		}
		supp, _ := facts.Panel.Edition(strings.ToLower(country) + "-" + stem + "-supp-" + want.supp)
		a, ok := fill(want.what, total, series, supp)
		if ok {
			p.Accounts, p.Basis = append(p.Accounts, a), series.Basis
			used = append(used, data.Series{Source: total.Source}, series)
		}
	}
	if len(p.Accounts) == 0 {
		return nil, fmt.Errorf("%s: %s: %w", p.CountryName, head.Name, ErrNoYears)
	}
	p.Sources = cited(facts, used...)
	return p, nil
}

// newestProgram returns the program of an id or, without one, that which was
// published last; of one day's, one that a series adds up to.
func newestProgram(facts data.Facts, country, id string) (data.Program, error) {
	var best data.Program
	var ids []string
	for _, g := range facts.Programs {
		if g.Country != country {
			continue
		}
		ids = append(ids, g.ID)
		if g.ID == id {
			return g, nil
		}
		if g.Status != data.Plan {
			continue
		}
		// A sum of money by purpose that came out later is a detail of the plan.
		if c := g.To - best.To; best.ID == "" || c > 0 || c == 0 && best.Series == "" && g.Series != "" {
			best = g
		}
	}
	switch {
	case len(ids) == 0:
		return best, fmt.Errorf("%s %w", data.CountryName(country), ErrNoProgram)
	case id != "":
		return best, &UnknownError{Kind: "program", Name: id, Known: ids}
	}
	return best, nil
}

// account returns the total of a program for a purpose and the series of the
// years that fill it. Without a total of its own a level is that of the program.
func account(facts data.Facts, head data.Program, stem, of string) (data.Program, data.Series, bool) {
	total := head
	if of != "level" {
		total = data.Program{}
	}
	for _, g := range facts.Programs {
		if g.Country == head.Country && g.ID == stem+"-"+of && g.From == head.From && g.To == head.To {
			total = g
		}
	}
	series := total.Series
	switch {
	case total.ID == "":
		return total, data.Series{}, false
	case series == "" && of == "level":
		series = head.Series
	case series == "":
		series = strings.ToLower(head.Country) + "-" + total.ID
	}
	s, ok := facts.Panel.Edition(series)
	return total, s, ok && s.Unit.Kind == data.Money
}

// fill counts the years of a series and of supplementary budgets toward a
// total, false where there are none.
func fill(what string, g data.Program, s, supp data.Series) (Account, bool) {
	a := Account{What: what, Program: g, Unit: s.Unit, Total: total(g, s)}
	for y := g.From; y <= g.To; y++ {
		v, ok := s.At(y)
		if !ok {
			continue
		}
		add, also := supp.At(y)
		if !also || supp.Unit != s.Unit {
			add = 0
		}
		a.Instalments = append(a.Instalments, Instalment{Year: y, Initial: v, Supplemented: add})
		a.Done += v + add
		a.LastOnRecord = y
	}
	a.Left = a.Total - a.Done
	return a, len(a.Instalments) > 0 && a.Total > 0
}
