# Reference numbers of accuracy_test.go: Rscript accuracy.R > accuracy.csv
# Made with R 4.2.2, forecast 8.20: the last 6 values held out, naive and drift.
suppressPackageStartupMessages(library(forecast))
cat("series,method,ME,RMSE,MAE,MPE,MAPE,MASE,train,test,forecast\n")
join <- function(v) paste(sprintf("%.12g", c(v)), collapse = " ")
for (n in c("Nile", "uspop", "airmiles", "LakeHuron")) { x <- ts(c(get(n))); k <- length(x) - 6
  train <- window(x, end = k); test <- window(x, start = k + 1)
  for (m in c("naive", "drift")) {
    f <- rwf(train, h = 6, drift = m == "drift")$mean
    a <- accuracy(rwf(train, h = 6, drift = m == "drift"), test)["Test set", ]
    cat(n, m, sprintf("%.12g", a[c("ME", "RMSE", "MAE", "MPE", "MAPE", "MASE")]), join(train), join(test), join(f), sep = ","); cat("\n") } }
