package store_test

import (
	"fmt"
	"os"

	"github.com/defcast/defcast/data/datapackage"
	"github.com/defcast/defcast/data/source"
	"github.com/defcast/defcast/data/store"
)

// Storing the same figures twice changes nothing.
func ExampleStore_Plan() {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	editions, err := source.Read("x.csv", []byte("iso3,year,variable,value,unit,vintage\nJPN,2024,share,1.4,percent,2025-04\n"), source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := store.Store{Dir: dir}
	for range 2 {
		p, err := s.Plan(editions[0], datapackage.Input{File: "x.csv"})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(p.Source, p.Published, p.Exists)
		if err := s.Write(p); err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// tidy 2025-04 false
	// tidy 2025-04 true
}
