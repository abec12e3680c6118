package cli

import (
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// findCountry returns the code of a country given by code or by name.
func findCountry(facts data.Facts, name string) (string, error) {
	codes := facts.Countries()
	var names []string
	for _, code := range codes {
		if called(name, code, data.CountryName(code)) {
			return code, nil
		}
		names = append(names, data.CountryName(code))
	}
	for _, c := range data.Countries() {
		if called(name, c.Code, c.Name) {
			return "", usagef("no figures of %s (want %s)", c.Name, strings.Join(codes, ", "))
		}
	}
	err := &pipeline.UnknownError{Kind: "country", Name: name, Known: append(names, codes...)}
	if err.Suggest() == "" {
		err.Known = codes
	}
	return "", err
}

func called(name, code, full string) bool {
	return strings.EqualFold(name, code) || strings.EqualFold(name, full)
}

// measureIDs lists the measures of a country, none for an unknown one.
func measureIDs(facts data.Facts, country string) []string {
	code, err := findCountry(facts, country)
	if err != nil {
		return nil
	}
	var ids []string
	for _, m := range facts.MeasuresOf(code) {
		ids = append(ids, m.ID)
	}
	return ids
}
