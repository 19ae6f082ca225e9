package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;

/**
 * A tool's answer.
 *
 * @param text what a model reads
 * @param structured what a program reads
 */
record Reply(boolean failed, String text, @Nullable Object structured) {
  /** Asserts that the call did what it should. */
  Reply complete() {
    assertThat(failed).as(text).isFalse();
    assertThat(at("status")).isEqualTo("complete");
    return this;
  }

  /** Asserts the refusal: its code, what happened, and what to do. */
  Reply refused(String code, String cause, String remedy) {
    assertThat(failed).as(text).isTrue();
    assertThat(at("error", "code")).isEqualTo(code);
    assertThat((String) at("error", "message")).isEqualTo(cause);
    assertThat((String) at("error", "recovery", 0)).isEqualTo(remedy);
    assertThat(text).contains(code, cause, remedy).doesNotContain("Exception", "\tat ");
    return this;
  }

  /** The part at a path of keys and indices; null where there is a null or nothing. */
  @Nullable Object at(Object... path) {
    Object part = structured;
    for (Object step : path) {
      part =
          switch (step) {
            case Integer index -> ((List<?>) part(part, step)).get(index);
            default -> ((Map<?, ?>) part(part, step)).get(step);
          };
    }
    return part;
  }

  double number(Object... path) {
    return ((Number) part(at(path), List.of(path))).doubleValue();
  }

  /** Asserts a number to about nine digits. */
  Reply near(double expected, Object... path) {
    assertThat(number(path))
        .as("%s", List.of(path))
        .isCloseTo(expected, Percentage.withPercentage(1e-7));
    return this;
  }

  /** The same where the expected number is a cell of a reference file. */
  Reply near(@Nullable String expected, Object... path) {
    return near(Double.parseDouble((String) part(expected, List.of(path))), path);
  }

  private static Object part(@Nullable Object found, Object what) {
    if (found == null) {
      throw new AssertionError("nothing at " + what);
    }
    return found;
  }
}
