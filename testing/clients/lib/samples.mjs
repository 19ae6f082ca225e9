// What is asked of the sample data, and the answers known beforehand.

export const SOURCE = 'samples';

export const LONGLEY_SQL = 'SELECT * FROM longley ORDER BY year';
export const LONGLEY_TARGET = 'employed';
export const LONGLEY_FEATURES = ['gnp_deflator', 'gnp', 'unemployed', 'armed_forces', 'population', 'year'];

/** Certified by NIST StRD "Longley": [name, estimate, standard error]; undefined is the intercept, however it is named. */
export const LONGLEY_COEFFICIENTS = [
  [undefined, -3482258.63459582, 890420.383607373],
  ['gnp_deflator', 15.0618722713733, 84.9149257747669],
  ['gnp', -0.035819179292591, 0.0334910077722432],
  ['unemployed', -2.02022980381683, 0.488399681651699],
  ['armed_forces', -1.03322686717359, 0.214274163161675],
  ['population', -0.0511041056535807, 0.22607320006937],
  ['year', 1829.15146461355, 455.478499142212],
];
export const LONGLEY_FIT = { rSquared: 0.995479004577296, residualStandardError: 304.854073561965, fStatistic: 330.285339234588, degreesOfFreedom: 9 };

/** Mean and standard deviation of `employed`, R 4.2.2: mean(longley$Employed * 1000), sd(longley$Employed * 1000). */
export const EMPLOYED = { mean: 65317, standardDeviation: 3511.96835596982 };

/** R 4.2.2: t.test(temp_max ~ location, data = read.csv("weather.csv")); the sign of t depends on which group comes first. */
export const WEATHER_SQL = 'SELECT location, temp_max FROM weather';
export const WEATHER_WELCH = { t: 2.06497559904758, degreesOfFreedom: 2712.85410028718, pValue: 0.0390201191808437 };

/**
 * A query whose time grows in proportion to `units`: 20,000 flights x 2,922 days x `units` airports, a third to two thirds of a second for each unit
 * on two cores. It returns one row, reads nothing but the samples and can't be answered from statistics.
 */
export function slowSql(units) {
  return (
    'SELECT sum(f.delay * w.wind - a.longitude) AS work ' +
    `FROM flights f, weather w, (SELECT longitude FROM airports LIMIT ${units}) a`
  );
}

/** The tools of the gateway, in alphabetical order. */
export const TOOLS = [
  'analyze',
  'describe_source',
  'describe_table',
  'execute_query',
  'hypothesis_test',
  'list_sources',
  'open_stream',
  'read_rows',
  'regression',
  'release',
  'summarize',
  'wait',
];
