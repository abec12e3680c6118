// Record makes record.csv of package pipeline, and says what is in it:
//
//	go generate ./forecast/pipeline
//	go run ./forecast/pipeline/testdata/record forecast/pipeline/record.csv
//
// It replays every measure of the embedded figures with its default method.
package main

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"sync"

	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

func main() {
	s, err := snapshot.Load()
	if err != nil {
		log.Fatal(err)
	}
	found := make([][]pipeline.Counted, len(s.Measures))
	var wg sync.WaitGroup
	todo := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range todo {
				found[i] = pipeline.TrackRecord(s.Measures[i], s.Facts)
			}
		})
	}
	for i := range s.Measures {
		todo <- i
	}
	close(todo)
	wg.Wait()
	var rows []pipeline.Counted
	for _, r := range found {
		rows = append(rows, r...)
	}
	if err := os.WriteFile(os.Args[1], pipeline.WriteRecord(rows), 0o666); err != nil {
		log.Fatal(err)
	}
	type kind struct {
		name string
		info pipeline.Information
		h    int
	}
	n, in := map[kind]int{}, map[kind]int{}
	var order []kind
	for _, r := range rows {
		for _, k := range []kind{{r.Kind, r.Information, r.H}, {"all", r.Information, r.H}} {
			if n[k] == 0 {
				order = append(order, k)
			}
			n[k] += r.N
			in[k] += r.In80
		}
	}
	for _, k := range order {
		fmt.Printf("%-10s %-10s h=%d  %5d cases  %.3f\n", k.name, k.info, k.h, n[k], float64(in[k])/float64(n[k]))
	}
}
