package dev.mcpstack.contract.shape;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records that several tests share. */
final class Samples {
  private Samples() {}

  enum Mode {
    @Name("read-only")
    READ_ONLY,
    Full
  }

  @Discriminator("type")
  sealed interface Source {}

  @Name("PostgreSQL")
  record Database(
      @Description("Where it is.") URI url,
      @Description("Who asks.") @Secret String password,
      @Description("Connections kept.") @Default("8") @Range(min = 1, max = 64) int connections)
      implements Source {}

  record Folder(@Description("The folder.") Path path) implements Source {}

  record Tls(
      @Description("The certificate.") Path certificate,
      @Description("Whether clients must show one.") @Default("true") boolean mutual) {}

  /** One component of every kind. */
  @Description("A server with everything.")
  record Everything(
      @Description("Its name.")
          @Example("sales")
          @Size(min = 1, max = 20)
          @Pattern(regexp = "[a-z][a-z0-9-]*", message = "lower-case letters, digits and dashes")
          String name,
      @Description("Where it listens.") @Default("8080") @Range(min = 1, max = 65535) int port,
      @Description("Rows at most.") @Range(min = 0) long rows,
      @Description("A share.") @Default("0.5") @Range(min = 0, max = 1) double share,
      @Description("A price.") BigDecimal price,
      @Description("Whether it works.") boolean on,
      @Description("How long a call may take.") @Default("15s") Duration budget,
      @Description("Memory at most.") @Default("64MiB") DataSize memory,
      @Description("Its files.") Path folder,
      @Description("Its address.") URI address,
      @Description("What it may do.") @Default("read-only") Mode mode,
      @Description("Since when.") Instant since,
      @Description("Until when.") LocalDate until,
      @Description("Certificates.") Optional<Tls> tls,
      @Description("Its | sources.") @Size(max = 3) List<Source> sources,
      @Description("Its tags.") @Default("a, b") @Size(max = 4) List<@Size(max = 8) String> tags,
      @Description("Its limits.") @Default("{}") Map<String, @Range(min = 0) Integer> limits,
      @Description("Anything.") Object extra,
      @Description("Rows as they come.") @Default("[]") List<List<@Nullable Object>> cells,
      @Description("A comment.") @Nullable String comment,
      @Description("The greatest share.") @Range(max = 9) Optional<Double> greatest) {}

  /**
   * A tree that binds to {@link Everything} with every key set to something else than its default.
   */
  static Map<String, @Nullable Object> fullTree() {
    Map<String, @Nullable Object> tree = minimalTree();
    tree.putAll(
        Map.of(
            "port",
            9090,
            "share",
            0.25,
            "budget",
            "2m",
            "memory",
            "1GB",
            "mode",
            "Full",
            "tls",
            Map.of("certificate", "tls.pem", "mutual", false),
            "tags",
            List.of("x"),
            "limits",
            Map.of("cpu", 4),
            "comment",
            "fine",
            "greatest",
            8.5));
    List<@Nullable Object> row = new java.util.ArrayList<>(List.of(1, "one"));
    row.add(null);
    tree.put("cells", List.of(row));
    return tree;
  }

  /** A tree that binds to {@link Everything} and has its required keys only. */
  static Map<String, @Nullable Object> minimalTree() {
    Map<String, @Nullable Object> tree = new java.util.LinkedHashMap<>();
    tree.put("name", "sales");
    tree.put("rows", 10_000_000_000L);
    tree.put("price", new BigDecimal("9.90"));
    tree.put("on", true);
    tree.put("folder", "/data");
    tree.put("address", "http://localhost:8080/mcp");
    tree.put("since", "2026-01-31T10:15:30Z");
    tree.put("until", "2026-12-31");
    tree.put(
        "sources",
        List.of(
            Map.of("type", "PostgreSQL", "url", "postgres://db/sales", "password", "hunter2"),
            Map.of("type", "Folder", "path", "/csv")));
    tree.put("extra", Map.of("deep", List.of(1, "two", true)));
    return tree;
  }

  /** Binds what must bind. */
  static <T extends Record> T bound(Class<T> type, @Nullable Object tree) {
    return RecordShape.of(type)
        .bind(tree)
        .orElseThrow(problems -> new AssertionError(problems.toString()));
  }

  /** The sentences of all problems of a tree. */
  static List<String> problems(Class<? extends Record> type, @Nullable Object tree) {
    return RecordShape.of(type).bind(tree).found().stream().map(Problem::toString).toList();
  }
}
