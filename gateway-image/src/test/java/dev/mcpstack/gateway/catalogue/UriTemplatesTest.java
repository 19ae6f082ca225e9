package dev.mcpstack.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UriTemplatesTest {
  @ParameterizedTest
  @CsvSource({
    "test://{id}/data, test://7/data, true",
    "test://{id}/data, test://7/other, false",
    "test://{id}/data, best://7/data, false",
    "test://all, test://all, true",
    "test://all, test://all/7, false",
    "test://{+path}, test://a/b/c, true",
    "{any}, whatever, true",
    "test://{broken, test://x, false",
    "a{x}b{y}c, a1b2c, true",
    "a{x}b{y}c, a1c2b, false"
  })
  void literalsMustStandInTheirOrder(String template, String uri, boolean matches) {
    assertThat(UriTemplates.mayMatch(template, uri)).isEqualTo(matches);
  }
}
