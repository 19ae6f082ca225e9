package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mcpstack.contract.shape.Samples.Everything;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is published about a record stays as it is in the files beside this test. */
class GoldenTest {
  private static final RecordShape<Everything> SHAPE = RecordShape.of(Everything.class);

  @Test
  void jsonSchema_isTheGoldenOne() throws IOException {
    assertEquals(golden("everything.input.json"), Json.print(SHAPE.jsonSchema()));
  }

  @Test
  void answerSchema_isTheGoldenOne() throws IOException {
    assertEquals(golden("everything.answer.json"), Json.print(SHAPE.answerSchema()));
  }

  @Test
  void markdownTable_isTheGoldenOne() throws IOException {
    assertEquals(golden("everything.md"), SHAPE.markdownTable());
  }

  @Test
  void schema_belongsToTheCaller() {
    SHAPE.jsonSchema().clear();
    assertThat(SHAPE.jsonSchema()).containsKey("properties");
  }

  @Test
  void components_tellWhatUsersMayKnow() {
    List<ShapeComponent> components = SHAPE.components();
    assertEquals(21, components.size());
    ShapeComponent name = components.getFirst();
    assertEquals("name", name.key());
    assertEquals(List.of("sales"), name.examples());
    assertThat(name.required()).isTrue();
    ShapeComponent port = components.get(1);
    assertThat(port.required()).isFalse();
    assertThat(port.defaultText()).contains("8080");
    assertEquals("a whole number from 1 to 65535", port.type());
    assertThat(RecordShape.of(Samples.Database.class).components().get(1).secret()).isTrue();
    assertEquals(Everything.class, SHAPE.type());
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = GoldenTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
