package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Begins the session that the templates of the legacy era are in. */
final class Sessions {
  private static final String HEADER = "mcp-session-id:";

  private Sessions() {}

  static List<Draft.Template> templates(URI endpoint, int boundMillis) throws IOException {
    Templates templates =
        new Templates(Map.of("Host", endpoint.getHost() + ":" + endpoint.getPort()));
    try (Peer peer = new Peer(endpoint, boundMillis)) {
      Draft initialize = Draft.of(templates.initialize(), 0);
      List<AnswerReader.Answer> answers = peer.exchange(initialize, new SplittableRandom(0));
      String session =
          answers.stream()
              .flatMap(answer -> answer.names().lines())
              .filter(line -> line.regionMatches(true, 0, HEADER, 0, HEADER.length()))
              .map(line -> line.substring(HEADER.length()).strip())
              .findFirst()
              .orElseThrow(() -> new IOException("initialize was not answered: " + answers));
      return templates.all(session);
    }
  }
}
