// Calibrate makes calibration.csv of package pipeline and says what it does to
// the coverage of 80 % intervals:
//
//	go run ./forecast/pipeline/testdata/calibrate forecast/pipeline/calibration.csv
//
// The replay is that of `defcast replay --panel all --from 2015 --to 2024` with
// 1000 joint paths, without calibration.
package main

import (
	"fmt"
	"log"
	"os"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/pipeline"
)

const level = 0.8

func main() {
	facts, err := snapshot.Load()
	if err != nil {
		log.Fatal(err)
	}
	cfg := pipeline.Default("")
	cfg.Draws, cfg.Raw = 1000, true
	p, err := pipeline.RerunAll(cfg, facts.Facts, facts.Countries(), 2015, 2024, 3)
	if err != nil {
		log.Fatal(err)
	}
	all := p.Strains()
	if err := os.WriteFile(os.Args[1], pipeline.WriteStrains(all), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Println("kind    pledged  lead     n  countries  factor    raw  others  in-sample  earlier")
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Kind == all[from].Kind && all[to].Pledged == all[from].Pledged && all[to].Lead == all[from].Lead {
			to++
		}
		report(all[from:to])
		from = to
	}
}

// report prints how often outcomes lay within raw intervals, those stretched by
// what other countries taught, by what all taught, and by what had been seen of
// other countries when the forecast was made.
func report(rows []pipeline.Strained) {
	every := pool(rows, func(pipeline.Strained, int) bool { return true })
	in, _ := burden.Widening(every, "", level)
	var n, raw, others, sample, known, earlier float64
	for _, r := range rows {
		c, _ := burden.Widening(every, r.Country, level)
		for i, v := range r.Values {
			// The outcome of a forecast made in a year came out Lead-1 years later.
			then, ok := burden.Widening(pool(rows, func(s pipeline.Strained, j int) bool {
				return s.Years[j]+data.Year(s.Lead)-1 <= r.Years[i]
			}), r.Country, level)
			n, raw, others, sample = n+1, raw+hit(v, 1), others+hit(v, c), sample+hit(v, in)
			if ok {
				known, earlier = known+1, earlier+hit(v, then)
			}
		}
	}
	r := rows[0]
	fmt.Printf("%-8s%-7v%6d%6.0f%11d%8.2f%7.2f%8.2f%11.2f%9.2f (of %.0f)\n", r.Kind, r.Pledged, r.Lead, n, countries(rows), in,
		raw/n, others/n, sample/n, earlier/max(1, known), known)
}

func hit(strain, factor float64) float64 {
	if strain <= factor {
		return 1
	}
	return 0
}

func pool(rows []pipeline.Strained, use func(pipeline.Strained, int) bool) []burden.Strains {
	var out []burden.Strains
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Country != r.Country {
			out = append(out, burden.Strains{Country: r.Country})
		}
		for i, v := range r.Values {
			if use(r, i) {
				last := &out[len(out)-1]
				last.Values = append(last.Values, v)
			}
		}
	}
	return out
}

func countries(rows []pipeline.Strained) int {
	var seen []string
	for _, r := range rows {
		if !slices.Contains(seen, r.Country) {
			seen = append(seen, r.Country)
		}
	}
	return len(seen)
}
