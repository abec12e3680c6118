// Package scenario changes joint futures by rules: what if GDP stalls, the budget
// is under-spent, spending stands still, a new pledge is kept?
//
// A scenario is a list of rules that are applied in the stated order, each to
// what the one before left. Rules draw no random numbers and act path by path, so
// that scenarios on the same futures differ by their rules alone and their
// differences are exact. One file holds a rule.
//
// # Rules
//
// Row i of each is one future: S spending, G what it is divided by, P prices (the
// GDP deflator, 1 at the origin), X the price of a US dollar, r = S/G; Y = G/P is
// real GDP. A prime marks what a rule leaves. Each is for the years of its span.
//
//	cap            S' = min(S, C·G) or min(S, A)
//	delay          S'[t] = S[max(from-1, t-k)]
//	execution      S' = rate·S
//	fx             S' = S·(1 - m + m·X'/X), or the volume that money no longer buys
//	gdp            G'/G'[t-1] = 1 + given or shifted growth, nominal or real
//	hold           S'/S'[t-1] = 1, P/P[t-1], G/G[t-1], or the rise of the year before
//	inflation      P' by its rate, G' = G·P'/P, S' = S·(P'/P)^passthrough
//	pledge         r' from r0 to a level by a year: linear, geometric, front, back
//	reaction       log S' = log S + κ·(how much faster the rival grew till last year)
//	rebase         G' = G·(1 + level)
//	supplementary  S'[y] = S[y] + A
//
// What a rule does not name it leaves alone: GDP does not respond to spending,
// prices not to the exchange rate. A rule that needs what a country or a measure
// does not have (money where a ratio is published as one and no GDP is on hand, the
// GDP of the year where it is frozen, prices, a dollar rate) is an error that wraps
// [ErrRule], never a change of nothing.
//
// # References
//
// Richardson, Arms and Insecurity, 1960 (reaction).
package scenario
