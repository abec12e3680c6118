package bridge

import (
	"slices"
	"sync"
	"testing"

	"github.com/defcast/defcast/data"
)

// lot returns records of some countries, told apart by a seed.
func lot(seed float64) []Record {
	var out []Record
	for c := range 6 {
		r := Record{}
		for t := range 5 {
			r.Years = append(r.Years, data.Year(2015+t))
			r.Log = append(r.Log, seed*float64((7*c+3*t)%5)/100+float64((5*t+c)%7)/50)
		}
		out = append(out, r)
	}
	return out
}

// What is remembered is what learning afresh gives, whoever asks in whatever
// order, and a caller who changes its records changes no lesson.
func TestMemory(t *testing.T) {
	var m memory
	var wait sync.WaitGroup
	for i := range 4 * remembered {
		wait.Go(func() {
			records := lot(float64(i%(remembered+1)) + 1)
			got, err := m.of(records)
			want, wantErr := learn(records)
			if got != want || err != nil || wantErr != nil {
				t.Errorf("lot %d: %v (%v), learnt afresh %v (%v)", i%(remembered+1), got, err, want, wantErr)
			}
		})
	}
	wait.Wait()
	if len(m.last) != remembered {
		t.Errorf("%d lessons are kept, want %d", len(m.last), remembered)
	}
	records := lot(9)
	before, _ := m.of(records)
	records[0].Log[0]++
	after, _ := m.of(records)
	if again, _ := m.of(lot(9)); again != before || after == before {
		t.Errorf("first %v, with another value %v, again %v", before, after, again)
	}
}

// Countries of the same years share a joint distribution: the deviance is that
// of each by itself.
func TestDevianceShares(t *testing.T) {
	p := Panel{Mean: 0.1, Noise: 0.05, Level: 2, Drift: 0.5, DF: 6}
	records := lot(1)
	records[2].Years = slices.Clone(records[2].Years)
	records[2].Years[4]++
	want := 0.0
	for _, r := range records {
		want += deviance([]Record{r}, p)
	}
	if got := deviance(records, p); got != want {
		t.Errorf("deviance %v, one by one %v", got, want)
	}
}
