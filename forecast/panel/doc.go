// Package panel learns one law of motion from all members of a panel and
// applies it to each of them, however short its own record: the global model
// behind model.Panel.
//
// With x[c,t] the logarithm of member c's value in year t and d its yearly
// change,
//
//	d[c,t+1] = a[c] + ρ·d[c,t] + κ·(m[c,t]-x[c,t]) + λ·(X[t]-x[c,t]) + γ·g[t] + s[c]·u
//
// where m is the mean of c's own values so far (reversion), X the trimmed mean
// of x over the members in year t (level), g the trimmed mean of d over them,
// the common change of the year, and u Student t. There is no common constant:
// a ratio has no drift of its own, and one learnt from decades of decline
// would project them for ever.
//
// What is learnt, from the years up to a given one only:
//
//   - ρ, κ, λ, γ by robust regression over all members and years,
//   - the country effects a[c], shrunk to zero by as much as they scatter less
//     than their own errors,
//   - the volatilities s[c], from a member's recent errors, shrunk to the
//     pooled one by as much as that foretells the next error best,
//   - the tails of u and of the errors of several years, from errors in units of
//     the volatility known at their start: apart for members with a long record
//     and for those with a short one,
//   - the persistence of g.
//
// # References
//
// Lange, Little and Taylor, Robust statistical modeling using the t
// distribution, Journal of the American Statistical Association 84, 1989: the
// weights of the regression.
//
// Harvey, Dynamic Models for Volatility and Heavy Tails, 2013, chapter 4: a
// volatility that heavy-tailed errors move by their weights.
//
// Dawid, Statistical theory: the prequential approach, JRSS A 147, 1984: to
// judge a scale by the errors that it foretells.
//
// DerSimonian and Laird, Meta-analysis in clinical trials, Controlled Clinical
// Trials 7, 1986: the scatter of the country effects.
//
// Montero-Manso and Hyndman, Principles and algorithms for forecasting groups
// of time series: locality and globality, International Journal of Forecasting
// 37, 2021: why one law for all.
package panel
