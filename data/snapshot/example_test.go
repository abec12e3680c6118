package snapshot_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
)

// The yen of FY2025 over two denominators, and where the number stands.
func Example() {
	s, err := snapshot.Load()
	if err != nil {
		panic(err)
	}
	spend, _ := s.Panel.Get("jpn-nss-official")
	gdp, _ := s.Panel.Edition("jpn-gdp-fy")
	yen, _ := spend.At(2025)
	now, _ := gdp.At(2025)
	f, _ := s.Figure("jpn-nss-official", 2025)
	fmt.Printf("%.2f %% of FY2022 GDP, %.2f %% of FY2025 GDP (%s)\n", 100*yen/560200, 100*yen/now, gdp.ID)
	fmt.Printf("%s, published %s, source %s\n", f.Status, f.Published, f.Source)
	// Output:
	// 1.96 % of FY2022 GDP, 1.64 % of FY2025 GDP (jpn-gdp-fy@2026q2)
	// amended, published 2025-11-28, source jiji-2025-11-28
}

// Before FY2026 was enacted its budget was known as a draft only.
func ExampleSnapshot_AsOf() {
	s, err := snapshot.Load()
	if err != nil {
		panic(err)
	}
	s = s.AsOf(data.MustDate("2026-01-15"))
	for _, a := range s.Announcements {
		if a.Country == "JPN" && a.Year == 2026 && a.Unit.Kind == data.Money {
			fmt.Println(a.Announced, a.Series, a.Stage, a.Value, a.Unit)
		}
	}
	// Output:
	// 2025-08-29 jpn-mod-initial-excl request 8845.4 JPY bn
	// 2025-12-26 jpn-gdp-fy forecast 691.9 JPY tn
	// 2025-12-26 jpn-mod-initial-excl initial 8809.3 JPY bn
	// 2025-12-26 jpn-mod-initial-incl initial 9035.3 JPY bn
}
