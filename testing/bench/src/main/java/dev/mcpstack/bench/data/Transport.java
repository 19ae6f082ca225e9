package dev.mcpstack.bench.data;

/** How bytes travel. */
enum Transport {
  PLAIN("off", "TLS off"),
  SECURE("on", "TLS on, both sides show a certificate");

  private final String setting;
  private final String title;

  Transport(String setting, String title) {
    this.setting = setting;
    this.title = title;
  }

  static Transport of(String setting) {
    for (Transport transport : values()) {
      if (transport.setting.equals(setting)) {
        return transport;
      }
    }
    throw new IllegalArgumentException("no tls '" + setting + "'; known: off, on");
  }

  String title() {
    return title;
  }
}
