"""Writes reference values computed with 100 decimal digits from the doubles that the tests feed in.

Run in this folder after generate.R: python3 exact.py   (made with Python 3.11, mpmath 1.2.1)

Moments: plain two-pass definitions. Regressions: normal equations, which are exact enough at 100
digits. Probabilities: the regularised incomplete beta function. Nothing is shared with the Java code.
Data sets by rule: NIST StRD NumAcc1-4, NoInt1 and Wampler1-5, https://www.itl.nist.gov/div898/strd/
"""

import csv

from mpmath import betainc, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 100
OUT = "../resources/reference/"


def show(value):
    return nstr(value, 20, min_fixed=0, max_fixed=0)


def read(name):
    with open(OUT + name) as file:
        return list(csv.DictReader(file))


def column(rows, name):
    return [float(row[name]) for row in rows]


def write(name, header, rows):
    with open(OUT + name, "w", newline="\n") as file:
        file.write(",".join(header) + "\n")
        for row in rows:
            file.write(",".join(str(cell) for cell in row) + "\n")


# --- moments ---
def alternating(middle, low, high):
    return [middle] + [low, high] * 500


mtcars, longley, norris = read("mtcars.csv"), read("longley.csv"), read("norris.csv")
univariate = {
    "NumAcc1": [10000001.0, 10000003.0, 10000002.0],
    "NumAcc2": alternating(1.2, 1.1, 1.3),
    "NumAcc3": alternating(1000000.2, 1000000.1, 1000000.3),
    "NumAcc4": alternating(10000000.2, 10000000.1, 10000000.3),
    "Michelso": column(read("michelso.csv"), "y"),
    "mtcars.mpg": column(mtcars, "mpg"),
    "mtcars.hp": column(mtcars, "hp"),
    "longley.employed": column(longley, "employed"),
    "plantgrowth.weight": column(read("plantgrowth.csv"), "weight"),
    "sleep.extra": column(read("sleep.csv"), "extra"),
}
mp.dps = 5100  # The first 5000 digits of pi, 3 included; not quite the digits of NIST PiDigits.
univariate["pi5000"] = [float(digit) for digit in str(+pi).replace(".", "")[:5000]]
mp.dps = 100

rows = []
for name, values in univariate.items():
    xs = [mpf(x) for x in values]
    n = mpf(len(xs))
    mean = sum(xs) / n
    m2, m3, m4 = (sum((x - mean) ** k for x in xs) / n for k in (2, 3, 4))
    variance = m2 * n / (n - 1)
    g1 = m3 / m2 ** mpf(1.5)
    skewness = g1 * sqrt(n * (n - 1)) / (n - 2)
    g2 = m4 / m2**2 - 3
    kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6) if n > 3 else ""
    rows.append([name, len(xs)] + [show(v) for v in (sum(xs), mean, variance, sqrt(variance), skewness)]
                + [show(kurtosis) if n > 3 else ""])
write("moments-exact.csv", ["dataset", "n", "sum", "mean", "variance", "sd", "skewness", "kurtosis"], rows)


# --- probabilities ---
def t_two_sided(t, df):
    if t * t < min(df, 64):  # the complement converges fast here, and loses no more than 15 digits
        return 1 - betainc(mpf(1) / 2, mpf(df) / 2, 0, t * t / (df + t * t), regularized=True)
    return betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def f_upper(f, d1, d2):
    return betainc(mpf(d2) / 2, mpf(d1) / 2, 0, d2 / (d2 + d1 * f), regularized=True)


rows = []
for df in ("0.5", "1", "2.5", "9", "30", "1000", "123456.75", "1e8"):
    for t in ("1e-8", "0.5", "2", "6", "37", "1e4"):
        p = t_two_sided(mpf(t), mpf(df))
        if p > mpf("1e-305"):
            rows.append([df, t, show(p)])
write("t-probabilities-exact.csv", ["df", "t", "p"], rows)

def quantile(tail, df):
    low, high = mpf(0), mpf(1)
    while t_two_sided(high, df) > 2 * tail:
        high *= 2
    while high - low > mpf("1e-25") * high:
        middle = (low + high) / 2
        if t_two_sided(middle, df) > 2 * tail:
            low = middle
        else:
            high = middle
    return low


rows = []
for df in ("1", "2", "5.25", "18", "29", "1000", "1000000"):
    for tail in ("0.4", "0.05", "0.025", "0.005", "0.0005", "1e-9"):
        rows.append([df, tail, show(quantile(mpf(tail), mpf(df)))])
write("t-quantiles-exact.csv", ["df", "tail", "t"], rows)

# --- regressions ---
coefficients, models = [], []


def fit(case, names, columns, target, intercept=True):
    n, y = len(target), [mpf(v) for v in target]
    data = [([mpf(1)] if intercept else []) + [mpf(c[i]) for c in columns] for i in range(n)]
    labels = (["(Intercept)"] if intercept else []) + names
    p = len(labels)
    normal = matrix(p, p)
    right = matrix(p, 1)
    for row, value in zip(data, y):
        for i in range(p):
            right[i] += row[i] * value
            for j in range(p):
                normal[i, j] += row[i] * row[j]
    inverse = normal**-1
    b = inverse * right
    residual = sum((value - sum(row[i] * b[i] for i in range(p))) ** 2 for row, value in zip(data, y))
    mean = sum(y) / n if intercept else mpf(0)
    total = sum((value - mean) ** 2 for value in y)
    df = n - p
    variance = residual / df
    perfect = residual < total * mpf(10) ** -28  # nothing but the rounding of the inputs to doubles
    for i, label in enumerate(labels):
        error = mpf(0) if perfect else sqrt(variance * inverse[i, i])
        t = "" if perfect else b[i] / error
        coefficients.append([case, label, show(b[i]), show(error), "" if perfect else show(t),
                             "" if perfect else show(t_two_sided(t, mpf(df)))])
    k = len(names)
    r2 = 1 - residual / total
    adjusted = 1 - residual / total * (n - (1 if intercept else 0)) / df
    f = "" if perfect else (total - residual) / k / variance
    models.append([case, n, df, show(mpf(0) if perfect else sqrt(variance)), show(r2), show(adjusted),
                   "" if perfect else show(f), k, "" if perfect else show(f_upper(f, mpf(k), mpf(df)))])


fit("longley", ["gnp_deflator", "gnp", "unemployed", "armed_forces", "population", "year"],
    [column(longley, c) for c in ("gnp_deflator", "gnp", "unemployed", "armed_forces", "population", "year")],
    column(longley, "employed"))
fit("norris", ["x"], [column(norris, "x")], column(norris, "y"))
fit("noint1", ["x"], [list(range(60, 71))], list(range(130, 141)), intercept=False)
fit("mtcars", ["wt", "hp"], [column(mtcars, "wt"), column(mtcars, "hp")], column(mtcars, "mpg"))
fit("mtcars-origin", ["wt", "hp"], [column(mtcars, "wt"), column(mtcars, "hp")], column(mtcars, "mpg"), intercept=False)

x = list(range(21))
powers = [[float(v**k) for v in x] for k in range(1, 6)]
ones = [sum(v**k for k in range(6)) for v in x]
# Wampler's disturbance, orthogonal to every polynomial up to degree 5.
delta = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048,
         -2048, 1838, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759]
assert all(sum(d * v**k for d, v in zip(delta, x)) == 0 for k in range(6))
names = ["x1", "x2", "x3", "x4", "x5"]
fit("wampler1", names, powers, ones)
# As printed by NIST, with five decimals: 1 + 0.1 x + ... + 0.00001 x^5.
fit("wampler2", names, powers, [float("%.5f" % (sum(v**k * 10 ** (5 - k) for k in range(6)) / 1e5)) for v in x])
for case, scale in (("wampler3", 1), ("wampler4", 100), ("wampler5", 10000)):
    fit(case, names, powers, [o + scale * d for o, d in zip(ones, delta)])

write("regression-coefficients-exact.csv", ["case", "name", "estimate", "error", "t", "p"], coefficients)
write("regression-models-exact.csv", ["case", "n", "df", "rse", "r2", "adjusted", "f", "fdf", "fp"], models)
