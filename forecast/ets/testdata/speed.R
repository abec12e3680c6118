# CPU time of R's automatic ets() on the series of series.csv that it can fit,
# beside BenchmarkSelect:   Rscript speed.R
suppressPackageStartupMessages(library(forecast))
d <- read.csv("series.csv", stringsAsFactors = FALSE)
S <- lapply(split(d$value, factor(d$series, levels = unique(d$series))), ts)
S <- S[sapply(S, function(y) length(y) > 6 && length(unique(y)) > 1)]
t <- system.time(for (i in 1:5) for (y in S) suppressWarnings(ets(y)))
cat(sprintf("ets(y): %.3f ms of CPU a series, %d series\n", 1000 * (t[1] + t[2]) / (5 * length(S)), length(S)))
