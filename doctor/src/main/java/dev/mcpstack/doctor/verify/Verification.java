package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.data.ContractVersions;
import dev.mcpstack.contract.verification.UserCheck;
import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.doctor.tooldiff.OfferedTool;
import dev.mcpstack.doctor.tooldiff.ToolDiff;
import dev.mcpstack.doctor.tooldiff.ToolLoss;
import dev.mcpstack.doctor.verify.JudgementException.Kind;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** The checks of a release, in order. What it says of itself is compared, never believed. */
final class Verification {
  private static final Duration BETWEEN_LISTS = Duration.ofMillis(500);
  private static final int MOST_SAID = 5;

  private final Side preview;
  private final Optional<Side> serving;
  private final Wanted wanted;
  private final Progress progress;
  private final IntUnaryOperator random;
  private final Duration patience;

  private List<OfferedTool> previewTools = List.of();
  private List<OfferedTool> servingTools = List.of();
  private Optional<McpSchema.InitializeResult> servingHello = Optional.empty();
  private Optional<McpSchema.InitializeResult> previewHello = Optional.empty();
  private boolean ended;

  /**
   * A verification that has yet to be run.
   *
   * @param serving what serves now; empty at a first installation
   * @param random a number below the given one
   * @param patience how long a server may take to come up behind the preview's gateway
   */
  Verification(
      Side preview,
      Optional<Side> serving,
      Wanted wanted,
      Progress progress,
      IntUnaryOperator random,
      Duration patience) {
    this.preview = preview;
    this.serving = serving;
    this.wanted = wanted;
    this.progress = progress;
    this.random = random;
    this.patience = patience;
  }

  /** A check: what was seen, when all is well. */
  @FunctionalInterface
  private interface Check {
    String run() throws JudgementException, InterruptedException;
  }

  /** Runs all checks that make sense after those before them. */
  void run() throws InterruptedException {
    if (!check("endpoints", this::endpoints) || !check("servers", this::servers)) {
      return;
    }
    if (preview.role() == Role.PREVIEW) {
      check("contracts", this::contracts);
      check("tools", this::tools);
    }
    List<String> sources = new ArrayList<>();
    if (has(previewTools, ServerTools.LOCALDATA)) {
      check("sources", () -> sources(sources));
    }
    List<String> working = new ArrayList<>();
    for (String source : sources) {
      check("source " + source, () -> roundTrip(source, working));
    }
    if (serving.isPresent() && !working.isEmpty()) {
      check("handles", () -> crossing(serving.get(), working));
    }
    for (UserCheck each : wanted.checks()) {
      check("check " + each.name(), () -> UserCall.run(preview, each));
    }
  }

  private boolean check(String name, Check check) throws InterruptedException {
    if (ended) {
      return false;
    }
    try {
      progress.healthy(name, check.run());
      return true;
    } catch (JudgementException e) {
      progress.bad(name, e.outcome(), e.sentence());
      ended = e.kind() == Kind.AWAY;
      return false;
    }
  }

  private String endpoints() throws JudgementException, InterruptedException {
    if (serving.isPresent()) {
      servingHello = Optional.of(serving.get().hello());
    }
    try {
      previewHello = Optional.of(preview.hello());
    } catch (JudgementException e) {
      // A key that nothing is known to take may be the wrong one.
      throw e.kind() == Kind.LOCKED && serving.isEmpty()
          ? e.as(VerificationOutcome.UNJUDGED, e.sentence())
          : e;
    }
    return "%s is version %s%s"
        .formatted(
            preview.role().text(),
            previewHello.get().serverInfo().version(),
            servingHello.map(hello -> ", what serves " + hello.serverInfo().version()).orElse(""));
  }

  private String servers() throws JudgementException, InterruptedException {
    if (serving.isPresent()) {
      servingTools = serving.get().tools();
    }
    List<ServerTools> expected = expected();
    Set<String> awaited = new LinkedHashSet<>(ServerTools.GATEWAY);
    expected.forEach(server -> awaited.addAll(server.tools()));
    Set<String> all = new LinkedHashSet<>(awaited);
    if (!isTakenOut()) {
      all.addAll(names(servingTools));
    }
    all.removeAll(wanted.acknowledged());
    awaited.removeAll(wanted.acknowledged());
    previewTools = listed(all);
    awaited.removeAll(names(previewTools));
    if (!awaited.isEmpty()) {
      String missing =
          expected.stream()
              .filter(server -> !has(previewTools, server))
              .map(ServerTools::text)
              .collect(Collectors.joining(" and "));
      throw JudgementException.wrong(
          (missing.isEmpty() ? "" : missing + " is not behind " + preview.role().text() + ": ")
              + "there is no "
              + said(awaited));
    }
    return "%d tools; behind %s: %s"
        .formatted(
            previewTools.size(),
            preview.role().text(),
            expected.stream().map(ServerTools::text).collect(Collectors.joining(", ")));
  }

  /** Whether a server that serves is not to be there any longer: its tools go with it. */
  private boolean isTakenOut() {
    return !wanted.servers().isEmpty()
        && List.of(ServerTools.values()).stream()
            .anyMatch(server -> has(servingTools, server) && !wanted.servers().contains(server));
  }

  private List<ServerTools> expected() {
    if (!wanted.servers().isEmpty()) {
      return wanted.servers();
    }
    return serving.isEmpty()
        ? List.of(ServerTools.values())
        : List.of(ServerTools.values()).stream()
            .filter(server -> has(servingTools, server))
            .filter(server -> !wanted.acknowledged().containsAll(server.tools()))
            .toList();
  }

  /** Lists again for a while, since servers come up behind a gateway that is ready. */
  private List<OfferedTool> listed(Set<String> awaited)
      throws JudgementException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long start = System.nanoTime();
    List<OfferedTool> tools = preview.tools();
    while (!names(tools).containsAll(awaited) && System.nanoTime() - start < patience.toNanos()) {
      boolean _ = never.await(BETWEEN_LISTS.toMillis(), TimeUnit.MILLISECONDS);
      tools = preview.tools();
    }
    return tools;
  }

  private String contracts() throws JudgementException {
    ContractVersions release =
        versions(previewHello)
            .orElseThrow(() ->
                JudgementException.wrong("the preview does not say to which contracts it keeps"));
    if (serving.isEmpty()) {
      return "data %d, store %d; nothing serves".formatted(release.data(), release.store());
    }
    // What came before they were said kept to the first.
    ContractVersions now = versions(servingHello).orElse(new ContractVersions(1, 1));
    Optional<String> conflict = release.conflict(now);
    if (conflict.isPresent()) {
      throw JudgementException.wrong(conflict.get());
    }
    return "data %d, store %d; what serves: data %d, store %d"
        .formatted(release.data(), release.store(), now.data(), now.store());
  }

  private String tools() throws JudgementException {
    List<ToolLoss> losses = ToolDiff.losses(servingTools, previewTools);
    Set<String> acknowledged = new LinkedHashSet<>(wanted.acknowledged());
    if (isTakenOut()) {
      acknowledged.addAll(names(servingTools));
      acknowledged.removeAll(names(previewTools));
    }
    List<String> blocking =
        losses.stream()
            .filter(loss -> !acknowledged.contains(loss.tool()))
            .map(ToolLoss::text)
            .toList();
    if (!blocking.isEmpty()) {
      String more =
          blocking.size() > MOST_SAID ? "; and " + (blocking.size() - MOST_SAID) + " more" : "";
      throw JudgementException.wrong(
          blocking.stream().limit(MOST_SAID).collect(Collectors.joining("; ")) + more);
    }
    if (serving.isEmpty()) {
      return "nothing serves that they could be compared with";
    }
    return losses.isEmpty()
        ? "all that serve are there, and take and answer what they do now"
        : "lost, and acknowledged: "
            + said(losses.stream().map(ToolLoss::tool).collect(Collectors.toSet()));
  }

  private String sources(List<String> found) throws JudgementException, InterruptedException {
    found.addAll(Sources.of(preview));
    if (found.isEmpty()) {
      throw JudgementException.wrong("LocalData is there and has no sources");
    }
    return found.size() + (found.size() == 1 ? " source" : " sources");
  }

  private String roundTrip(String source, List<String> working)
      throws JudgementException, InterruptedException {
    try {
      roundTrip(preview, source);
      working.add(source);
      return "query, token, rows and analysis are right";
    } catch (JudgementException e) {
      if (e.kind() == Kind.REFUSED && serving.isPresent() && failsAt(serving.get(), source)) {
        // Whoever waits for a source can't have the release that helps it.
        return e.sentence() + "; so does the source where it serves";
      }
      throw e;
    }
  }

  private void roundTrip(Side side, String source) throws JudgementException, InterruptedException {
    LiteralQuery query = LiteralQuery.of(random);
    String handle = RoundTrip.query(side, source, query);
    try {
      RoundTrip.read(side, handle, query);
      if (has(previewTools, ServerTools.DATASCIENCE)) {
        RoundTrip.analyse(side, handle, query);
      }
    } finally {
      RoundTrip.release(side, handle);
    }
  }

  /** Whether a source that the serving cell has too does not work there either. */
  private boolean failsAt(Side side, String source) throws InterruptedException {
    try {
      if (Sources.of(side).contains(source)) {
        roundTrip(side, source);
      }
      return false;
    } catch (JudgementException _) {
      return true;
    }
  }

  private String crossing(Side other, List<String> working)
      throws JudgementException, InterruptedException {
    List<String> there = has(servingTools, ServerTools.LOCALDATA) ? Sources.of(other) : List.of();
    if (there.isEmpty()) {
      return "what serves has no sources to make handles from";
    }
    String source = working.stream().filter(there::contains).findFirst().orElse(there.getFirst());
    boolean analyse =
        has(previewTools, ServerTools.DATASCIENCE) && has(servingTools, ServerTools.DATASCIENCE);
    new Crossing(preview, other, analyse)
        .run(
            working.contains(source) ? source : working.getFirst(),
            source,
            LiteralQuery.of(random));
    return "each cell reads what the other made";
  }

  private static Optional<ContractVersions> versions(Optional<McpSchema.InitializeResult> hello) {
    return hello.map(McpSchema.InitializeResult::meta).flatMap(ContractVersions::in);
  }

  private static boolean has(List<OfferedTool> tools, ServerTools server) {
    return server.isIn(names(tools));
  }

  private static Set<String> names(List<OfferedTool> tools) {
    return tools.stream().map(OfferedTool::name).collect(Collectors.toSet());
  }

  private static String said(Set<String> names) {
    String first = names.stream().sorted().limit(MOST_SAID).collect(Collectors.joining(", "));
    return names.size() > MOST_SAID
        ? first + " and " + (names.size() - MOST_SAID) + " more"
        : first;
  }
}
