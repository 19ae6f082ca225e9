package dev.mcpstack.contract.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.9.9.9, true",
    "localhost, true",
    "::1, true",
    "0.0.0.0, false",
    "::, false",
    "192.0.2.7, false",
    "169.254.169.254, false"
  })
  void host_isLoopback_onlyWhereNobodyElseReachesIt(String host, boolean loopback) {
    assertThat(Loopback.isLoopback(host)).isEqualTo(loopback);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "127.0.0.1 ", "a b", "line\nbreak"})
  void host_thatIsNone_refuses(String host) {
    assertThatThrownBy(() -> Loopback.resolve(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A host is an IP address or a name, without spaces.");
  }

  @Test
  void host_thatDoesNotResolve_refusesWithItsName() {
    // RFC 6761: names under .invalid never resolve.
    assertThatThrownBy(() -> Loopback.resolve("nowhere.invalid"))
        .hasMessage("The host 'nowhere.invalid' is no IP address, and no name that resolves.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void port_outOfRange_refusesWithIt(int port) {
    assertThatThrownBy(() -> Loopback.address(Loopback.HOST, port))
        .hasMessage("A port is 0 to 65535, but this is " + port + ".");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:9090, 127.0.0.1:9090", "localhost:1, 127.0.0.1:1"})
  void address_parsedAndFormatted_isTheSame(String text, String formatted) {
    assertThat(Loopback.format(Loopback.parse(text))).isEqualTo(formatted);
  }

  @Test
  void address_ofIpv6_keepsItsBrackets() {
    InetSocketAddress parsed = Loopback.parse("[::1]:9090");
    assertThat(parsed.getAddress().isLoopbackAddress()).isTrue();
    assertThat(Loopback.parse(Loopback.format(parsed))).isEqualTo(parsed);
    assertThat(Loopback.format(parsed)).startsWith("[").endsWith("]:9090");
  }

  @Test
  void address_thatWasNotResolved_isFormattedByItsName() {
    assertThat(Loopback.format(InetSocketAddress.createUnresolved("pod", 9))).isEqualTo("pod:9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1| An address is host:port, but this has no port.",
        "127.0.0.1:x| An address is host:port, and a port is a number.",
        ":80| A host is an IP address or a name, without spaces."
      })
  void address_thatIsNone_refuses(String text, String message) {
    assertThatThrownBy(() -> Loopback.parse(text)).hasMessage(message);
  }
}
