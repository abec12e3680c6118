package render

import (
	"bytes"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBlocks: what rows share stands above them, parts below one another, and a
// part's row that says nothing is left out.
func TestBlocks(t *testing.T) {
	nan := math.NaN()
	table := Table{Name: "x", Block: 2, Columns: []Column{{Key: "pledge"}, {Key: "by"}, {Key: "measure"}, {Key: "value", Right: true}, {Key: "odds", Right: true, Part: 1}},
		Rows: [][]any{{"a", "2027", "one", 1, 0.25}, {"a", "FY2027", "another", 22, nan}, {"b", "", "one", 3, nan}}}
	var b bytes.Buffer
	if err := tableText(&b, table); err != nil {
		t.Fatal(err)
	}
	want := `pledge a  by 2027
  measure  value
  one          1
  another     22
  measure  odds
  one      0.25

pledge b
  measure  value
  one          3
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
