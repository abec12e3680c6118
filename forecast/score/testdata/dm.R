# Reference numbers of dm_test.go: Rscript dm.R > dm.csv
# Made with R 4.2.2, forecast 8.20: tsCV errors of naive and drift at h years
# ahead, first origin 5, compared by dm.test.
suppressPackageStartupMessages(library(forecast))
cat("series,h,power,bartlett,statistic,two.sided,less,greater,e1,e2\n")
join <- function(v) paste(sprintf("%.10g", v), collapse = " ")
cv <- function(x, h, drift) { e <- tsCV(x, function(x, h) rwf(x, h = h, drift = drift), h = 3, initial = 5); c(e[, h]) }
for (n in c("Nile", "nhtemp", "uspop")) { x <- ts(c(get(n)))
  for (h in c(1, 3)) { a <- cv(x, h, FALSE); b <- cv(x, h, TRUE); ok <- is.finite(a) & is.finite(b); a <- a[ok]; b <- b[ok]
    for (p in 1:2) for (v in c("acf", "bartlett")) {
      t <- lapply(c("two.sided", "less", "greater"), function(s) suppressWarnings(dm.test(a, b, s, h, p, v)))
      cat(n, h, p, v == "bartlett", sprintf("%.10g", c(t[[1]]$statistic, sapply(t, `[[`, "p.value"))), join(a), join(b), sep = ","); cat("\n") } } }
