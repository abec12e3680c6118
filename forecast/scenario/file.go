package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
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

// fault is an error that [yaml.FormatError] shows with its line and a caret.
func fault(tk *token.Token, format string, args ...any) error {
	return &yaml.SyntaxError{Message: fmt.Sprintf(format, args...), Token: tk}
}

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
		rest = append(rest, v)
	}
	if name == nil {
		return fault(node.GetToken(), "want a rule by name, like rule: hold (there is %s)", strings.Join(Names(), ", "))
	}
	make, ok := rules[name.Value]
	if !ok {
		return fault(name, "unknown rule %q (there is %s)", name.Value, strings.Join(Names(), ", "))
	}
	e.Rule = make()
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

// Parse reads a scenario file. Unknown keys, rules and settings are errors, which
// say line and column and show the place with a caret.
//
//	name: stall
//	story: GDP stands still and the budget keeps its share
//	rules:
//	  - {rule: gdp, growth: 0%, from: 2027}
//	  - {rule: hold, what: share, from: 2027}
func Parse(text []byte) (Scenario, error) {
	var file struct {
		Name   string  `yaml:"name"`
		Story  string  `yaml:"story"`
		Source string  `yaml:"source"`
		Rules  []entry `yaml:"rules"`
	}
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return Scenario{}, fmt.Errorf("read scenario: %s", yaml.FormatError(err, false, true))
	}
	s := Scenario{Name: file.Name, Story: file.Story, Source: file.Source}
	for _, e := range file.Rules {
		if e.Rule == nil {
			return Scenario{}, fmt.Errorf("read scenario %s: an empty rule", file.Name)
		}
		s.Rules = append(s.Rules, e.Rule)
	}
	if s.Name == "" || len(s.Rules) == 0 {
		return Scenario{}, fmt.Errorf("read scenario: want a name and at least one rule")
	}
	return s, nil
}
