package dev.mcpstack.localdata.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUriTest {
  @Test
  void source_hasTheUriOfItsTemplate() {
    assertThat(SourceUri.of("samples")).isEqualTo("mcpstack://sources/samples");
    assertThat(SourceUri.parse("mcpstack://sources/samples"))
        .contains(new SourceUri("samples", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "sales.orders",
        "a b",
        "a/b",
        "100%",
        "Größe",
        "名",
        "😀",
        "a?b#c",
        "%41"
      })
  void table_comesBackAsItWentIn(String table) {
    String uri = SourceUri.of("s", table);

    assertThat(uri).matches("[A-Za-z0-9%:/._~-]+");
    assertThat(SourceUri.parse(uri)).contains(new SourceUri("s", Optional.of(table)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mcpstack://sources/",
        "mcpstack://sources",
        "mcpstack://source/s",
        "file:///etc/passwd",
        "mcpstack://sources/s/",
        "mcpstack://sources/s/tables",
        "mcpstack://sources/s/tables/",
        "mcpstack://sources/s/tables/t/more",
        "mcpstack://sources/s/views/t",
        "mcpstack://sources/s/tables/100%",
        "mcpstack://sources/s/tables/%4",
        "mcpstack://sources/s/tables/%zz",
        "mcpstack://sources/s/tables/%FF",
        "mcpstack://sources/s/tables/a b",
        "mcpstack://sources/s/tables/t?x=1",
        "mcpstack://sources/{source}",
      })
  void anythingElse_namesNothing(String uri) {
    assertThat(SourceUri.parse(uri)).isEmpty();
  }
}
