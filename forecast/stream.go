package forecast

import (
	"hash/fnv"
	"math/rand/v2"
)

// Stream returns the source of random numbers of one use, keyed by the seed
// and the names of the use (country, model, …). Streams of different keys are
// unrelated, so that adding a country or a model moves no other number.
func Stream(seed uint64, keys ...string) rand.Source {
	h := fnv.New64a()
	for _, k := range keys {
		h.Write([]byte(k)) // never fails, says hash.Hash
		h.Write([]byte{0})
	}
	return rand.NewPCG(seed, h.Sum64())
}
