package pipeline

import "testing"

// The first two are the textbook examples of Levenshtein's distance.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"kitten", "sitting", 3}, {"saturday", "sunday", 3}, {"", "abc", 3}, {"same", "same", 0},
		{"fna", "fan", 1}, {"drfit", "drift", 1}, {"ca", "abc", 3}, // a swapped pair is not edited again
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"arima", "drift", "ets", "naive", "pool"}
	for _, c := range []struct{ name, want string }{
		{"ats", "ets"}, {"tes", "ets"}, {"DRFIT", "drift"}, {"naïve", "naive"}, {"astrology", ""}, {"", ""},
	} {
		if got := (&UnknownError{Kind: "model", Name: c.name, Known: known}).Suggest(); got != c.want {
			t.Errorf("suggests %q for %q, want %q", got, c.name, c.want)
		}
	}
}
