# Reference numbers of R for package arima.
#
#   Rscript reference.R       (in this directory; apt-get install r-cran-forecast)
#
# reads series.csv and writes fixed.csv, estimates.csv, auto.csv and tests.csv.
# The files here were made by R 4.2.2 with forecast 8.20, urca 1.3-3 and
# tseries 0.10-53. series.csv: airmiles, discoveries, lakehuron, longley_gnp,
# lynx, nhtemp, nile, uspop and wwwusage are R's data sets; m3_y1_n14 is series
# Y1 of the M3 competition, sipri_* are military expenditure as a share of GDP
# in percent (SIPRI), syn_* are made up.
#
# Lists within a field are separated by semicolons, missing values are "NA".
suppressPackageStartupMessages({library(forecast); library(urca); library(tseries)})
d <- read.csv("series.csv")
S <- split(d$value, factor(d$series, levels = unique(d$series)))
num <- function(v, digits = 15) paste(ifelse(is.na(v), "NA", sprintf("%.*g", digits, v)), collapse = ";")
regressors <- function(n, k, from = 0) {       # the same in reference_test.go
  t <- from + seq_len(n)
  cbind(x1 = sin(t), x2 = t %% 5)[, seq_len(k), drop = FALSE]
}

# Models at given coefficients. gaps: years that are taken out.
cases <- list(
  list(c(0,0,0), c(), ""), list(c(0,1,0), c(), ""), list(c(0,2,0), c(), ""),
  list(c(0,1,1), -.3, ""), list(c(1,1,0), .4, ""), list(c(2,1,2), c(.5, -.2, .3, .1), ""),
  list(c(1,0,0), c(.6, NA), "mean"), list(c(3,0,2), c(.4, .2, -.1, .3, .2, NA), "mean"),
  list(c(1,1,1), c(.5, -.7, NA), "drift"), list(c(0,2,2), c(-.6, .2), ""),
  list(c(4,1,3), c(.3, -.2, .1, .1, -.4, .2, .1), ""), list(c(5,0,5), c(.3, -.2, .1, .1, .05, -.4, .2, .1, .1, .2, NA), "mean"),
  list(c(1,2,1), c(-.3, -.5), ""), list(c(0,1,5), c(.5, .4, .3, .2, .1), ""),
  list(c(2,0,0), c(1.2, -.5, NA, NA), "mean drift"),
  list(c(1,0,1), c(.7, .3, NA, 2), "mean", k = 1), list(c(1,1,1), c(.7, .3, NA, 2, -1), "drift", k = 2), list(c(0,2,1), c(-.4, .5), "", k = 1))
steps <- c(1, 2, 5, 10)                        # forecasts kept
gapped <- list(none = c(), some = c(4, 7, 8), end = c(3, 9, -1))
fixed <- NULL
for (s in c("airmiles", "lakehuron", "m3_y1_n14")) for (g in names(gapped)) for (a in cases) {
  y <- S[[s]]; n <- length(y); at <- gapped[[g]]; at[at < 0] <- n + 1 + at[at < 0]; y[at] <- NA
  k <- if (is.null(a$k)) 0 else a$k
  mean <- grepl("mean", a[[3]]); drift <- grepl("drift", a[[3]])
  coef <- as.numeric(a[[2]]); narma <- a[[1]][1] + a[[1]][3]
  if (mean) coef[narma + 1] <- 0.9 * base::mean(S[[s]])
  if (drift) coef[narma + 1 + mean] <- diff(range(S[[s]])) / n
  X <- cbind(if (drift) seq_len(n), if (k > 0) regressors(n, k))
  F <- cbind(if (drift) n + 1:10, if (k > 0) regressors(10, k, n))
  # R's coefficient order: mean, drift, the caller's regressors.
  m <- suppressWarnings(arima(y, order = a[[1]], include.mean = mean, xreg = X, fixed = coef, transform.pars = FALSE, method = "ML"))
  m$sigma2 <- sum(m$residuals^2, na.rm = TRUE) / (sum(!is.na(y)) - a[[1]][2])   # as forecast::Arima
  p <- predict(m, 10, newxreg = F)
  fixed <- rbind(fixed, data.frame(series = s, gaps = g, p = a[[1]][1], d = a[[1]][2], q = a[[1]][3], constants = a[[3]], k = k,
    coef = num(coef), loglik = num(m$loglik), sigma2 = num(m$sigma2), residuals = num(m$residuals, 9), mean = num(p$pred[steps], 12), se = num(p$se[steps], 12)))
}
write.csv(fixed, "fixed.csv", row.names = FALSE, quote = FALSE)

# Models at R's optimum: CSS-ML, or ML where R refuses the former.
specs <- list(c(0,1,0), c(0,1,1), c(1,1,0), c(2,1,2), c(0,2,0), c(0,2,1), c(0,2,2), c(1,1,1))
rows <- c(lapply(specs, list, ""), lapply(specs[c(1,2,3,8)], list, "drift"), lapply(list(c(0,0,0), c(1,0,0), c(1,0,1), c(2,0,1)), list, "mean"))
est <- NULL
for (s in names(S)) for (a in rows) for (method in c("CSS-ML", "ML")) {
  y <- S[[s]]
  X <- if (a[[2]] == "drift") cbind(drift = seq_along(y)) else NULL
  m <- tryCatch(suppressWarnings(arima(y, order = a[[1]], include.mean = a[[2]] == "mean", xreg = X, method = method)), error = function(e) NULL)
  if (is.null(m)) next
  k <- length(coef(m)); N <- length(y) - a[[1]][2]
  if (N <= k || !is.finite(m$loglik)) next                   # no variance left to estimate, or an exact fit
  m$sigma2 <- sum(m$residuals^2) / (N - k)                   # as forecast::Arima
  p <- suppressWarnings(predict(m, 10, newxreg = if (!is.null(X)) cbind(length(y) + 1:10)))
  est <- rbind(est, data.frame(series = s, method = method, p = a[[1]][1], d = a[[1]][2], q = a[[1]][3], constants = a[[2]],
    coef = num(coef(m)), stderr = num(suppressWarnings(sqrt(diag(m$var.coef)))), loglik = num(m$loglik),
    sigma2 = num(m$sigma2), mean = num(p$pred[steps], 12), se = num(p$se[steps], 12)))
}
write.csv(est, "estimates.csv", row.names = FALSE, quote = FALSE)

# Automatic orders, stepwise and full, and once with a gap in year 5.
auto <- NULL
for (s in names(S)) for (how in c("stepwise", "full", "gap")) {
  y <- S[[s]]; if (how == "gap") { if (length(y) < 12) next; y[5] <- NA }
  m <- tryCatch(suppressWarnings(auto.arima(y, stepwise = how != "full", approximation = FALSE)), error = function(e) NULL)
  if (is.null(m)) next
  o <- m$arma[c(1, 6, 2)]
  auto <- rbind(auto, data.frame(series = s, search = how, p = o[1], d = o[2], q = o[3],
    constants = if ("drift" %in% names(coef(m))) "drift" else if ("intercept" %in% names(coef(m))) "mean" else "",
    loglik = num(m$loglik), aicc = num(m$aicc)))
}
write.csv(auto, "auto.csv", row.names = FALSE, quote = FALSE)

# KPSS and the number of differences.
tests <- NULL
for (s in names(S)) {
  y <- S[[s]]; if (length(unique(y)) == 1) next
  k <- function(type, lag) ur.kpss(y, type = type, use.lag = lag)@teststat
  tests <- rbind(tests, data.frame(series = s, ndiffs = ndiffs(y), mu0 = num(k("mu", 0)), mu4 = num(k("mu", min(4, length(y) - 1))),
    tau2 = num(k("tau", min(2, length(y) - 1)))))
}
write.csv(tests, "tests.csv", row.names = FALSE, quote = FALSE)
