package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/data"
)

// addImported gives a command that answers from facts the flag that adds the
// user's own. Without the flag only what is built in counts, so that equal
// command lines give equal answers on every machine.
func addImported(c *cobra.Command, a *app) {
	set(c.Flags(), &a.dataDir, parseFile, "data", "", "use the figures imported to folder `DIR` as well (default only those built in)")
}

// evidence returns the facts to answer from: what is built in and, where the
// user names a folder of imported figures, these with their measures. A folder
// that is not there is a slip of the pen: an answer from what is built in alone
// would pass for one from the user's figures.
func (a *app) evidence() (data.Facts, error) {
	if a.dataDir == "" {
		return a.facts()
	}
	if err := a.checkFolder(); err != nil {
		return data.Facts{}, err
	}
	builtIn, err := a.facts()
	if err != nil {
		return builtIn, err
	}
	facts, err := a.figures()
	if err != nil {
		return facts, err
	}
	if facts.SHA256, err = a.fingerprint(builtIn.SHA256); err != nil {
		return facts, err
	}
	facts.Measures = slices.Clone(facts.Measures)
	for s := range facts.Panel.All() {
		if _, ok := builtIn.Panel.Get(s.ID); !ok && shareOfGDP(s) {
			facts.Measures = append(facts.Measures, importedMeasure(s, facts.Sources))
		}
	}
	return facts, nil
}

// checkFolder refuses a --data that is no folder, or is not there unless the
// command makes it.
func (a *app) checkFolder() error {
	info, err := os.Stat(a.dataDir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && a.newData:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("read --data %s: there is no such folder (want one that \"defcast data import --data\" wrote)", a.dataDir)
	case err != nil:
		return fmt.Errorf("read --data: %w", err)
	case !info.IsDir():
		return fmt.Errorf("read --data %s: it is a file (want a folder that \"defcast data import --data\" wrote)", a.dataDir)
	}
	return nil
}

// fingerprint is the hash of the figures built in and of every imported
// vintage, whose name holds the checksum of its own.
func (a *app) fingerprint(builtIn string) (string, error) {
	st, err := a.store()
	if err != nil {
		return "", err
	}
	vintages, err := st.List()
	if err != nil || len(vintages) == 0 {
		return builtIn, err
	}
	names := []string{builtIn}
	for _, v := range vintages {
		names = append(names, v.Name())
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(names, "\n")))), nil
}

// shareOfGDP reports whether a publisher's series is a country's share of GDP
// by its own reckoning: the name is all that files say of it.
func shareOfGDP(s data.Series) bool {
	name := strings.ToLower(s.Name)
	return s.Unit == data.Fraction && len(s.Country) == 3 && s.Observed() > 0 &&
		(strings.Contains(name, "share of gdp") || strings.Contains(name, "% of gdp"))
}

// importedMeasure is the ratio that an imported series is: its id without the
// country, vintage included, since another edition is another definition.
func importedMeasure(s data.Series, sources []data.Source) data.Measure {
	publisher := "the publisher"
	if i := slices.IndexFunc(sources, func(x data.Source) bool { return x.Key == s.Source }); i >= 0 {
		publisher = sources[i].Publisher
	}
	return data.Measure{
		ID: strings.TrimPrefix(s.ID, strings.ToLower(s.Country)+"-"), Country: s.Country, Name: strings.TrimSuffix(s.Name, ", share of GDP"),
		Numerator: s.ID, Stage: data.Settled, Basis: s.Basis,
		Denominator: data.Denominator{Kind: data.Published, Label: fmt.Sprintf("GDP, as %s has it (imported, edition of %s)", publisher, s.Vintage)},
		Counts:      "What " + publisher + " counts: " + s.Name,
		Source:      s.Source,
	}
}
