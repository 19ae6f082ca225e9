package dev.mcpstack.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
  private static List<String> read(String stream) throws IOException {
    EventReader reader =
        new EventReader(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), 100_000);
    List<String> all = new ArrayList<>();
    for (byte[] data = reader.next(); data != null; data = reader.next()) {
      all.add(new String(data, StandardCharsets.UTF_8));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void events_endWithAnEmptyLineOfAnyKind(String line) throws IOException {
    String stream = ":hi|event: message|data: {1}|id: 7|||data:two|data: lines||data||: end|";

    assertThat(read(stream.replace("|", line))).containsExactly("{1}", "two\nlines", "");
  }

  @Test
  void eventThatIsCutOff_isNone() throws IOException {
    assertThat(read("data: whole\n\ndata: half\n")).containsExactly("whole");
    assertThat(read("")).isEmpty();
  }

  @Test
  void keysThatOnlyBeginAlike_areNoData() throws IOException {
    assertThat(read("database: x\ndata: y\n\n")).containsExactly("y");
  }

  @Test
  void longEvents_areReadWholeOrRefused() throws IOException {
    String text = "x".repeat(60_000);

    assertThat(read("data: " + text + "\n\n")).containsExactly(text);
    assertThatThrownBy(() -> read("data: " + text + "\ndata: " + text + "\n\n"))
        .isInstanceOf(AnswerTooLargeException.class);
  }
}
