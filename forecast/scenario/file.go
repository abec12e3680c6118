package scenario

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/defcast/defcast/data"
)

// Percent is a fraction that files write as "2%" or 0.02.
type Percent float64

// UnmarshalYAML reads "2%", "-1.5 %" or a plain number, which is a fraction.
func (p *Percent) UnmarshalYAML(node ast.Node) error {
	tk := node.GetToken()
	text, percent := strings.CutSuffix(strings.TrimSpace(tk.Value), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || v-v != 0 { // NaN and infinities
		return fault(tk, "want a percentage or a fraction, like 2%% or 0.02")
	}
	if percent {
		v /= 100
	}
	if v < -10 || v > 10 {
		return fault(tk, "%s is beyond 1,000 %% (want a fraction, or a percentage with its sign, like 2%%)", tk.Value)
	}
	*p = Percent(v)
	return nil
}

// Rates are yearly rates: one for all years, or a list with one a year.
type Rates []Percent

// UnmarshalYAML reads "2%" or [2%, 1%, 0%].
func (r *Rates) UnmarshalYAML(node ast.Node) error {
	values := []ast.Node{node}
	if list, ok := node.(*ast.SequenceNode); ok {
		values = list.Values
	}
	if len(values) == 0 {
		return fault(node.GetToken(), "want a percentage, or one a year, like [2%%, 1%%]")
	}
	*r = make(Rates, len(values))
	for i, v := range values {
		if err := (*r)[i].UnmarshalYAML(v); err != nil {
			return err
		}
	}
	return nil
}

// at returns the rate of the k-th year, counted from 0; the last one stays.
func (r Rates) at(k int) Percent { return r[min(k, len(r)-1)] }

// Money is an amount that files write with its scale, "500 bn" or "JPY 0.5 tn", so
// that nobody takes millions for billions.
type Money struct {
	Value    float64 // of the currency, without scale
	Currency string  // empty for that of spending
}

var scales = map[string]float64{"m": 1e6, "bn": 1e9, "tn": 1e12}

// UnmarshalYAML reads an amount.
func (m *Money) UnmarshalYAML(node ast.Node) error {
	tk := node.GetToken()
	words := strings.Fields(tk.Value)
	if len(words) == 3 && len(words[0]) == 3 && strings.ToUpper(words[0]) == words[0] {
		m.Currency, words = words[0], words[1:]
	}
	if len(words) != 2 || scales[words[1]] == 0 {
		return fault(tk, "want an amount with its scale: m, bn or tn, like 500 bn")
	}
	v, err := strconv.ParseFloat(words[0], 64)
	if err != nil || v-v != 0 || v < 0 || v > 1e9 {
		return fault(tk, "want an amount with its scale, like 500 bn")
	}
	m.Value = v * scales[words[1]]
	return nil
}

// in returns the amount in a unit of money; nothing is nothing in any unit.
func (m Money) in(u data.Unit) (float64, error) {
	if m.Value == 0 {
		return 0, nil
	}
	if u.Kind != data.Money || m.Currency != "" && m.Currency != u.Currency {
		return 0, fmt.Errorf("%w: spending is in %s, the amount in %s", ErrRule, u, cmp.Or(m.Currency, "money"))
	}
	return m.Value / math.Pow10(u.Scale), nil
}

// fault is an error that [yaml.FormatError] shows with its line and a caret.
func fault(tk *token.Token, format string, args ...any) error {
	return &yaml.SyntaxError{Message: fmt.Sprintf(format, args...), Token: tk}
}

// integers are the keys of years and of counts of them.
var integers = []string{"from", "to", "by", "year", "years"}

// entry is a rule in a file: a mapping whose key "rule" says which.
type entry struct{ Rule }

// UnmarshalYAML reads the rule by its name, refusing what it does not know.
func (e *entry) UnmarshalYAML(node ast.Node) error {
	m, ok := node.(*ast.MappingNode)
	if !ok {
		return fault(node.GetToken(), "want a rule, like {rule: hold, what: share}")
	}
	var rest []*ast.MappingValueNode
	var name *token.Token
	for _, v := range m.Values {
		if v.Key.String() == "rule" {
			name = v.Value.GetToken()
			continue
		}
		// The decoder would take 2027.5 for 2027.
		if _, ok := v.Value.(*ast.IntegerNode); !ok && slices.Contains(integers, v.Key.String()) {
			return fault(v.Value.GetToken(), "%s wants a whole number", v.Key)
		}
		rest = append(rest, v)
	}
	if name == nil {
		return fault(node.GetToken(), "want a rule by name, like rule: hold (there is %s)", strings.Join(Names(), ", "))
	}
	kind, ok := rules[name.Value]
	if !ok {
		return fault(name, "unknown rule %q (there is %s)", name.Value, strings.Join(Names(), ", "))
	}
	e.Rule = kind.make()
	settings := *m
	settings.Values = rest
	if err := yaml.NodeToValue(&settings, e.Rule, yaml.Strict()); err != nil {
		return err
	}
	if err := e.Check(); err != nil {
		return fault(name, "%v", err)
	}
	return nil
}

// plain refuses tags, anchors and aliases: a list of rules needs none, and the decoder
// does not stand all of them. It returns the first token, to point at.
func plain(text []byte) (*token.Token, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, err
	}
	var v fancy
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			ast.Walk(&v, doc.Body)
			bodies = append(bodies, doc.Body)
		}
	}
	switch {
	case v.err != nil:
		return nil, v.err
	case len(bodies) == 0:
		return nil, errors.New("an empty file (want a name and at least one rule)")
	case len(bodies) > 1:
		return nil, fault(bodies[1].GetToken(), "several documents (want one scenario a file)")
	}
	first := bodies[0].GetToken()
	for first.Prev != nil {
		first = first.Prev
	}
	return first, nil
}

// fancy keeps the first node that is no plain YAML.
type fancy struct{ err error }

// Visit looks at a node.
func (v *fancy) Visit(node ast.Node) ast.Visitor {
	switch node.(type) {
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		if v.err == nil {
			v.err = fault(node.GetToken(), "tags, anchors and aliases have no place in a scenario")
		}
	}
	return v
}

// Parse reads a scenario file. Unknown keys, rules and settings are errors, which
// say line and column and show the place with a caret.
//
//	name: stall
//	story: GDP stands still and the budget keeps its share
//	source: why anyone should think so
//	country: JPN       # the only one it is for; left out for any
//	rules:
//	  - {rule: gdp, growth: 0%, from: 2027}
//	  - {rule: hold, what: share, from: 2027}
func Parse(text []byte) (Scenario, error) {
	var file struct {
		Name    string  `yaml:"name"`
		Story   string  `yaml:"story"`
		Source  string  `yaml:"source"`
		Country string  `yaml:"country"`
		Rules   []entry `yaml:"rules"`
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // as editors on Windows begin a file
	if !legible(text) {
		return Scenario{}, errors.New("read scenario: not text (want YAML in UTF-8)")
	}
	top, err := plain(text)
	if err == nil {
		err = yaml.UnmarshalWithOptions(text, &file, yaml.Strict())
	}
	s := Scenario{Name: file.Name, Story: file.Story, Source: file.Source, Country: file.Country, Ref: file.Name}
	for _, e := range file.Rules {
		s.Rules = append(s.Rules, e.Rule)
	}
	switch {
	case err != nil:
	case slices.Contains(s.Rules, nil):
		err = fault(top, "an empty rule among the rules")
	case s.Name == "" || len(s.Rules) == 0:
		err = fault(top, "want a name and at least one rule")
	case s.Country != "" && !data.Known(s.Country):
		err = fault(top, "unknown country %q (want a code, like JPN)", s.Country)
	}
	if err != nil {
		return Scenario{}, fmt.Errorf("read scenario: %s", strings.TrimRight(yaml.FormatError(err, false, true), " \n"))
	}
	return s, nil
}

// legible reports whether a text is one: what is none would be shown around the
// caret of an error, and its control characters are a terminal's commands.
func legible(text []byte) bool {
	return utf8.Valid(text) && !bytes.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r)
	})
}
