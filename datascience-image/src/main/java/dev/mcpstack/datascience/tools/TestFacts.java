package dev.mcpstack.datascience.tools;

import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.stats.Moments;
import dev.mcpstack.datascience.stats.StatisticsException;
import dev.mcpstack.datascience.stats.TTest;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From samples to the outcome of a t test. */
final class TestFacts {
  private TestFacts() {}

  static HypothesisTestTool.Facts of(HypothesisTestTool.Args args, Samples samples) {
    Map<String, Moments> groups = samples.groups();
    List<Moments> moments = new ArrayList<>(groups.values());
    TTest test =
        TTest.withDefaults()
            .with(args.alternative().alternative())
            .withHypothesised(args.mean())
            .withConfidenceLevel(args.confidence());
    try {
      TTest.Result result =
          switch (args.test()) {
            case WELCH -> test.welch(moments.get(0), moments.get(1));
            case STUDENT -> test.student(moments.get(0), moments.get(1));
            case PAIRED -> test.pairedDifferences(moments.getLast());
            case ONE_SAMPLE -> test.oneSample(moments.getFirst());
          };
      return facts(args, result, groups, samples.dropped());
    } catch (StatisticsException e) {
      long used = args.test().comparesGroups() ? both(moments) : moments.getFirst().count();
      throw DataScienceError.unsuitable(e, used, samples.dropped());
    }
  }

  private static long both(List<Moments> moments) {
    return moments.stream().mapToLong(Moments::count).sum();
  }

  private static HypothesisTestTool.Facts facts(
      HypothesisTestTool.Args args,
      TTest.Result result,
      Map<String, Moments> groups,
      long dropped) {
    TTest.Interval interval = result.interval();
    return new HypothesisTestTool.Facts(
        method(args.test()),
        result.statistic(),
        result.degreesOfFreedom(),
        result.pValue(),
        result.estimate(),
        result.standardError(),
        interval.level(),
        interval.low().orElse(Double.NaN),
        interval.high().orElse(Double.NaN),
        new HypothesisTestTool.EffectSize(result.effectSize().name(), result.effectSize().value()),
        groups(groups),
        dropped,
        reading(args, result, new ArrayList<>(groups.keySet())));
  }

  private static List<HypothesisTestTool.Group> groups(Map<String, Moments> groups) {
    return groups.entrySet().stream()
        .map(group ->
            new HypothesisTestTool.Group(
                Shown.cut(group.getKey(), 200),
                group.getValue().count(),
                group.getValue().mean().orElse(Double.NaN),
                group.getValue().standardDeviation().orElse(Double.NaN)))
        .toList();
  }

  private static String method(HypothesisTestTool.Test test) {
    return switch (test) {
      case WELCH -> "Welch two-sample t test";
      case STUDENT -> "Student two-sample t test (equal variances)";
      case PAIRED -> "Paired t test";
      case ONE_SAMPLE -> "One-sample t test";
    };
  }

  private static String reading(
      HypothesisTestTool.Args args, TTest.Result result, List<String> names) {
    String level = Numbers.percent(1 - args.confidence());
    String what =
        switch (args.test()) {
          case WELCH, STUDENT ->
              "The difference of the means of %s, %s minus %s,"
                  .formatted(
                      Shown.name(args.column()),
                      Shown.quoted(names.get(0)),
                      Shown.quoted(names.get(1)));
          case PAIRED ->
              "The mean of the differences, %s minus %s,"
                  .formatted(Shown.name(names.get(0)), Shown.name(names.get(1)));
          case ONE_SAMPLE -> "The mean of " + Shown.name(args.column());
        };
    String departs =
        switch (args.alternative()) {
          case TWO_SIDED -> "different from";
          case LESS -> "less than";
          case GREATER -> "greater than";
        };
    boolean clear = result.pValue() < 1 - args.confidence();
    return "%s is %s, which is %s %s %s at the %s level (%s)."
            .formatted(
                what,
                Numbers.of(result.estimate()),
                clear ? "significantly" : "not significantly",
                departs,
                Numbers.of(args.mean()),
                level,
                Numbers.pEquals(result.pValue()))
        + (clear ? "" : " That is no proof that there is no difference.");
  }
}
