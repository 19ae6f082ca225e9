package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeMistakesTest {
  record NoDescription(int a) {}

  record BlankDescription(@Description(" ") int a) {}

  record WrongDefault(@Description("A.") @Default("x") int a) {}

  record WrongExample(@Description("A.") @Example("x") int a) {}

  record DefaultOutOfRange(@Description("A.") @Default("0") @Range(min = 1) int a) {}

  record OptionalDefault(@Description("A.") @Default("1") Optional<Integer> a) {}

  record Itself(@Description("A.") List<Itself> a) {}

  record Generic<T>(@Description("A.") T a) {}

  record GenericUse(@Description("A.") Generic<String> a) {}

  record Unsupported(@Description("A.") Thread a) {}

  record Bytes(@Description("A.") Optional<byte[]> a) {}

  record RangedText(@Description("A.") @Range(min = 1) String a) {}

  record SizedNumber(@Description("A.") @Size(max = 1) int a) {}

  record PatternedNumber(@Description("A.") @Pattern(regexp = "1", message = "1") int a) {}

  record SizedFlag(@Description("A.") @Size(max = 1) boolean a) {}

  record EmptyRange(@Description("A.") @Range(min = 2, max = 1) int a) {}

  record EmptySize(@Description("A.") @Size(min = 2, max = 1) String a) {}

  record UnboundedPattern(@Description("A.") @Pattern(regexp = "a", message = "a") String a) {}

  record SlowPattern(
      @Description("A.") @Size(max = 9) @Pattern(regexp = "(a+)+", message = "a") String a) {}

  record LookAround(
      @Description("A.") @Size(max = 9) @Pattern(regexp = "(?=a)a", message = "a") String a) {}

  record BackReference(
      @Description("A.") @Size(max = 9) @Pattern(regexp = "(a)\\1", message = "a") String a) {}

  record NumberKeys(@Description("A.") Map<Integer, String> a) {}

  record TwoOfOneName(@Description("A.") @Name("b") int a, @Description("B.") int b) {}

  @RemovedKey(name = "a", replacement = "b")
  record StillThere(@Description("A.") int a) {}

  sealed interface NoKey {}

  record Only() implements NoKey {}

  record UnionWithoutKey(@Description("A.") NoKey a) {}

  @Discriminator("type")
  sealed interface Clash {}

  record Typed(@Description("A.") int type) implements Clash {}

  record UnionClash(@Description("A.") Clash a) {}

  @Discriminator("type")
  sealed interface Same {}

  @Name("x")
  record One() implements Same {}

  @Name("x")
  record Two() implements Same {}

  record UnionSame(@Description("A.") Same a) {}

  enum Twice {
    @Name("B")
    A,
    B
  }

  record EnumTwice(@Description("A.") Twice a) {}

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of(NoDescription.class, "NoDescription.a: has no @Description"),
        Arguments.of(BlankDescription.class, "has no @Description"),
        Arguments.of(WrongDefault.class, "WrongDefault.a: the literal \"x\" is wrong"),
        Arguments.of(WrongExample.class, "the literal \"x\" is wrong"),
        Arguments.of(DefaultOutOfRange.class, "expected a whole number of at least 1"),
        Arguments.of(OptionalDefault.class, "has a @Default and may be absent too"),
        Arguments.of(Itself.class, "Itself holds itself"),
        Arguments.of(Generic.class, "has type parameters"),
        Arguments.of(GenericUse.class, "has type parameters"),
        Arguments.of(Unsupported.class, "java.lang.Thread is not a record"),
        Arguments.of(Bytes.class, "Bytes.a: byte[] is not"),
        Arguments.of(RangedText.class, "@Range is for numbers"),
        Arguments.of(SizedNumber.class, "@Size is for texts, lists and maps"),
        Arguments.of(PatternedNumber.class, "@Pattern is for texts"),
        Arguments.of(SizedFlag.class, "@Size is for"),
        Arguments.of(EmptyRange.class, "@Range holds nothing"),
        Arguments.of(EmptySize.class, "@Size holds nothing"),
        Arguments.of(UnboundedPattern.class, "@Pattern needs @Size with a max"),
        Arguments.of(SlowPattern.class, "more than linear time"),
        Arguments.of(LookAround.class, "more than linear time"),
        Arguments.of(BackReference.class, "more than linear time"),
        Arguments.of(NumberKeys.class, "keys that are not text"),
        Arguments.of(TwoOfOneName.class, "has the key b twice"),
        Arguments.of(StillThere.class, "still has the removed key a"),
        Arguments.of(UnionWithoutKey.class, "NoKey has no @Discriminator"),
        Arguments.of(UnionClash.class, "has the key type twice"),
        Arguments.of(UnionSame.class, "has two records named x"),
        Arguments.of(EnumTwice.class, "uses the name B twice"),
        Arguments.of(Record.class, "java.lang.Record is not a record"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void type_withAMistake_hasNoShape(Class<? extends Record> type, String message) {
    assertThatThrownBy(() -> RecordShape.of(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
