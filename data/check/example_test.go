package check_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/check"
)

// GDP on a new base: the newer vintage lies above the older for good.
func ExampleRun() {
	old := data.Series{ID: "jpn-gdp@2025-09", Country: "JPN", Unit: data.Unit{Kind: data.Money, Currency: "JPY", Scale: 12},
		Start: 2021, Values: []float64{553, 560, 591, 608}, Vintage: data.MustDate("2025-09")}
	revised := old
	revised.ID, revised.Vintage, revised.Values = "jpn-gdp@2025-12", data.MustDate("2025-12"), []float64{575, 584, 616, 634.2}
	found, err := check.Run([]data.Series{old, revised})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found {
		fmt.Println(f)
	}
	// Output: base: jpn-gdp@2025-09 and jpn-gdp@2025-12 2021–2024: the newer vintage is ×1.043 in 4 years; ×1.043 in 2024: not on the same base
}
