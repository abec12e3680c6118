package snapshot

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

// TestPastOutlooks compares the transcription of past editions with what the
// reports themselves print, rounded to tenths of a point: table 1.1 of the World
// Economic Outlook of the edition, the year under way and the next.
func TestPastOutlooks(t *testing.T) {
	s := mustLoad(t)
	for _, tt := range []struct {
		edition, country string
		year             data.Year
		this, next       float64
	}{
		{"2008-10", "JPN", 2008, 0.7, 0.5}, {"2008-10", "USA", 2008, 1.6, 0.1},
		{"2009-04", "JPN", 2009, -6.2, 0.5}, {"2009-04", "USA", 2009, -2.8, 0.0}, {"2009-04", "KOR", 2009, -4.0, 1.5},
		{"2013-10", "JPN", 2013, 2.0, 1.2}, {"2013-10", "USA", 2013, 1.6, 2.6}, {"2013-10", "KOR", 2013, 2.8, 3.7},
		{"2020-04", "JPN", 2020, -5.2, 3.0}, {"2020-04", "USA", 2020, -5.9, 4.7}, {"2020-04", "KOR", 2020, -1.2, 3.4},
		{"2022-10", "JPN", 2022, 1.7, 1.6}, {"2022-10", "USA", 2022, 1.6, 1.0}, {"2022-10", "KOR", 2022, 2.6, 2.0},
	} {
		series, ok := s.Panel.Get(strings.ToLower(tt.country) + "-gdp-growth-real@weo" + tt.edition)
		if !ok {
			t.Errorf("no outlook of %s for %s", tt.edition, tt.country)
			continue
		}
		for i, want := range []float64{tt.this, tt.next} {
			v, _ := series.At(tt.year + data.Year(i))
			if got := 100 * v; math.Abs(got-want) > 0.0501 {
				t.Errorf("%s %s: growth %d = %.3f, the report prints %.1f", tt.edition, tt.country, int(tt.year)+i, got, want)
			}
		}
	}
}

// TestOutlookRecord counts what a record of the outlook's errors can be learned
// from, and finds that a year two years back has hardly been revised since: a
// slip in the transcription would stand out.
func TestOutlookRecord(t *testing.T) {
	s := mustLoad(t)
	for _, tt := range []struct {
		country  string
		editions int // of April and September or October, 2002-2024
		far      float64
	}{{"jpn", 44, 0.011}, {"kor", 43, 0.008}, {"usa", 37, 0.014}} {
		actual, _ := s.Panel.Get(tt.country + "-gdp-growth-real@weo2025-10")
		n := 0
		for series := range s.Panel.All() {
			if !strings.HasPrefix(series.ID, tt.country+"-gdp-growth-real@weo") || series.Source != "imf-weo-historical" {
				continue
			}
			n++
			for i, v := range series.Values {
				if series.Status[i] != data.Settled {
					continue
				}
				if now, ok := actual.At(series.Start + data.Year(i)); ok && math.Abs(v-now) > tt.far {
					t.Errorf("%s %d: %.4f, now %.4f", series.ID, int(series.Start)+i, v, now)
				}
			}
		}
		if n != tt.editions {
			t.Errorf("%s: %d editions, want %d", tt.country, n, tt.editions)
		}
	}
}
