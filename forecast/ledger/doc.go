// Package ledger keeps forecasts as they were made and says later what came of
// them: the tool's own, and other people's.
//
// An [Entry] is one forecast whole: its settings, the hash of its data, its
// numbers under every information set, and its ruler, so that an outturn can be
// put on it years later without the data of the day. A [Book] is a folder of
// entries, a JSON file each,
//
//	DIR/jpn-mod-1f0c93aab2d4.json
//
// and not one file of JSON lines: a file that is written under another name and
// linked is there whole or not at all, two programs need no lock, what is there
// is never opened for writing again, and a person can read, copy or delete one
// forecast. The name ends with the first digits of the checksum of what the
// forecast says, the date of recording aside: recording it twice changes
// nothing, and a file that was edited betrays itself.
//
// A [Claim] is a forecast of anyone: a row of a tidy CSV file,
//
//	forecaster,country,measure,made,year,value,lo80,hi80
//	NATO,POL,nato,2023-07-07,2023,3.90%,,
//
// [Score] puts both to what happened, see [pipeline.Ruler]. The score of a set
// of quantiles is the weighted interval score, which approaches the CRPS as they
// become many and is the absolute error of a point:
//
//	WIS = (½·|y-m| + Σ[k] α[k]/2·IS(lo[k], hi[k], α[k], y)) / (K+½)
//
// with m the median, K central intervals of level 1-α[k] and IS the interval
// score of [score.Winkler]. Skill is 1 - ΣWIS/Σ|y-l|, l the last value known on
// the day the forecast was made ("no change"), each case divided by its outcome
// so that countries and years count alike. No change is a point and has no
// spread to be rewarded for: a distribution beats it a little too easily, the
// error of the median beside it says by how much.
//
// # References
//
// Bracher, Ray, Gneiting and Reich, Evaluating epidemic forecasts in an interval
// format, PLoS Computational Biology 17(2), 2021.
// Tetlock and Gardner, Superforecasting, 2015, on keeping score.
package ledger
