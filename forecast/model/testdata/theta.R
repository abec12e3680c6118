# Makes theta.csv from ../../ets/testdata/series.csv:
#
#   Rscript theta.R     (R 4.2.2, forecast 8.20)
#
# thetaf() at R's own optimum: alpha, the first level (its first fitted value),
# the drift, and 10-step means with 80/95 % limits.
suppressPackageStartupMessages(library(forecast))
d <- read.csv("../../ets/testdata/series.csv", stringsAsFactors = FALSE)
num <- function(x) formatC(x, digits = 15, width = 1, format = "g")
rows <- list()
for (n in unique(d$series)) {
  y <- ts(d$value[d$series == n])
  f <- tryCatch(suppressWarnings(thetaf(y, h = 10, level = c(80, 95))), error = function(e) NULL)
  if (is.null(f)) next
  m <- f$model
  rows[[n]] <- data.frame(series = n, alpha = num(m$alpha), l0 = num(f$fitted[1]), drift = num(m$drift), h = 1:10,
    mean = num(as.numeric(f$mean)), lo80 = num(f$lower[, 1]), hi80 = num(f$upper[, 1]), lo95 = num(f$lower[, 2]), hi95 = num(f$upper[, 2]))
}
write.csv(do.call(rbind, rows), "theta.csv", row.names = FALSE, quote = FALSE)
