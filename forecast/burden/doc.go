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
// The World Economic Outlook, where no official outlook is on record: its newest
// real growth with its prices, and two errors, added as if independent ([Sum]). That
// of real growth is learnt by horizon, spring and autumn editions apart, from 44
// past editions for Japan, Korea and the United States ([Outlook]: own errors shrunk
// to the pool, k = 10 years, degrees of freedom those of one country). Left out by
// country, 0.787 of 235 errors lie in the 80 % interval that the other two teach. No
// past editions of its prices are on record: the changes of inflation over as many
// years stand for that error, both ways, as if it knew nothing of prices. That is
// wide: Korea's 80 % bands held all of 98 outcomes at the ends of 2008 to 2024,
// while their CRPS was 12 % (SIPRI) and 27 % (budget) below that of history.
//
// A publisher's estimate of the year under way (NATO): the pipeline learns it
// with forecast/bridge.
//
// Projections of spending under current law (the Congressional Budget Office's):
// errors by horizon, of the level in the first year and of growth after it, one
// edition a year, about zero ([Centred]): laws to come bring up and down in spells of
// a decade, and the mean of the last is no guide to the next. At the ends of 2005 to
// 2024 the CRPS of the outlays of the United States, one to three years ahead, was
// 27 % below that of history (57 forecasts; with the mean error 14 % above it, which
// was seen before zero was chosen).
//
// Multi-year programs: [Outline] lays what is left of a total out over the years
// left, [Slips] is the record of how much faster or slower budgets grew than
// such profiles, [Delivery] the next slip: Student t, its mean shrunk towards
// zero by the weight of one five-year program. Japan's record has 22 years of
// five programs, two of them stated in constant prices; what prices did is in
// the slips. Where a program and an earlier stage speak of one year, the one whose
// record is narrower is used, not both: they are not independent.
//
// Contracts: [Contracts] estimates by what run-off δ of the obligations owed outlays
// on them are paid, P[t+1] - P[t] = δ·(N[t] - P[t]), P paid and N signed. Japan's
// δ is 0.28 with standard error 0.05, from five years of which one, when new obligations
// tripled, makes the estimate. What it implies is told beside the forecast and not
// used: for the regular budgets of FY2025 and FY2026 it was 6 and 8 % too high, and
// the program's own record, 80 % of the time between -3 and +5 points a year, is
// nearer.
//
// # Pledges
//
// [Pull] is the share λ of the pace needed that followed past pledges, least
// squares over country-years with errors clustered by country. It is drawn anew
// for each path from its sampling distribution, not below zero, and acts in the
// years of which nothing else is known, on half of the futures: the equal pool of
// pulled and unpulled futures scored best at each horizon for the members of NATO
// under the pledge of Wales (CRPS one to three years ahead 0.096, 0.100 and 0.102 of
// the outcome; all pulled 0.104, 0.111, 0.129; none 0.105, 0.115, 0.118). It is a
// description, not an effect: countries that pledge are those that mean to rise.
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
// Weights between them were sought by CRPS over the replay. For announced against
// history all weights from one half up score alike (308 forecasts of Japan, Korea and
// others, within 4 %), so it keeps its whole weight; the half of pledges is above.
//
// # Calibration
//
// Replayed over 42 countries at the ends of 2015 to 2024, one to three years ahead,
// 80 % intervals as the methods give them held 63 % of the outcomes:
// too narrow by one event, the rise of defence spending after 2022, which no country's
// past foretold and most had in common. [Stretch] widens them on the logit scale,
// which also keeps a share below the whole of GDP, by [Widening]: the 0.8 quantile of
// the strains ([Strain]) of other countries' forecasts, every country counting alike,
// by lead and by whether the share is one number or made of two halves. The factors
// are 1.2 to 1.4 for halves, 1.5 to 1.7 for shares that are published, about 1 under
// a pledge; years that a budget or a program speaks of are not touched. The
// pipeline keeps the strains in calibration.csv, and leaves each country's own out:
//
//	80 % intervals hold    raw   others  in-sample  earlier
//	halves                0.69     0.78       0.78     0.60
//	published             0.58     0.79       0.79     0.69
//	under a pledge        0.80     0.80       0.81     0.80
//
// "Others" is what the program does: fair between countries, not in time, since others
// saw the same years. "Earlier" uses only what had come out when each forecast was
// made: a like event would again be missed by a third of such intervals and not by a
// fifth. With all sets pooled coverage is 0.79 for each (2422 forecasts, standard
// error 0.03 with cases of a country hanging together; 0.80, 0.79, 0.77 one, two and
// three years ahead). The stretch is even although most misses were above: one event
// does not say on which side the next will be.
//
// # Countries together
//
// [Across] finds by how much the surprises of two countries are correlated: 0.47 in
// GDP growth and 0.15 in the share at given GDP, means of 406 pairs since 1980 of
// normal scores. One number for all pairs is the constant correlation towards which
// Ledoit and Wolf shrink, wholly. [Shocks] draws from it, of each country from its own
// stream and one that all share, so that no pair depends on a third country, and
// [Arrange] puts each country's whole futures in the order of its shocks, GDP first and
// the share within futures of like GDP: marginals, and all within a country, stay.
// Regions are not told apart (within Europe 0.30 against 0.22 in the share, 0.58
// against 0.45 in GDP), nor do tails hang together more than the middle.
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
// Elections, a stock of obligations that would bind the budgets to come, re-basings
// to come (a change of ruler, not of burden; a scenario may have one), what prices and
// the exchange rate do to budgets (scenarios may say), and a momentum of pledges
// beyond λ.
//
// # References
//
// Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, chapters 3 and 5.
// Iman and Conover, Communications in Statistics B 11(3), 1982.
// Cameron and Miller, Journal of Human Resources 50(2), 2015.
// Ledoit and Wolf, Journal of Portfolio Management 30(4), 2004.
// Romano, Patterson and Candès, Conformalized quantile regression, NeurIPS 2019.
// Meese and Rogoff, Empirical exchange rate models of the seventies, Journal of
// International Economics 14, 1983.
// Richardson, Arms and Insecurity, 1960.
package burden
