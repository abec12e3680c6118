package score

// Pinball returns the quantile loss of q as the p-quantile when y came true,
//
//	(y - q)·p      where y ≥ q,
//	(q - y)·(1-p)  otherwise,
//
// in the unit of y. Its expectation is least at the p-quantile.
//
// # References
//
// Koenker and Bassett, Regression quantiles, Econometrica 46(1), 1978.
func Pinball(q, p, y float64) float64 {
	if y >= q {
		return (y - q) * p
	}
	return (q - y) * (1 - p)
}

// Quantiles returns twice the mean of the [Pinball] losses of the quantiles q
// at the levels p. With levels spread evenly over (0, 1) it approaches the
// CRPS; divided by the scale of the series ([Scale]) and with the levels 0.05,
// 0.10, … 0.95 it is the scaled CRPS that the benchmark tables show.
func Quantiles(q, p []float64, y float64) float64 {
	if len(q) != len(p) {
		panic("score: quantiles and levels differ in number")
	}
	total := 0.0
	for i := range q {
		total += Pinball(q[i], p[i], y)
	}
	return 2 * total / float64(len(q))
}
