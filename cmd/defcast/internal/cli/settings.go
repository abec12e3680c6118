package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/pipeline"
)

// setting is a flag that is read by a function. The function's error either
// says what is wanted ("a whole number") or is the whole message.
type setting[T any] struct {
	to    *T
	parse func(string) (T, error)
	text  string
}

func (s *setting[T]) String() string { return s.text }
func (s *setting[T]) Type() string   { return "" }

func (s *setting[T]) Set(text string) error {
	v, err := s.parse(text)
	if err != nil {
		return err
	}
	*s.to, s.text = v, text
	return nil
}

// set adds a flag. Its default is the value it points at; byDefault shows it in
// the help.
func set[T any](f *pflag.FlagSet, to *T, parse func(string) (T, error), name, byDefault, usage string) {
	setShort(f, to, parse, name, "", byDefault, usage)
}

// setShort is [set] for a flag that has a letter as well.
func setShort[T any](f *pflag.FlagSet, to *T, parse func(string) (T, error), name, letter, byDefault, usage string) {
	f.VarP(&setting[T]{to, parse, byDefault}, name, letter, usage)
}

// settings adds the flags of a pipeline.Config to a command.
func settings(c *cobra.Command, a *app, cfg *pipeline.Config) {
	*cfg = pipeline.Default("")
	f := c.Flags()
	set(f, &cfg.Measure, parseName, "measure", "", "the ratio meant, an `ID` of \"defcast measures\" (default the country's first)")
	set(f, &cfg.Through, parseYear, "through", fmt.Sprint(int(cfg.Through)), "last `YEAR` to forecast")
	set(f, &cfg.Model, parseName, "model", "", "method, a `NAME` of \"defcast models\" (default panel for shares as published, else pool)")
	set(f, &cfg.Information, pipeline.ParseInformation, "information", cfg.Information.String(),
		"what may be known, a `SET`: history (past values only), announced (and budgets and outlooks) or plan (and multi-year plans)")
	set(f, &cfg.AsOf, parseDate, "as-of", "", "use only what had been published by `DATE`, YYYY-MM-DD")
	set(f, &cfg.Draws, parseDraws, "draws", fmt.Sprint(cfg.Draws), "number `N` of joint futures to simulate")
	set(f, &cfg.Seed, parseSeed, "seed", fmt.Sprint(cfg.Seed), "number `N` behind the draws: equal seeds give equal bytes")
	addImported(c, a)
	completeFlag(c, "measure", func(args []string) []string {
		if len(args) == 0 {
			return nil
		}
		return measureIDs(a.known(), args[len(args)-1]) // the country comes last
	})
	completeFlag(c, "model", func([]string) []string { return model.Names() })
	completeFlag(c, "information", informationNames)
}

// informationNames lists the information sets, whatever the arguments.
func informationNames([]string) []string {
	return []string{pipeline.History.String(), pipeline.Announced.String(), pipeline.Plan.String()}
}

// addLevels adds the flag of the intervals to a command.
func addLevels(c *cobra.Command, to *[]float64) {
	*to = []float64{50, 80, 95}
	set(c.Flags(), to, parseLevels, "level", "50,80,95", "central intervals to show, percentages `LIST`")
}

func parseName(s string) (string, error) {
	if s == "" {
		return "", errors.New("a name")
	}
	return s, nil
}

func parseFile(s string) (string, error) {
	if s == "" {
		return "", errors.New("the name of a file")
	}
	return s, nil
}

func parseYear(s string) (data.Year, error) {
	y, err := strconv.Atoi(s)
	if err != nil || y < 1 {
		return 0, fmt.Errorf("a year, like %d", pipeline.DefaultThrough)
	}
	if y > int(pipeline.MaxThrough) {
		return 0, &pipeline.RangeError{Value: s, Want: fmt.Sprintf("at most %d", pipeline.MaxThrough)}
	}
	return data.Year(y), nil
}

func parseDate(s string) (data.Date, error) {
	d, err := data.ParseDate(s)
	if err != nil || d.IsZero() {
		return d, errors.New("a date, like 2025-12-26")
	}
	return d, nil
}

func parseDraws(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, errors.New("a whole number")
	}
	if n < pipeline.MinDraws || n > pipeline.MaxDraws {
		want := fmt.Sprintf("%d to %d", pipeline.MinDraws, pipeline.MaxDraws)
		return 0, &pipeline.RangeError{Setting: "--draws", Value: s, Want: want}
	}
	return n, nil
}

func parseSeed(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, errors.New("a whole number that is not negative")
	}
	return n, nil
}

// parseLevels reads the levels of intervals, "50,80,95".
func parseLevels(s string) ([]float64, error) {
	var levels []float64
	for word := range strings.SplitSeq(s, ",") {
		l, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil || !(l > 0 && l < 100) { // NaN is neither
			return nil, errors.New("percentages between 0 and 100, like 50,80,95")
		}
		levels = append(levels, l)
	}
	slices.Sort(levels)
	if len(slices.Compact(slices.Clone(levels))) < len(levels) {
		return nil, errors.New("each level once, like 50,80,95")
	}
	return levels, nil
}
