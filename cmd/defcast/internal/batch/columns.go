package batch

import (
	"fmt"
	"strconv"

	"github.com/defcast/defcast/forecast"
)

// column is a number that is written for each step.
type column struct {
	name string
	of   func(forecast.Dist) float64
}

func quantile(name string, p float64) column {
	return column{name, func(d forecast.Dist) float64 { return d.Quantile(p) }}
}

// columns returns the numbers to write, in order.
func (o Options) columns() []column {
	out := []column{
		{"mean", forecast.Dist.Mean}, quantile("median", 0.5),
		quantile("lo50", 0.25), quantile("hi50", 0.75),
		quantile("lo80", 0.1), quantile("hi80", 0.9),
		quantile("lo95", 0.025), quantile("hi95", 0.975),
	}
	if o.Quantiles {
		for k := 5; k < 100; k += 5 {
			out = append(out, quantile(fmt.Sprintf("q%02d", k), float64(k)/100))
		}
	}
	return out
}

func header(columns []column) []string {
	row := []string{"series_id", "year", "h", "model"}
	for _, c := range columns {
		row = append(row, c.name)
	}
	return row
}

// number writes at most six significant digits: what two machines agree on.
func number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
