// Package data holds the words for facts: annual series and the years, units
// and dates that make a number mean one thing only.
//
// A [Series] is one variable of one country, one value a year. Each value has
// a [Status] (a budget request is not an outturn) and a publication [Date]
// (what is known on one day was not known the day before); the series has a
// [Unit] and a [YearBasis]. Series of different units are never added, and
// [Ratio] refuses to divide yen by dollars or a fiscal year by a calendar one.
//
// A [Measure] defines a ratio: what is counted, at which budget stage, over
// which GDP. An [Announcement] is a figure for a year that is not over; a
// [Pledge] is a promise of a level of a measure by a year. A [Panel] is a set
// of series, always listed in the order of their ids.
//
// Shares are fractions (0.02), never percent; money is in the unit of its
// series. Conversion happens on reading, scaling on printing. Missing values
// are NaN. The package imports the standard library only.
package data
