# Writes the data sets and the R reference values that the tests of the stats package read.
# Run in this folder: Rscript generate.R   (made with R 4.2.2; needs base R only)
# norris.csv is not from R: it is NIST StRD Norris, https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml
out <- "../resources/reference/"
digits <- function(x) formatC(x, digits = 17, format = "g", width = 1)
write <- function(data, name) write.csv(data, paste0(out, name), row.names = FALSE, quote = FALSE)

# --- data ---
cars <- cbind(model = gsub(",", "", rownames(mtcars)), mtcars)
write(cars, "mtcars.csv")
# In the units of NIST StRD Longley: R's columns are rounded to thousands or tens.
nist <- with(longley, data.frame(
  employed = round(Employed * 1000), gnp_deflator = GNP.deflator, gnp = round(GNP * 1000),
  unemployed = round(Unemployed * 10), armed_forces = round(Armed.Forces * 10),
  population = round(Population * 1000), year = Year))
write(nist, "longley.csv")
write(data.frame(extra = sleep$extra, group = sleep$group, id = sleep$ID), "sleep.csv")
write(PlantGrowth, "plantgrowth.csv")
write(setNames(iris, c("sepal_length", "sepal_width", "petal_length", "petal_width", "species")), "iris.csv")
# NIST StRD Michelso is R's morley in millions of metres per second.
write(data.frame(y = formatC(299 + morley$Speed / 1000, digits = 2, format = "f")), "michelso.csv")

# --- quantiles ---
rows <- NULL
columns <- list(mtcars.mpg = mtcars$mpg, mtcars.hp = mtcars$hp, mtcars.wt = mtcars$wt,
  sleep.extra = sleep$extra, plantgrowth.weight = PlantGrowth$weight)
for (name in names(columns)) for (p in c(0, 0.01, 0.1, 0.25, 1/3, 0.5, 0.75, 0.9, 0.99, 1))
  rows <- rbind(rows, data.frame(column = name, probability = digits(p),
    value = digits(quantile(columns[[name]], p, type = 7, names = FALSE))))
write(rows, "quantiles-r.csv")

# --- t tests: t.test(first, second, ...) ---
rows <- NULL
s1 <- sleep$extra[sleep$group == 1]; s2 <- sleep$extra[sleep$group == 2]
ctrl <- PlantGrowth$weight[PlantGrowth$group == "ctrl"]; trt2 <- PlantGrowth$weight[PlantGrowth$group == "trt2"]
manual <- mtcars$mpg[mtcars$am == 1]; automatic <- mtcars$mpg[mtcars$am == 0]
add <- function(case, method, alternative, mu, level, ...) {
  r <- t.test(..., alternative = alternative, mu = mu, conf.level = level)
  estimate <- if (length(r$estimate) == 2) r$estimate[[1]] - r$estimate[[2]] else r$estimate[[1]]
  rows <<- rbind(rows, data.frame(case = case, method = method,
    alternative = c(two.sided = "TWO_SIDED", less = "LESS", greater = "GREATER")[[alternative]],
    mu = mu, level = level, t = digits(r$statistic), df = digits(r$parameter), p = digits(r$p.value),
    estimate = digits(estimate), error = digits(r$stderr), low = digits(r$conf.int[1]), high = digits(r$conf.int[2])))
}
for (alternative in c("two.sided", "less", "greater")) for (level in c(0.95, 0.999)) for (mu in c(0, 0.5)) {
  pairs <- list(sleep = list(s1, s2), plantgrowth = list(ctrl, trt2), mtcars = list(manual, automatic))
  for (case in names(pairs)) {
    x <- pairs[[case]][[1]]; y <- pairs[[case]][[2]]
    add(case, "STUDENT", alternative, mu, level, x, y, var.equal = TRUE)
    add(case, "WELCH", alternative, mu, level, x, y)
    add(case, "ONE_SAMPLE", alternative, mu, level, x)
    if (length(x) == length(y)) add(case, "PAIRED", alternative, mu, level, x, y, paired = TRUE)
  }
}
write(rows, "ttest-r.csv")

# --- regressions: lm, one row per coefficient, then one row per model ---
coefficients <- NULL; models <- NULL
norris <- read.csv(paste0(out, "norris.csv"))
noint1 <- data.frame(y = 130:140, x = 60:70)
fit <- function(case, formula, data, level = 0.95) {
  m <- lm(formula, data); s <- summary(m); ci <- confint(m, level = level)
  for (i in seq_along(coef(m))) coefficients <<- rbind(coefficients, data.frame(case = case,
    name = names(coef(m))[i], estimate = digits(s$coefficients[i, 1]), error = digits(s$coefficients[i, 2]),
    t = digits(s$coefficients[i, 3]), p = digits(s$coefficients[i, 4]), low = digits(ci[i, 1]), high = digits(ci[i, 2])))
  f <- s$fstatistic
  models <<- rbind(models, data.frame(case = case, rse = digits(s$sigma), df = m$df.residual,
    r2 = digits(s$r.squared), adjusted = digits(s$adj.r.squared), f = digits(f[1]), fdf = f[2],
    fp = digits(pf(f[1], f[2], f[3], lower.tail = FALSE)), n = nrow(data)))
}
fit("mtcars", mpg ~ wt + hp, mtcars)
fit("mtcars-origin", mpg ~ wt + hp - 1, mtcars)
fit("mtcars-all", mpg ~ cyl + disp + hp + drat + wt + qsec + vs + am + gear + carb, mtcars)
fit("longley", employed ~ gnp_deflator + gnp + unemployed + armed_forces + population + year, nist)
fit("norris", y ~ x, norris)
fit("noint1", y ~ x - 1, noint1)
write(coefficients, "regression-coefficients-r.csv")
write(models, "regression-models-r.csv")

# --- summaries: skewness and excess kurtosis as SAS and SPSS define them (type 2 of e1071, by hand) ---
rows <- NULL
numeric_columns <- function(case, data) for (name in names(data)[sapply(data, is.numeric)]) {
  x <- data[[name]]; n <- length(x); m <- function(k) mean((x - mean(x))^k)
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  g1 <- m(3) / m(2)^1.5; g2 <- m(4) / m(2)^2 - 3
  rows <<- rbind(rows, data.frame(case = case, column = name, count = n, mean = digits(mean(x)), sd = digits(sd(x)),
    min = digits(min(x)), q1 = digits(q[1]), median = digits(q[2]), q3 = digits(q[3]), max = digits(max(x)),
    skewness = digits(g1 * sqrt(n * (n - 1)) / (n - 2)),
    kurtosis = digits((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6)), sum = digits(sum(x))))
}
numeric_columns("mtcars", mtcars)
numeric_columns("iris", setNames(iris, c("sepal_length", "sepal_width", "petal_length", "petal_width", "species")))
write(rows, "summary-r.csv")
