package dev.mcpstack.standalone;

import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.CredentialsConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks before the start that the credentials of every source can be had. */
final class Credentials {
  private Credentials() {}

  /**
   * Reads them all once.
   *
   * @throws StartFailure that names every missing one, and where to put it
   */
  static void check(List<SourceConfig> sources, SecretReader secrets) {
    List<String> missing = sources.stream().flatMap(source -> missing(source, secrets)).toList();
    if (!missing.isEmpty()) {
      throw new StartFailure(
          String.join("; ", missing)
              + ": add a Secret of that name with these keys to the stack file, or pass --secrets"
              + " FOLDER with a file FOLDER/<secret>/<key> for each");
    }
  }

  private static Stream<String> missing(SourceConfig source, SecretReader secrets) {
    return switch (source) {
      case SourceConfig.Files _ -> Stream.empty();
      case SourceConfig.PostgreSql database -> {
        CredentialsConfig wanted = database.credentials();
        List<String> keys =
            Stream.of(wanted.usernameKey(), wanted.passwordKey())
                .filter(key -> read(secrets, wanted.secret(), key).isEmpty())
                .toList();
        yield keys.isEmpty()
            ? Stream.empty()
            : Stream.of(
                "source '"
                    + source.name()
                    + "' needs the Secret '"
                    + wanted.secret()
                    + "', which has no "
                    + String.join(" and no ", keys));
      }
    };
  }

  private static Optional<String> read(SecretReader secrets, String secret, String key) {
    try {
      return secrets.read(secret, key);
    } catch (IllegalStateException e) {
      // The reader's own sentence, which names the file.
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
