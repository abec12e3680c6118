# Makes structts.csv from series.csv: what StructTS of R (package stats, run with
# R 4.2.2) says of each series, local level and local linear trend.
#
#   cd forecast/statespace/testdata && Rscript structts.R
#
# series.csv: airmiles, discoveries, lakehuron (LakeHuron), longley_gnp
# (longley$GNP), lynx, nhtemp, nile (Nile), uspop and wwwusage (WWWusage) are R's
# data sets; m3_y1_n14 is series Y1 of the M3 competition, sipri_* the shares of
# GDP of SIPRI's Military Expenditure Database, 1949-2024; syn_* are made up.
#
# A row is one vector, blank-separated: the variances (level, slope, epsilon),
# the log-likelihood, the filtered level and slope, the smoothed level, and
# mean and standard error of ten forecasts. R's prior is not among them: it is
# N((y[1], 0), 1e4 var(y) J) one step before the first value, J all ones.
d <- read.csv("series.csv")
row <- function(name, model, what, v)
  cat(name, model, what, paste(format(as.numeric(v), digits = 15, trim = TRUE, scientific = TRUE), collapse = " "),
      sep = ",", fill = FALSE, append = TRUE, file = "structts.csv")
nl <- function() cat("\n", append = TRUE, file = "structts.csv")
cat("series,model,what,values\n", file = "structts.csv")
for (name in unique(d$series)) for (model in c("level", "trend")) {
  y <- ts(d$value[d$series == name])
  f <- tryCatch(StructTS(y, type = model), error = function(e) NULL, warning = function(w) suppressWarnings(StructTS(y, type = model)))
  if (is.null(f)) next
  v <- c(level = 0, slope = 0, epsilon = 0); v[names(f$coef)] <- f$coef
  p <- predict(f, n.ahead = 10)
  smooth <- as.matrix(tsSmooth(f))
  states <- as.matrix(fitted(f))
  put <- function(what, x) { row(name, model, what, x); nl() }
  put("variances", v); put("loglik", f$loglik)
  put("level", states[, 1]); if (model == "trend") put("slope", states[, 2])
  put("smoothed", smooth[, 1]); put("mean", p$pred); put("se", p$se)
}
