# Reference numbers of choose_test.go: Rscript lambda.R > lambda.csv
# Made with R 4.2.2, forecast 8.20; series from R's datasets package, and
# "reciprocal", whose reciprocals are a line, so that lambda is negative.
suppressPackageStartupMessages(library(forecast))
series <- list(airmiles = airmiles, discoveries = discoveries, lakehuron = LakeHuron, lynx = lynx,
  nhtemp = nhtemp, nile = Nile, uspop = ts(c(uspop)), wwwusage = WWWusage, longley = ts(longley$GNP),
  reciprocal = ts(signif(1 / (1.2 - 0.045 * (1:20) + 0.02 * sin(1:20)), 6)),
  growth = ts(signif(100 * 1.07^(1:12) * (1 + 0.01 * cos(3 * (1:12))), 6)))
cell <- function(x, ...) tryCatch(sprintf("%.10g", suppressWarnings(BoxCox.lambda(x, ...))), error = function(e) "")
cat("name,guerrero,guerrero01,loglik,loglik01,y\n")
for (n in names(series)) { x <- series[[n]]
  cat(n, cell(x, "guerrero", -1, 2), cell(x, "guerrero", 0, 1), cell(x, "loglik", -1, 2), cell(x, "loglik", 0, 1),
    paste(sprintf("%.10g", c(x)), collapse = " "), sep = ","); cat("\n") }
