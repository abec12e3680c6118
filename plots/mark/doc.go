// Package mark has the marks that gonum's plotter package lacks, each a
// [plot.Plotter] in a file of its own: the band of a fan, points that are
// hollow where a value is not firm, a target line, a forecast origin, labels
// that stand beside what they name and keep clear of it and of each other, and
// axes of whole years and of percent.
//
// A mark knows no theme: colours, widths and text styles are fields, set by
// the chart. Positions are in data coordinates (years; fractions for shares),
// lengths in points. Marks that can stand in a key are [plot.Thumbnailer]s.
package mark
