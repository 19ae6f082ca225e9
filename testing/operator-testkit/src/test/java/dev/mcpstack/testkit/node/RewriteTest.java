package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RewriteTest {
  private final Rewrite rewrite =
      new Rewrite(
          Map.of(
              "/data", Path.of("/tmp/p/data"),
              "/tmp", Path.of("/tmp/p/tmp"),
              "/etc/app", Path.of("/tmp/p/etc/app"),
              "/etc/app/tls", Path.of("/tmp/p/etc/app/tls")),
          "127.20.0.1");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "dir /data, dir /tmp/p/data",
        "path: /data/a.csv, path: /tmp/p/data/a.csv",
        "file: '/etc/app/tls/tls.crt', file: '/tmp/p/etc/app/tls/tls.crt'",
        "[/etc/app/x.yaml], [/tmp/p/etc/app/x.yaml]",
        "a=/tmp/x, a=/tmp/p/tmp/x",
        "Kept in /data., Kept in /tmp/p/data.",
        "host: 0.0.0.0, host: 127.20.0.1",
        "0.0.0.0:8080, 127.20.0.1:8080",
      })
  void pathsAndAddresses_arePutInPlace(String before, String after) {
    assertThat(rewrite.of(before)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/database",
        "/data.csv",
        "/data-old/a",
        "/var/data",
        "https://host:8080/data",
        "./tmp/x",
        "/etc/apples",
        "10.0.0.0.0",
        "0.0.0.0/0",
      })
  void whatMerelyLooksAlike_stays(String text) {
    assertThat(rewrite.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"server.yaml,true", "redis.conf,true", "weather.csv,false", "tls.crt,false"})
  void settings_areToldFromData(String file, boolean settings) {
    assertThat(Rewrite.isSettings(file)).isEqualTo(settings);
  }
}
