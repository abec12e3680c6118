# Reference numbers of R for package residual, from R's own data sets.
#
#   Rscript reference.R        (in this directory; needs the package tseries)
#
# writes reference.csv; the one here was made by R 4.2.2 with tseries 0.10-53.
# Lists within a field are separated by semicolons.
suppressPackageStartupMessages(library(tseries))
num <- function(v) paste(sprintf("%.15g", v), collapse = ";")
out <- NULL
for (s in c("Nile", "uspop", "airmiles", "discoveries")) {
  y <- as.numeric(get(s)); lb <- Box.test(y, lag = 5, type = "Ljung"); lf <- Box.test(y, lag = 8, type = "Ljung", fitdf = 3); jb <- jarque.bera.test(y)
  out <- rbind(out, data.frame(series = s, y = num(y), acf = num(acf(y, 8, plot = FALSE)$acf), pacf = num(pacf(y, 8, plot = FALSE)$acf),
    lb5 = num(c(lb$statistic, lb$p.value)), lb8 = num(c(lf$statistic, lf$p.value)), jb = num(c(jb$statistic, jb$p.value))))
}
y <- as.numeric(Nile); y[c(3, 10, 11, 50)] <- NA
out <- rbind(out, data.frame(series = "Nile with gaps", y = gsub("NA", "NaN", num(y)), acf = num(acf(y, 8, plot = FALSE, na.action = na.pass)$acf),
  pacf = num(pacf(y, 8, plot = FALSE, na.action = na.pass)$acf), lb5 = "", lb8 = "", jb = ""))
write.csv(out, "reference.csv", row.names = FALSE, quote = FALSE)
