package plots

import (
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/forecast/pipeline"
)

// Size is where a chart is to be seen: how large it is and how large its type
// and lines are, 1 on a printed page.
type Size struct {
	Name          string
	Width, Height vg.Length
	Scale         float64
}

// Sizes returns the sizes, the default first.
func Sizes() []Size {
	return []Size{
		{"page", 16 * vg.Centimeter, 10 * vg.Centimeter, 1},           // the text width of A4 or Letter
		{"column", 8.5 * vg.Centimeter, 9.5 * vg.Centimeter, 0.85},    // one of two columns
		{"slide", 25.4 * vg.Centimeter, 14.2875 * vg.Centimeter, 1.7}, // 16:9, as PowerPoint has it
		{"social", 6.25 * vg.Inch, 3.28125 * vg.Inch, 1.05},           // 1200 × 630 pixels
	}
}

// SizeNamed returns the size of a name, or a [*pipeline.UnknownError].
func SizeNamed(name string) (Size, error) {
	var names []string
	for _, s := range Sizes() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Size{}, &pipeline.UnknownError{Kind: "size", Name: name, Known: names}
}
