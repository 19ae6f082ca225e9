package dev.mcpstack.contract.handle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who made, read and ended which data, and nothing else. */
class HandleAuditTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");

  private final Logger logger = (Logger) LoggerFactory.getLogger(HandleAudit.LOGGER);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final HandleStore store = new AuditedHandles(new InMemoryHandleStore());

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> said() {
    return lines.list.stream()
        .map(event ->
            event.getFormattedMessage()
                + event.getKeyValuePairs().stream()
                    .map(pair -> " " + pair.key + "=" + pair.value)
                    .collect(Collectors.joining()))
        .toList();
  }

  @Test
  void handle_isFollowedFromItsMakingToItsEndByAFingerprint() {
    HandleRecord record =
        store.create(
            new NewHandle(
                HandleKind.ROWS,
                ALICE,
                new Owner("localdata", "127.0.0.1:1"),
                Duration.ofMinutes(1),
                new RowsFacts(10, 2_000, 1),
                new Lineage("execute_query", "sales", "00", List.of())));
    HandleAudit.read("alice", record, 5, 1_000);
    store.release(ALICE, record.name());
    store.end(record.name(), EndReason.EVICTED);

    String print = HandleAudit.fingerprint(record.name());
    String facts =
        " principal=alice handle=" + print + " kind=ROWS tool=execute_query source=sales";
    assertThat(said())
        .containsExactly(
            "created" + facts + " rows=10 bytes=2000",
            "read" + facts + " rows=5 bytes=1000",
            "ended handle=" + print + " reason=RELEASED",
            "ended handle=" + print + " reason=EVICTED");
    assertThat(print).hasSize(16).matches("[0-9a-f]+");
    assertThat(said().toString()).doesNotContain(record.name());
  }
}
