# Reference numbers of crps_test.go: Rscript crps.R > crps.csv
# The defining integral of (F(x) - 1{x >= y})^2, by R 4.2.2's integrate().
crps <- function(F, y) {
  f <- function(x) F(x)^2; g <- function(x) (1 - F(x))^2
  i <- function(h, a, b) integrate(h, a, b, rel.tol = 1e-12, subdivisions = 5000)$value
  # in pieces, so that no part of the mass is missed
  i(f, -Inf, y - 5) + i(f, y - 5, y) + i(g, y, y + 5) + i(g, y + 5, Inf)
}
cat("dist,a,b,nu,y,crps\n")
row <- function(d, a, b, nu, y, F) cat(sprintf("%s,%g,%g,%g,%g,%.10g\n", d, a, b, nu, y, crps(F, y)))
for (y in c(-2, 0, 0.5, 4)) row("normal", 0.5, 1.5, 0, y, function(x) pnorm(x, 0.5, 1.5))
for (y in c(0.1, 1, 3, 8)) row("lognormal", 0.3, 0.6, 0, y, function(x) plnorm(x, 0.3, 0.6))
for (nu in c(2, 3.5, 10)) for (y in c(-2, 1, 6)) row("t", 1, 2, nu, y, function(x) pt((x - 1) / 2, nu))
