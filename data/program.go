package data

// Program is an official total for several years, a buildup plan for example.
// What of it is still open follows from the annual series that it is spent
// through.
type Program struct {
	ID        string // "dbp-budgets"
	Country   string // ISO 3166-1 alpha-3
	Name      string
	Series    string // id of the series whose years add up to it; empty where none on record does
	From, To  Year   // the years it covers, both included
	Value     float64
	Unit      Unit
	Status    Status
	Published Date
	Source    string
	Note      string
}
