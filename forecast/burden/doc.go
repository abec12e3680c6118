// Package burden forecasts a ratio, defence spending over GDP, by forecasting
// both halves jointly and dividing them path by path.
//
// # Notation
//
// S is spending at the budget stage that a measure counts, G nominal GDP in one
// edition of the accounts, r = S/G; lower case is the logarithm, t the origin
// (the last year that is over and has both), h the horizon, i a path. With
//
//	r[t+h] = exp(s[t+h] - g[t+h])
//
// on each of n joint paths a share is never negative and its spread holds the
// spread of both halves.
//
// # A half
//
// The years after the origin of which something is announced come first. An
// announced value A enters path i as ([Half.Project])
//
//	s[t+h] = log A[h] + e[h],  e[h] = d[h]              (a level: budget, request)
//	                           e[h] = e[h-1] + d[h]     (growth: GDP outlook, plan)
//
// with d[h] from the record of such announcements, stratified over the paths so
// that each marginal is exact. Beyond them a
// forecast.Model fitted to the logarithms, announced years included at their
// medians, adds its changes; the last error stays with the path.
//
// # Records
//
// Four kinds of announcement are learnt from, each by its own past only, cut at
// the day of the forecast.
//
// A budget stage (request → initial → amended → settled, draft → initial):
// [Stage]. A step happens with a probability, Jeffreys' prior, and then has a
// size, Student t with the mean and variance of own years shrunk to those of
// other series at the same step. A request without amounts for some items is a
// floor; past requests had such items too and their record stands for them.
//
// Official outlooks and estimates of GDP growth: [Record], Student t about the
// mean error; errors of following years are correlated as past ones were, shrunk
// ([Persistence]; 0.15 for Japan's outlooks). Left out one at a time, 20 of the
// 24 years of Japan's outlooks lie in the 80 % interval learnt from the others.
// The mean error of -1.0 points is that of years of deflation: from FY2023 to
// FY2025 growth was above every outlook, which no earlier year foretold.
//
// A publisher's estimate of the year under way (NATO): the pipeline learns it
// with forecast/bridge.
//
// Multi-year programs: [Outline] lays what is left of a total out over the years
// left, [Slips] is the record of how much faster or slower budgets grew than
// such profiles, [Delivery] the next slip: Student t, its mean shrunk towards
// zero by the weight of one five-year program. Japan's record has 22 years of
// five programs, two of them stated in constant prices; what prices did is in
// the slips. Where a program and an earlier stage speak of one year, the one whose
// record is narrower is used, not both: they are not independent.
//
// # Pledges
//
// [Pull] is the share λ of the pace needed that followed past pledges, least
// squares over country-years with errors clustered by country. It is drawn anew
// for each path from its sampling distribution, not below zero, and acts in the
// years of which nothing else is known. It is a description, not an effect:
// countries that pledge are those that mean to rise.
//
// # Together
//
// The halves are coupled by the correlation ρ of their one-step residuals,
// shrunk by m/(m+25) for m common years, through the ranks of whole paths
// ([Couple]); marginals and their dependence over time stay as they are. Where
// nothing is announced of spending, every second path follows the share itself,
// forecast as one series: an equal linear pool of the two-part and the direct
// model. The pipeline does this and says what speaks for it.
//
// # Prices, real growth and the exchange rate
//
// Nominal GDP stays as above. [Split] says how its growth g falls into prices p and
// real growth, path by path,
//
//	p[t] = a + b·g[t] + c·p[t-1] + u[t],  P[t] = P[t-1]·exp p[t],  Y[t] = G[t]/P[t],
//
// so that real GDP times prices is nominal GDP on each path and no forecast of a
// share depends on the split. Least squares over all years on record, 0 ≤ c ≤ 0.95;
// u is Student t with the predictive scale of the regression. b says how much of
// a nominal surprise is prices: 0.14 in Japan, 0.48 in Germany, 0.85 in Turkey. Where a
// measure has no GDP of the year (a frozen one) b is left out. The deflator is the
// country's newest edition up to the year of its publication, brought to the
// measure's years by months; growth may be that of another edition and u takes up
// what they differ by. Regimes of inflation that ended (Poland to 1995) are in
// the record and make its equation theirs.
//
// Where an official outlook of a year names real growth as well, its prices are
// corrected by their record instead ([Split.Learn]): for a bias, and for the part b
// of the outlook's error in nominal growth that was prices.
//
// The price X of a US dollar is a random walk of its logarithm without drift, by the
// model naive, from the last year that its publisher could see.
//
// Both are tied to what is drawn before them ([Tie]): the exchange rate to spending
// and GDP, the shocks u to spending and the exchange rate (to GDP not at all: the
// split has that), by the correlations of their one-step surprises, each shrunk by
// m/(m+25). Whole paths change places by normal scores, the k-variate form of
// [Couple]; if correlations estimated pair by pair would explain more than 95 % of a
// series they are scaled down together, which keeps the matrix positive definite. What
// comes later never moves what came before.
//
// # Reaction
//
// [NewReaction] estimates Richardson's coefficient κ in growth rates, rivals with the
// year before, with country and year effects and errors clustered by country. On the
// 519 years of 15 countries with rivals that are embedded κ is 0.04 with standard
// error 0.07: the record shows no reaction, and without a scenario that asks for it
// there is none. Scenarios draw κ path by path from its sampling distribution or
// take the one they are given.
//
// # Information sets
//
// history knows values of years that are over, announced adds stages, estimates
// and outlooks, plan adds programs and pledges. Path i uses the same random
// numbers in all three, so that the sets differ by what they know only, and
// leaving one out moves no number of another.
//
// # Assumptions to doubt
//
// Errors of a kind are alike over time and exchangeable between series of a
// pool. Stage errors do not depend on GDP. What is not budgeted of a program is
// lost and not caught up with. Scope differences (with or without base measures)
// keep their last ratio, with its past yearly changes as error.
//
// # Not modelled
//
// Contracts that turn into outlays, elections, the stock of obligations, re-basings
// to come (a change of ruler, not of burden; a scenario may have one), what prices and
// the exchange rate do to budgets (scenarios may say), and a momentum of pledges
// beyond λ.
//
// # References
//
// Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, chapters 3 and 5.
// Iman and Conover, Communications in Statistics B 11(3), 1982.
// Cameron and Miller, Journal of Human Resources 50(2), 2015.
// Meese and Rogoff, Empirical exchange rate models of the seventies, Journal of
// International Economics 14, 1983.
// Richardson, Arms and Insecurity, 1960.
package burden
