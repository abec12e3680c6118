// Defcast forecasts a country's defence spending as a share of GDP.
//
//	$ defcast forecast JPN --measure mod-frozen --model naive
//	Japan: defence budget, % of FY2022 GDP, frozen at JPY 560.2 tn
//	FY2027: 1.64 % (80 % interval 1.58–1.71 %)
//	...
//	FY2025  initial     1.55 %
//	FY2026  announced   1.61 %      1.61–1.61 %      1.61–1.61 %      1.61–1.61 %
//	FY2027  announced   1.64 %      1.61–1.68 %      1.58–1.71 %      1.54–1.75 %
//	...
//
// The answer goes on to say what is counted, what was known, what drives the
// number, which caveats it has and where the figures come from. Nothing is read
// from the network: the figures are built in.
//
// # What a number means
//
// A share of GDP is a definition. The same yen of FY2025 are 1.96 % by the
// official measure, over the GDP of FY2022, and 1.64 % of the GDP of the year:
//
//	$ defcast forecast JPN --measure official --level 80
//	Japan: national-security-related spending, % of FY2022 GDP, frozen at JPY 560.2
//	...
//	FY2025  amended     1.96 %
//	...
//	$ defcast forecast JPN --measure official-same-year --level 80
//	...
//	FY2025  amended     1.64 %
//	...
//
// The measures of a country are listed, the default of forecast first, with
// what each counts and leaves out:
//
//	$ defcast measures JPN --format csv
//	measure,stage,latest,year,status,published,definition,counts,excludes,series,bridge
//	...
//
// # What may be known
//
// --information history uses past values only. --information announced adds
// budgets, which are in every path as they stand once enacted, the stages before
// them (request, draft) and the official outlooks for GDP, each with the error
// that its like had in the past. --information plan, the default, adds what
// multi-year plans have left to spend, and the pull of pledges in force, with
// the record of past ones. Every answer shows all that exist side by side:
//
//	$ defcast forecast JPN --measure mod-frozen --model naive
//	...
//	Year    Knowing     Median    50 % interval    80 % interval    95 % interval
//	FY2027  history     1.55 %      1.42–1.70 %      1.31–1.84 %      1.19–2.01 %
//	FY2027  announced   1.63 %      1.56–1.74 %      1.47–1.84 %      1.36–1.99 %
//	FY2027  plan        1.64 %      1.61–1.68 %      1.58–1.71 %      1.54–1.75 %
//	...
//
// --as-of DATE uses only what had been published by that day. defcast replay does
// so for the ends of past years and scores what came of the forecasts:
//
//	$ defcast replay JPN --measure mod-frozen --model naive --draws 1000
//	...
//
// # Targets
//
// defcast target asks every pledge of every measure, of the past and of the joint
// futures, and says which ruler makes of one amount of money which share:
//
//	$ defcast target JPN --measure official --model naive --draws 1000
//	...
//	same money   JPY 11,000 bn of FY2025 are 1.96 % of FY2022 GDP, frozen at JPY
//	             560.2 tn (official), 1.64 % of same-year GDP (official-same-year).
//	...
//	pledge target-2025  state target  level 2.00 %  deadline FY2025
//	  measure   own  year    status    value  met     since     gap  missing  unit
//	  official  own  FY2025  amended  1.96 %  rounds         0.04 %      204  JPY bn
//	...
//
// --show years has the probabilities year by year, --show kept whether a level
// that is met lasts. What growth of spending reaches a level in a year with a
// probability is solved on the same futures:
//
//	$ defcast target JPN --measure official --share 2% --by 2027 --prob 0.8 --solve growth
//	...
//	information  year    growth  spending  unit    check  before
//	history      FY2025             11000  JPY bn
//	history      FY2026  0.92 %   11101.5  JPY bn
//	history      FY2027  0.92 %     11204  JPY bn      1  0.6172
//	...
//
// defcast decompose says why a share moved between two years, or between two
// measures, in parts that add up:
//
//	$ defcast decompose JPN --from 2022 --to 2025
//	...
//	spending     FY2022-FY2025    5400.5     8700.5  JPY bn  61.11 %   0.52 %
//	real growth  FY2022-FY2025  591593.8  614415.33  JPY bn   3.86 %  -0.04 %
//	prices       FY2022-FY2025    103.15     112.93  number   9.48 %  -0.10 %
//	the share    FY2022-FY2025    0.91 %     1.29 %          41.69 %   0.38 %
//
// With --as-printed it begins at the share as it was first printed, and re-basings of
// GDP since are a part of their own.
//
// What if: defcast scenario applies rules to the same draws, those of scenarios that
// are built in or of YAML files: GDP or prices that stall, spending that is held in
// one of four ways, a dearer dollar, a rival that speeds up. more is what the median
// path has more than in the forecast. forecast and chart take --scenario as well:
//
//	$ defcast scenario JPN --scenario hold-nominal --scenario gdp-stall --model naive --draws 1000 --format csv
//	scenario,year,median,lo80,hi80,more,spending,unit
//	...
//	hold-nominal,FY2026,0.0126354,0.0122897,0.0129908,-0.000486216,8700.5,JPY bn
//	...
//	gdp-stall,FY2026,0.013432,0.013432,0.013432,0.000310414,9035.3,JPY bn
//	...
//
// "defcast scenario list --rules" has the rules, "scenario show NAME" a file to start
// from, and "scenario check FILE" says what is wrong in one's own, with line and caret.
//
// # The record
//
// defcast why says what moved a forecast between two days (the data, outturns,
// announcements, the outlook for GDP), in parts that add up:
//
//	$ defcast why JPN --since 2025-06-30 --until 2026-09-30 --model naive --draws 1000 --format csv
//	part,points,least,most,news
//	...
//	the forecast,-0.157,-0.157,-0.157,
//
// defcast ledger record keeps a forecast, and defcast ledger score scores those
// kept, and other people's, once their years have come true. The first estimates
// that NATO makes of a year are one, the baselines of the Congressional Budget
// Office another; yours are a tidy CSV file:
//
//	$ defcast ledger score --of nato --data mine
//	errors       percent of the outcome
//	...
//	NATO        nato                  0    111  4.91  9.32  9.32           14.36   0.52
//
// defcast replay --errors tells the errors of past forecasts apart: what was
// announced later, and how that turned out.
//
// # Other programs
//
// CSV has a row a year and JSON follows the schema defcast/forecast/v1, to which
// fields are added but never removed. Shares are fractions in both, and percent
// in text and md. Equal settings and seed give equal bytes.
//
//	$ defcast forecast JPN --measure mod-frozen --model naive --level 80 --format csv
//	country,measure,year,kind,status,mean,median,lo80,hi80
//	...
//	JPN,mod-frozen,2026,forecast,announced,0.0161287,0.0161287,0.0161287,0.0161287
//	...
//
// # Your own data
//
// Files are imported as their publishers give them, with the marks that tell
// estimates from figures, and kept vintage by vintage as tidy CSV with a Data
// Package; “data vintages” lists them and “data diff” compares two:
//
//	$ defcast data import --list
//	...
//
// “data check” looks for what is wrong or odd in them, and in what is built in:
//
//	$ defcast data check --list
//	...
//
// # Charts
//
//	$ defcast chart --list
//	...
//	$ defcast chart fan JPN -o fan.svg
//	...
//
// # When something is wrong
//
// The answer goes to standard output, everything else to standard error. The
// exit status is 0 when it is done, 1 when it failed, 2 when the command line was
// wrong and 3 when a check found something; then one line says what, or what
// would be right. A file is written whole or
// not at all.
//
//	$ defcast forecast JPN --model drfit
//	defcast: unknown model "drfit" (did you mean "drift"?)
//	$ defcast forecast JPN --through 2020
//	defcast: --through 2020 is out of range (want 2026 to 2060: the last year known is FY2025)
//
// “defcast help” lists the commands and “defcast help COMMAND” explains one.
package main
