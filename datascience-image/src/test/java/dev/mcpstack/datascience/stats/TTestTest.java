package dev.mcpstack.datascience.stats;

import static dev.mcpstack.datascience.stats.Reference.assertDigits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.datascience.stats.Reference.Row;
import dev.mcpstack.datascience.stats.TTest.Group;
import dev.mcpstack.datascience.stats.TTest.Method;
import dev.mcpstack.datascience.stats.TTest.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TTestTest {
  private static final TTest DEFAULTS = TTest.withDefaults();

  static List<Row> r() {
    return Reference.rows("ttest-r.csv");
  }

  /**
   * R 4.2.2: t.test(first, second, alternative, mu, var.equal, paired, conf.level),
   * src/test/reference/generate.R. Relative 1e-12: R's own rounding is in the last two digits.
   */
  @ParameterizedTest
  @MethodSource("r")
  void test_referenceData_equalsR(Row row) {
    double[][] samples = samples(row.text("case"));
    TTest test =
        DEFAULTS
            .with(Alternative.valueOf(row.text("alternative")))
            .withHypothesised(row.number("mu"))
            .withConfidenceLevel(row.number("level"));
    Method method = Method.valueOf(row.text("method"));
    Result result = run(test, method, samples[0], samples[1]);
    assertThat(result.method()).isEqualTo(method);
    assertThat(result.alternative()).isEqualTo(Alternative.valueOf(row.text("alternative")));
    assertThat(result.hypothesised()).isEqualTo(row.number("mu"));
    assertDigits("t", result.statistic(), row.number("t"), 12);
    assertDigits("df", result.degreesOfFreedom(), row.number("df"), 12);
    assertDigits("p", result.pValue(), row.number("p"), 12);
    assertDigits("estimate", result.estimate(), row.number("estimate"), 13);
    assertDigits("error", result.standardError(), row.number("error"), 13);
    assertThat(result.interval().level()).isEqualTo(row.number("level"));
    double low = result.interval().low().orElse(Double.NEGATIVE_INFINITY);
    double high = result.interval().high().orElse(Double.POSITIVE_INFINITY);
    assertDigits("low", low, row.number("low"), 12);
    assertDigits("high", high, row.number("high"), 12);
  }

  private static double[][] samples(String name) {
    return switch (name) {
      case "sleep" ->
          new double[][] {
            Reference.column("sleep.csv", "extra", "group", "1"),
            Reference.column("sleep.csv", "extra", "group", "2")
          };
      case "plantgrowth" ->
          new double[][] {
            Reference.column("plantgrowth.csv", "weight", "group", "ctrl"),
            Reference.column("plantgrowth.csv", "weight", "group", "trt2")
          };
      case "mtcars" ->
          new double[][] {
            Reference.column("mtcars.csv", "mpg", "am", "1"),
            Reference.column("mtcars.csv", "mpg", "am", "0")
          };
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Result run(TTest test, Method method, double[] first, double[] second) {
    return switch (method) {
      case ONE_SAMPLE -> test.oneSample(first);
      case STUDENT -> test.student(first, second);
      case WELCH -> test.welch(first, second);
      case PAIRED -> test.paired(first, second);
    };
  }

  /**
   * SciPy 1.10.1: ttest_ind(a, b, equal_var=...), ttest_rel(a, b), ttest_1samp(a, 0) on R's sleep;
   * the effects by NumPy: mean difference over the named standard deviation, ddof=1.
   */
  @ParameterizedTest
  @CsvSource({
    "STUDENT, -1.8608134674868524, 0.07918671421593829, -0.8321810813495395, Cohen's d (by the pooled standard deviation)",
    "WELCH, -1.8608134674868526, 0.07939414018735823, -0.8321810813495395, Cohen's d (by the root mean square of both standard deviations)",
    "PAIRED, -4.062127683382037, 0.00283289019738427, -1.2845575625910541, Cohen's d_z (by the standard deviation of the differences)",
    "ONE_SAMPLE, 1.3257101407138212, 0.2175977800684489, 0.4192263561837996, Cohen's d (by the standard deviation)"
  })
  void test_sleep_equalsSciPy(Method method, double t, double p, double effect, String name) {
    double[][] samples = samples("sleep");
    Result result = run(DEFAULTS, method, samples[0], samples[1]);
    assertDigits("t", result.statistic(), t, 12);
    assertDigits("p", result.pValue(), p, 12);
    assertDigits("effect", result.effectSize().value(), effect, 13);
    assertThat(result.effectSize().name()).isEqualTo(name);
  }

  /**
   * mpmath 1.2.1, 60 digits, of range(n) against the same plus shift: t by definition, p by
   * betainc(df/2, 1/2, 0, df/(df+t^2), regularized=True). R 4.2.2 and SciPy 1.10.1 agree. The last
   * p is 5e-497, below the smallest double, and so 0.
   */
  @ParameterizedTest
  @CsvSource({
    "1000, 580.0, -44.904160346048298, 4.7921642020306036e-305",
    "200, 650.0, -112.30289532557681, 1.7554323242466827e-303",
    "20, 800000000.0, -427617987.05987902, 1.3962174605564361e-299",
    "20, 5.0, -2.6726124191242438, 0.011026567813541045",
    "1000, 842.0, -65.188453467883908, 0"
  })
  void student_farApartSamples_keepsDigitsOfTinyP(int count, double shift, double t, double p) {
    double[] first = new double[count];
    double[] second = new double[count];
    for (int index = 0; index < count; index++) {
      first[index] = index;
      second[index] = index + shift;
    }
    Result result = DEFAULTS.student(first, second);
    assertDigits("t", result.statistic(), t, 13);
    assertDigits("p", result.pValue(), p, 12);
  }

  @Test
  void groups_ofTwoSamples_describeEach() {
    // R 4.2.2: mean(x), sd(x) of sleep$extra by group.
    double[][] samples = samples("sleep");
    List<Group> groups = DEFAULTS.welch(samples[0], samples[1]).groups();
    assertThat(groups).extracting(Group::count).containsExactly(10L, 10L);
    assertDigits("mean", groups.getFirst().mean(), 0.75, 15);
    assertDigits("mean", groups.getLast().mean(), 2.33, 15);
    assertDigits("sd", groups.getFirst().standardDeviation(), 1.789009657759163, 15);
  }

  @Test
  void groups_ofPairs_describeDifferences() {
    double[][] samples = samples("sleep");
    Result result = DEFAULTS.paired(samples[0], samples[1]);
    assertThat(result.groups()).extracting(Group::count).containsExactly(10L);
    assertDigits("mean", result.groups().getFirst().mean(), -1.58, 15);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void summaryForm_mergedChunks_equalsArrayForm(Method method) {
    double[][] samples = samples("sleep");
    Moments first = merged(samples[0]);
    Moments second = merged(samples[1]);
    double[] differences = new double[10];
    for (int index = 0; index < 10; index++) {
      differences[index] = samples[0][index] - samples[1][index];
    }
    Result summary =
        switch (method) {
          case ONE_SAMPLE -> DEFAULTS.oneSample(first);
          case STUDENT -> DEFAULTS.student(first, second);
          case WELCH -> DEFAULTS.welch(first, second);
          case PAIRED -> DEFAULTS.pairedDifferences(merged(differences));
        };
    Result whole = run(DEFAULTS, method, samples[0], samples[1]);
    assertDigits("t", summary.statistic(), whole.statistic(), 13);
    assertDigits("p", summary.pValue(), whole.pValue(), 13);
  }

  private static Moments merged(double[] values) {
    Moments moments = new Moments();
    for (int from = 0; from < values.length; from += 3) {
      Moments part = new Moments();
      part.addAll(values, from, Math.min(values.length, from + 3));
      moments.merge(part);
    }
    return moments;
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"STUDENT", "WELCH", "PAIRED"})
  void swap_ofSamples_flipsSigns(Method method) {
    double[][] samples = samples("sleep");
    Result forward = run(DEFAULTS, method, samples[0], samples[1]);
    Result backward = run(DEFAULTS, method, samples[1], samples[0]);
    assertThat(backward.statistic()).isEqualTo(-forward.statistic());
    assertThat(backward.estimate()).isEqualTo(-forward.estimate());
    assertThat(backward.effectSize().value()).isEqualTo(-forward.effectSize().value());
    assertThat(backward.pValue()).isEqualTo(forward.pValue());
    assertThat(backward.interval().low().orElseThrow())
        .isEqualTo(-forward.interval().high().orElseThrow());
    assertThat(run(DEFAULTS.with(Alternative.LESS), method, samples[0], samples[1]).pValue())
        .isEqualTo(
            run(DEFAULTS.with(Alternative.GREATER), method, samples[1], samples[0]).pValue());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void test_scaledAndShuffledSamples_isUnchanged(Method method) {
    double[] first = Reference.normal(50, 1, 2, 21);
    double[] second = Reference.normal(50, 1.5, 3, 22);
    Result plain = run(DEFAULTS, method, first, second);
    // The same seed keeps the pairs together.
    Result changed =
        run(
            DEFAULTS,
            method,
            scaled(Reference.shuffled(first, 5), 1e100),
            scaled(Reference.shuffled(second, 5), 1e100));
    assertDigits("t", changed.statistic(), plain.statistic(), 13);
    assertDigits("df", changed.degreesOfFreedom(), plain.degreesOfFreedom(), 13);
    assertDigits("effect", changed.effectSize().value(), plain.effectSize().value(), 13);
  }

  private static double[] scaled(double[] values, double scale) {
    double[] scaled = values.clone();
    for (int index = 0; index < scaled.length; index++) {
      scaled[index] *= scale;
    }
    return scaled;
  }

  @Test
  void welch_oneConstantSample_usesTheOther() {
    // R 4.2.2: t.test(c(5, 5, 5), c(1, 2, 4)) gives t = 3.023716, df = 2.
    Result result = DEFAULTS.welch(new double[] {5, 5, 5}, new double[] {1, 2, 4});
    assertDigits("df", result.degreesOfFreedom(), 2, 15);
    assertDigits("t", result.statistic(), 3.0237157840738176, 15);
  }

  @Test
  void oneSample_twoValues_isEnough() {
    Result result = DEFAULTS.withHypothesised(1).oneSample(new double[] {1, 3});
    assertThat(result.degreesOfFreedom()).isEqualTo(1);
    assertDigits("t", result.statistic(), 1, 15);
    assertDigits("p", result.pValue(), 0.5, 15);
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_SAMPLE, The sample has 1 usable values",
    "STUDENT, The first sample has 1 usable values",
    "WELCH, The first sample has 1 usable values",
    "PAIRED, The set of pairs has 1 usable values"
  })
  void test_tooFewValues_isRefused(Method method, String problem) {
    assertThatThrownBy(() -> run(DEFAULTS, method, new double[] {1}, new double[] {2}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll(problem, "at least 2", "missing values");
  }

  @Test
  void welch_tooFewInSecondSample_namesIt() {
    assertThatThrownBy(() -> DEFAULTS.welch(new double[] {1, 2}, new double[] {}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("The second sample has 0 usable values");
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void test_constantData_isRefused(Method method) {
    double[] first = {3.1, 3.1, 3.1};
    double[] second = {2.2, 2.2, 2.2};
    assertThatThrownBy(() -> run(DEFAULTS, method, first, second))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("constant", "undefined");
  }

  @Test
  void oneSample_constantUpToRounding_isRefused() {
    // 0.1 + 0.2 is one rounding unit above 0.3.
    assertThatThrownBy(() -> DEFAULTS.oneSample(new double[] {0.3, 0.1 + 0.2, 0.3}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("constant");
  }

  @Test
  void oneSample_spreadBelowDoubles_isRefused() {
    assertThatThrownBy(() -> DEFAULTS.oneSample(new double[] {1e-200, 2e-200}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("less than a double can square", "smaller unit");
  }

  @Test
  void paired_differentLengths_isRefused() {
    assertThatThrownBy(() -> DEFAULTS.paired(new double[] {1, 2, 3}, new double[] {1, 2}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("equal length", "3 and 2", "incomplete pairs");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void paired_unusableValue_isRefused(double value) {
    assertThatThrownBy(() -> DEFAULTS.paired(new double[] {1, 2}, new double[] {value, 2}))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("in the data");
    assertThatThrownBy(() -> DEFAULTS.withHypothesised(value))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("in the hypothesised value");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
  void confidenceLevel_outOfRange_isRefused(double level) {
    assertThatThrownBy(() -> DEFAULTS.withConfidenceLevel(level))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("not between 0 and 1", "0.95");
  }
}
