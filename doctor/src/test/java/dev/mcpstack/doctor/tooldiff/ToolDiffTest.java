package dev.mcpstack.doctor.tooldiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.YamlTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolDiffTest {
  @SuppressWarnings("unchecked") // A schema in YAML is an object.
  private static Map<String, Object> schema(String yaml) {
    return (Map<String, Object>) YamlTree.parseAll("schema", yaml).getFirst().root();
  }

  private static OfferedTool taking(String yaml) {
    return new OfferedTool("t", schema(yaml), Optional.empty());
  }

  private static OfferedTool answering(String yaml) {
    return new OfferedTool("t", Map.of("type", "object"), Optional.of(schema(yaml)));
  }

  private static String text(OfferedTool before, OfferedTool now) {
    List<ToolLoss> losses = ToolDiff.losses(List.of(before), List.of(now));
    assertThat(losses).hasSizeLessThan(2).allMatch(loss -> loss.tool().equals("t"));
    return losses.isEmpty() ? "" : losses.getFirst().text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{properties: {a: {}, b: {}}} | {properties: {a: {}}} | b: removed",
        "{properties: {a: {}}} | {properties: {a: {}, b: {}}, required: [b]} | b: required now",
        "{properties: {a: {}}} | {properties: {a: {}}, required: [a]} | a: required now",
        "{properties: {a: {type: number}}} | {properties: {a: {type: integer}}} | a: type is integer and was number",
        "{properties: {a: {type: [string, 'null']}}} | {properties: {a: {type: string}}} | a: type is string and was [string, null]",
        "{properties: {a: {}}} | {properties: {a: {type: string}}} | a: type is string and was not there",
        "{properties: {a: {enum: [x, y]}}} | {properties: {a: {enum: [x, z]}}} | a: no longer takes [y]",
        "{properties: {a: {}}} | {properties: {a: {const: 1}}} | a: only takes [1]",
        "{properties: {a: {maximum: 100}}} | {properties: {a: {maximum: 50}}} | a: maximum is 50 and was 100",
        "{properties: {a: {maxLength: 10}}} | {properties: {a: {maxLength: 9}}} | a: maxLength is 9 and was 10",
        "{properties: {a: {minimum: 0}}} | {properties: {a: {minimum: 1}}} | a: minimum is 1 and was 0",
        "{properties: {a: {type: string}}} | {properties: {a: {type: string, minLength: 1}}} | a: minLength is 1 and was not there",
        "{properties: {a: {type: array}}} | {properties: {a: {type: array, maxItems: 5}}} | a: maxItems is 5 and was not there",
        "{properties: {a: {}}} | {properties: {a: {pattern: x}}} | a: pattern is x and was not there",
        "{properties: {a: {pattern: x}}} | {properties: {a: {pattern: y}}} | a: pattern is y and was x",
        "{properties: {a: {}}} | {properties: {a: {not: {type: string}}}} | a: not is {type=string} and was not there",
        "{properties: {a: {items: {type: number}}}} | {properties: {a: {items: {type: integer}}}} | a.[]: type is integer and was number",
        "{properties: {a: {}}} | {properties: {a: false}} | a: nothing is taken any longer",
        "{properties: {a: {}}} | {properties: {a: {}}, additionalProperties: false} | takes no other properties any longer",
        "{properties: {a: {anyOf: [{type: string}, {type: number}]}}} | {properties: {a: {anyOf: [{type: string}]}}} | a: one of its forms is no longer taken",
        "{properties: {a: {$ref: '#/$defs/n'}}, $defs: {n: {maximum: 9}}} | {properties: {a: {$ref: '#/$defs/n'}}, $defs: {n: {maximum: 8}}} | a: maximum is 8 and was 9",
        "{properties: {a: {$ref: 'other#x'}}} | {properties: {a: {$ref: 'other#y'}}} | a: $ref is other#y and was other#x",
        // All of these take as much as before, or more.
        "{properties: {a: {}}} | {properties: {a: {}, b: {}}} | -",
        "{properties: {a: {}}, required: [a]} | {properties: {a: {}}} | -",
        "{properties: {a: {type: integer}}} | {properties: {a: {type: number}}} | -",
        "{properties: {a: {type: integer}}} | {properties: {a: {type: [string, integer]}}} | -",
        "{properties: {a: {enum: [x, 1]}}} | {properties: {a: {enum: [1.0, y, x]}}} | -",
        "{properties: {a: {enum: [x]}}} | {properties: {a: {}}} | -",
        "{properties: {a: {maximum: 100}}} | {properties: {a: {maximum: 1000}}} | -",
        "{properties: {a: {maximum: 100}}} | {properties: {a: {}}} | -",
        "{properties: {a: {minimum: 1}}} | {properties: {a: {minimum: 0.5}}} | -",
        "{properties: {a: {type: string}}} | {properties: {a: {type: string, minLength: 0}}} | -",
        "{properties: {a: {pattern: x}}} | {properties: {a: {description: new, default: 1, title: t}}} | -",
        "{properties: {a: {}}, additionalProperties: false} | {properties: {a: {}}} | -",
        "{properties: {a: {oneOf: [{type: string}]}}} | {properties: {a: {oneOf: [{type: number}, {type: string}]}}} | -",
        "{properties: {a: {$ref: '#'}}} | {properties: {a: {$ref: '#'}}} | -",
        "{properties: {a: {$ref: '#/$defs/n'}}, $defs: {n: {maximum: 9}}} | {properties: {a: {maximum: 9}}} | -",
      })
  void arguments(String before, String now, String lost) {
    assertThat(text(taking(before), taking(now)))
        .isEqualTo(lost == null ? "" : "t takes less: " + lost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{properties: {a: {}, b: {}}} | {properties: {a: {}}} | b: removed",
        "{properties: {a: {}, b: {}}, required: [b]} | {properties: {a: {}}} | b: removed",
        "{properties: {a: {}}, required: [a]} | {properties: {a: {}}} | a: no longer there in every answer",
        "{properties: {a: {type: integer}}} | {properties: {a: {type: number}}} | a: type is number and was integer",
        "{properties: {a: {type: string}}} | {properties: {a: {}}} | a: type is not there and was string",
        "{properties: {a: {enum: [x]}}} | {properties: {a: {enum: [x, y]}}} | a: may now be [y]",
        "{properties: {a: {enum: [x]}}} | {properties: {a: {}}} | a: is no longer one of [x]",
        "{properties: {a: {maximum: 1}}} | {properties: {a: {maximum: 2}}} | a: maximum is 2 and was 1",
        "{properties: {a: {minItems: 1}}} | {properties: {a: {}}} | a: minItems is not there and was 1",
        "{properties: {a: {format: date}}} | {properties: {a: {format: time}}} | a: format is time and was date",
        "{properties: {a: {oneOf: [{type: string}]}}} | {properties: {a: {oneOf: [{type: number}, {type: string}]}}} | a: it has a form that it had not before",
        // All of these promise as much as before, or more.
        "{properties: {a: {}}} | {properties: {a: {}, b: {}}, required: [b]} | -",
        "{properties: {a: {}}, additionalProperties: false} | {properties: {a: {}, b: {}}} | -",
        "{properties: {a: {type: number}}} | {properties: {a: {type: integer}}} | -",
        "{properties: {a: {enum: [x, y]}}} | {properties: {a: {enum: [x]}}} | -",
        "{properties: {a: {}}} | {properties: {a: {}}, required: [a]} | -",
        "{properties: {a: {items: {maximum: 5}}}} | {properties: {a: {items: {maximum: 4}}}} | -",
      })
  void answers(String before, String now, String lost) {
    assertThat(text(answering(before), answering(now)))
        .isEqualTo(lost == null ? "" : "t promises less: " + lost);
  }

  @Test
  void toolThatIsGone_andOneWithoutItsOutputSchema() {
    OfferedTool plain = taking("{type: object}");
    assertThat(ToolDiff.losses(List.of(plain), List.of()))
        .containsExactly(new ToolLoss("t", "t is gone"));
    assertThat(ToolDiff.losses(List.of(answering("{type: object}")), List.of(plain)))
        .containsExactly(new ToolLoss("t", "t promises less: it has no output schema any longer"));
    assertThat(ToolDiff.losses(List.of(plain), List.of(answering("{type: object}")))).isEmpty();
    assertThat(ToolDiff.losses(List.of(), List.of(plain))).isEmpty();
  }

  @Test
  void manyGaps_areCounted() {
    assertThat(
            text(
                taking("{properties: {a: {}, b: {}, c: {}, d: {}, e: {}}}"),
                taking("{properties: {}}")))
        .isEqualTo("t takes less: a: removed; b: removed; c: removed; and 2 more");
  }

  /** A schema that somebody made to keep its reader busy ends too, and counts as a loss. */
  @Test
  void schemaWithoutEnd_isALoss() {
    Map<String, Object> deep = new HashMap<>();
    Map<String, Object> last = deep;
    for (int level = 0; level < 5_000; level++) {
      Map<String, Object> next = new HashMap<>();
      last.put("items", next);
      last = next;
    }
    last.put("maximum", 1);
    OfferedTool bottomless = new OfferedTool("t", deep, Optional.empty());
    assertThat(text(taking("{}"), bottomless)).contains("too large to be compared");

    String form = "{anyOf: [{type: string, not: {}}, {$ref: '#/$defs/a'}, {$ref: '#/$defs/b'}]}";
    String tangled = "{$ref: '#/$defs/a', $defs: {a: %s, b: %s}}".formatted(form, form);
    assertThat(text(taking(tangled), taking(tangled.replace("not: {}", "maxLength: 3"))))
        .startsWith("t takes less: ");
  }
}
