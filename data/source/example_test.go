package source_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/source"
)

// A World Bank file says itself when it was published; percent become
// fractions.
func ExampleRead() {
	file := `"Data Source","World Development Indicators",

"Last Updated Date","2025-03-24",

"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",
"Korea, Rep.","KOR","Military expenditure (% of GDP)","MS.MIL.XPND.GD.ZS","","2.75",
`
	editions, err := source.Read("API_MS.MIL.XPND.GD.ZS.csv", []byte(file), source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range editions {
		for _, s := range e.Series {
			v, _ := s.At(2023)
			fmt.Println(e.Publisher.Key, e.Published, s.ID, v, s.Unit)
		}
	}
	// Output: worldbank 2025-03-24 kor-worldbank-ms-mil-xpnd-gd-zs 0.0275 share
}

// A fault is told with its place, and nothing is read.
func ExampleRead_fault() {
	file := "Entity,Code,Year,Military expenditure (% of GDP)\nPoland,POL,2024,4.154\nPoland,POL,2024,3.755\n"
	_, err := source.Read("owid.csv", []byte(file), source.Options{Published: data.MustDate("2026-05")})
	fmt.Println(err)
	// Output: owid.csv:3: column 4: pol-owid-share 2024 is 0.03755 here and 0.04154 in line 2 (want one value a year; two vintages in one file?)
}
