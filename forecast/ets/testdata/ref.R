# Makes the reference numbers of this directory from series.csv:
#
#   Rscript ref.R     (R 4.2.2, forecast 8.20)
#
# fixed.csv     log-likelihood and criteria at given parameters (forecast:::pegelsresid.C, no optimiser)
# fitted.csv    fitted values of the same
# optimum.csv   ets() at R's own optimum, one row a model, and AUTO: ets(model = "ZZN")
# forecast.csv  10-step means and 80/95 % limits of the models in optimum.csv
suppressPackageStartupMessages(library(forecast))
options(digits = 15)
d <- read.csv("series.csv", stringsAsFactors = FALSE)
S <- lapply(split(d, factor(d$series, levels = unique(d$series))), function(z) ts(z$value, start = z$year[1]))
specs <- c("ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "MMN")
part <- function(s) list(e = substr(s, 1, 1), t = substr(s, 2, 2), d = grepl("d", s))
num <- function(x) ifelse(is.finite(x), formatC(x, digits = 15, width = 1, format = "g"), "")
put <- function(rows, file) write.csv(do.call(rbind, rows), file, row.names = FALSE, quote = FALSE)

fixed <- function(name, y, s) {
  p <- part(s); l0 <- y[1]; if (p$e == "M" && min(y) <= 0) return(NULL)
  b0 <- if (p$t == "M") 1.02 else y[2] - y[1]; phi <- if (p$d) 0.9 else 1
  e <- forecast:::pegelsresid.C(y, 1, c(l = l0, if (p$t != "N") c(b = b0)), p$e, p$t, "N", p$d, 0.4,
    if (p$t != "N") 0.1, NULL, if (p$d) phi, 3)
  n <- length(y); k <- 3 + 2 * (p$t != "N") + p$d; ll <- -0.5 * e$lik
  f <- if (p$e == "A") y - e$e else y / (1 + e$e)
  list(row = data.frame(series = name, spec = s, alpha = 0.4, beta = if (p$t == "N") "" else 0.1,
         phi = if (p$d) 0.9 else "", l0 = num(l0), b0 = if (p$t == "N") "" else num(b0), loglik = num(ll), aic = num(-2 * ll + 2 * k),
         aicc = num(-2 * ll + 2 * k + 2 * k * (k + 1) / (n - k - 1)), bic = num(-2 * ll + k * log(n)), mse = num(mean((y - f)^2))),
       fit = data.frame(series = name, spec = s, t = seq_len(n), fitted = num(as.numeric(f))))
}
F <- list(); for (n in names(S)) for (s in c(specs[c(1:5, 7)])) if (length(S[[n]]) > 3) F[[length(F) + 1]] <- fixed(n, S[[n]], s)
put(lapply(F, `[[`, "row"), "fixed.csv"); put(lapply(F, `[[`, "fit"), "fitted.csv")

g <- function(p, k) if (k %in% names(p)) num(p[[k]]) else ""
opt <- function(name, y, s) tryCatch({
  set.seed(1)
  p <- part(s)
  m <- suppressWarnings(if (s == "AUTO") ets(y, model = "ZZN") else ets(y, model = paste0(p$e, p$t, "N"), damped = p$d, allow.multiplicative.trend = TRUE))
  if (is.null(m$loglik) || !is.finite(m$loglik) || !is.finite(m$sigma2)) return(NULL)
  f <- forecast(m, h = 10, level = c(80, 95), npaths = 100000)
  list(row = data.frame(series = name, spec = s, method = gsub("ETS\\(|\\)|,", "", m$method), alpha = g(m$par, "alpha"), beta = g(m$par, "beta"), phi = g(m$par, "phi"),
         l0 = g(m$par, "l"), b0 = g(m$par, "b"), loglik = num(m$loglik), aicc = num(m$aicc), sigma2 = num(m$sigma2)),
       fc = data.frame(series = name, spec = s, h = 1:10, mean = num(as.numeric(f$mean)), lo80 = num(f$lower[, 1]), hi80 = num(f$upper[, 1]),
         lo95 = num(f$lower[, 2]), hi95 = num(f$upper[, 2])))
}, error = function(e) NULL)
O <- list(); for (n in names(S)) for (s in c(specs, "AUTO")) O[[length(O) + 1]] <- opt(n, S[[n]], s)
O <- Filter(Negate(is.null), O)
put(lapply(O, `[[`, "row"), "optimum.csv")
put(lapply(Filter(function(z) z$row$spec != "AUTO", O), `[[`, "fc"), "forecast.csv")
