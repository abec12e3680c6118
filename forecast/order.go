package forecast

import (
	"cmp"
	"math"
	"slices"
)

// Order returns the places of values in ascending order, ties in the order of
// their places; NaN comes first and the two zeros are one. Sorting draws is what
// joint paths cost most, so that many are sorted by their digits: what gonum's
// floats.ArgsortStable gives, in a tenth of the time.
//
// # References
//
// Knuth, The Art of Computer Programming, vol. 3, 2nd ed., 1998, section 5.2.5.
func Order(v []float64) []int {
	order := make([]int, len(v))
	if len(v) < fewValues {
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(v[a], v[b]), a-b) })
		return order
	}
	for k, p := range radix(v) {
		order[k] = p.at
	}
	return order
}

const (
	fewValues = 512 // below it comparing is as fast
	digitBits = 11
	digits    = (64 + digitBits - 1) / digitBits
	radixes   = 1 << digitBits
)

// placed is a value as an unsigned number of the same order, and its place.
type placed struct {
	key uint64
	at  int
}

// radix sorts by the least significant digit first; each pass keeps the order of
// the one before.
func radix(v []float64) []placed {
	from, to := make([]placed, len(v)), make([]placed, len(v))
	var counts [digits][radixes]int
	for i, x := range v {
		key := ordinal(x)
		from[i] = placed{key, i}
		for d := range counts {
			counts[d][key>>(d*digitBits)%radixes]++
		}
	}
	for d := range counts {
		count := &counts[d]
		if count[from[0].key>>(d*digitBits)%radixes] == len(v) {
			continue // a digit that all share
		}
		next := 0
		for i, c := range count {
			count[i] = next
			next += c
		}
		for _, p := range from {
			digit := p.key >> (d * digitBits) % radixes
			to[count[digit]] = p
			count[digit]++
		}
		from, to = to, from
	}
	return from
}

// ordinal maps numbers to unsigned ones of the same order: the bits of a positive
// one with the sign set, those of a negative one inverted.
func ordinal(x float64) uint64 {
	if x != x {
		return 0
	}
	b := math.Float64bits(x + 0) // -0 becomes 0
	if b>>63 == 1 {
		return ^b
	}
	return b | 1<<63
}
