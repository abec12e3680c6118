package datatest

import (
	"encoding/csv"
	"os"
	"testing"
)

// Table reads a CSV file of reference numbers as one map from column to field
// a row; empty fields are left out.
func Table(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, field := range row {
			if field != "" {
				m[rows[0][i]] = field
			}
		}
		out = append(out, m)
	}
	return out
}
