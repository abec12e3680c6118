package data

// countries maps ISO 3166-1 alpha-3 codes to the short English names used in
// titles. One line a country; sources map their own names to the codes.
var countries = map[string]string{
	"JPN": "Japan",
}

// CountryName returns the short English name of a country, or the code itself
// where none is known.
func CountryName(code string) string {
	if name, ok := countries[code]; ok {
		return name
	}
	return code
}
