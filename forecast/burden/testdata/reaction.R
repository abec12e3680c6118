# Reference numbers of TestReactionAgreesWithR, R 4.2.2 without packages:
#
#   Rscript reaction.R > reaction.csv
#
# responses.csv has the yearly growth of military spending in constant prices of 15
# countries (own) and of their rivals the year before (rival), in logarithms, to six
# decimals: SIPRI 2026 over the GDP deflators of the IMF's WEO of October 2025, as
# forecast/pipeline/rivalry.go makes them from the snapshot of October 2026.
d <- read.csv("responses.csv")
kappa <- function(d, name) {
  m <- lm(own ~ rival + factor(country) + factor(year), d)
  X <- model.matrix(m)
  bread <- solve(crossprod(X))
  meat <- crossprod(rowsum(X * resid(m), d$country))
  G <- length(unique(d$country)); n <- nrow(X); K <- ncol(X)
  V <- bread %*% meat %*% bread * G/(G-1) * (n-1)/(n-K)
  cat(sprintf("%s,%.15g,%.15g,%d,%d,%d\n", name, coef(m)["rival"], sqrt(V["rival", "rival"]), n, G, length(unique(d$year))))
}
cat("rows,kappa,se,n,countries,years\n")
kappa(d, "all")
kappa(d[seq_len(nrow(d)) %% 3 != 0, ], "two-thirds") # unbalanced
kappa(d[d$year >= 2000, ], "recent")
