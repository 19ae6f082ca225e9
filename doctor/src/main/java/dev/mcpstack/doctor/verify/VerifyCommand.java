package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.contract.verification.UserCheck;
import dev.mcpstack.contract.verification.UserChecks;
import dev.mcpstack.contract.verification.VerificationCheck;
import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.contract.verification.VerificationResult;
import dev.mcpstack.doctor.client.Access;
import dev.mcpstack.doctor.client.StackClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges a release before it serves. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Judges a release through its preview endpoint before it serves: servers, contracts, tools, a round trip on each source,"
            + " handles of both cells, checks of users.",
    footer = {
      "",
      "Exit codes: 0 it may serve; 1 it must not serve; 2 wrong usage; 3 it could not be judged, because what serves or the",
      "  network failed; 4 the deadline ended it before anything was wrong: the result says who was waited for."
    })
public final class VerifyCommand implements Callable<Integer> {
  /** The deadline ended it, whoever was waited for. */
  static final int DEADLINE_EXIT = 4;

  /** After these another round tells nothing more, or is for whoever started it. */
  private static final Set<Integer> ENDS =
      Set.of(VerificationOutcome.FAILED.exitCode(), DEADLINE_EXIT);

  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  /** A call that hangs is to be told before the deadline ends everything. */
  private static final int CALLS_IN_DEADLINE = 4;

  @Option(
      names = "--preview",
      paramLabel = "URL",
      required = true,
      description = "The MCP endpoint of the release, before it serves.")
  private URI preview = URI.create("");

  @Option(
      names = "--serving",
      paramLabel = "URL",
      description = "The MCP endpoint that serves now; none at a first installation.")
  private @Nullable URI serving;

  @Mixin private Access access = new Access();

  @Option(
      names = "--expect",
      paramLabel = "SERVER",
      split = ",",
      description =
          "Servers that must be there: localdata, datascience. Default: those of the endpoint that serves, or both.")
  private List<String> expected = List.of();

  @Option(
      names = "--acknowledged-tool",
      paramLabel = "NAME",
      description = "A tool that may be gone, take less or promise less. May be repeated.")
  private List<String> acknowledged = List.of();

  @Option(
      names = "--checks",
      paramLabel = "FILE",
      description =
          "YAML or JSON with further checks: a list checks of name, tool, arguments, expect.")
  private @Nullable Path checks;

  @Option(
      names = "--after-switch",
      description =
          "The release serves: --preview is where agents call it. It is compared with nothing, and what may be another's fault is none of its own.")
  private boolean afterSwitch;

  @Option(
      names = "--repeat-for",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = "How long to begin anew while nothing is wrong (default: ${DEFAULT-VALUE}).")
  private String repeatFor = "0s";

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "How long to wait in between (default: ${DEFAULT-VALUE}).")
  private String every = "1m";

  @Option(
      names = "--result",
      paramLabel = "FILE",
      description = "Where the result is written as JSON of at most 4096 bytes.")
  private @Nullable Path resultFile;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long all of it may take, such as 90s (default: ${DEFAULT-VALUE}).")
  private String deadline = "2m";

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    access.requireUrl(preview, "--preview");
    if (serving != null) {
      access.requireUrl(serving, "--serving");
    }
    if (serving != null && afterSwitch) {
      throw usage("--after-switch goes without --serving");
    }
    Duration limit = duration("--deadline", deadline);
    if (limit.isZero()) {
      throw usage("--deadline is a duration above 0, such as 90s");
    }
    Wanted wanted = new Wanted(servers(), Set.copyOf(acknowledged), userChecks());
    Optional<String> key = access.key();
    Duration pause = duration("--every", every);
    long begun = System.nanoTime();
    long last = duration("--repeat-for", repeatFor).minus(pause).toNanos();
    CountDownLatch never = new CountDownLatch(1);
    int code = round(limit, wanted, key);
    while (!ENDS.contains(code) && System.nanoTime() - begun < last) {
      boolean _ = never.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      code = round(limit, wanted, key);
    }
    return code;
  }

  private int round(Duration limit, Wanted wanted, Optional<String> key)
      throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    Progress progress = new Progress(redaction(key), check -> say(out, check));
    int code = run(limit, wanted, key, progress);
    VerificationResult result = progress.result();
    out.println(result.outcome() + ": " + result.why());
    out.flush();
    write(result);
    return code == DEADLINE_EXIT ? code : result.outcome().exitCode();
  }

  private Duration duration(String option, String text) {
    return DurationText.parse(text)
        .filter(found -> !found.isNegative())
        .orElseThrow(() -> usage(option + " is a duration such as 90s"));
  }

  private int run(Duration limit, Wanted wanted, Optional<String> key, Progress progress)
      throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    List<StackClient> clients = new ArrayList<>();
    try {
      Role role = afterSwitch ? Role.RELEASE : Role.PREVIEW;
      Side release = side(role, preview, key, limit, threads, progress, clients);
      Optional<Side> now =
          Optional.ofNullable(serving)
              .map(url -> side(Role.SERVING, url, key, limit, threads, progress, clients));
      Verification verification =
          new Verification(
              release, now, wanted, progress, new SecureRandom()::nextInt, ofCall(limit));
      Future<?> run =
          threads.submit(() -> {
            verification.run();
            return true;
          });
      run.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return 0;
    } catch (TimeoutException _) {
      // What has failed already, more time does not mend.
      return progress.timeUp(DurationText.format(limit)) ? 0 : DEADLINE_EXIT;
    } catch (ExecutionException e) {
      progress.bad(
          "doctor",
          VerificationOutcome.UNJUDGED,
          "the verification itself broke (" + e.getCause() + ")");
      return 0;
    } finally {
      threads.shutdownNow(); // What hangs is not waited for.
      clients.forEach(client -> Thread.startVirtualThread(client::close));
    }
  }

  private Side side(
      Role role,
      URI url,
      Optional<String> key,
      Duration limit,
      ExecutorService threads,
      Progress progress,
      List<StackClient> clients) {
    // Each call has its own limit; that of the client is the last.
    StackClient client = StackClient.of(url, key, access.trust(), limit);
    clients.add(client);
    return new Side(role, client, ofCall(limit), threads, progress::waitFor);
  }

  private Duration ofCall(Duration limit) {
    if (afterSwitch) {
      return LONGEST_CALL; // Who hangs for less only keeps this from coming to a result.
    }
    Duration share = limit.dividedBy(CALLS_IN_DEADLINE);
    return share.compareTo(LONGEST_CALL) < 0 ? share : LONGEST_CALL;
  }

  private List<ServerTools> servers() {
    return expected.stream()
        .map(name ->
            ServerTools.of(name)
                .orElseThrow(() -> usage("--expect knows localdata and datascience, not " + name)))
        .toList();
  }

  private List<UserCheck> userChecks() {
    if (checks == null) {
      return List.of();
    }
    try {
      return ConfigFile.read(checks, UserChecks.class).checks();
    } catch (ConfigurationException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void write(VerificationResult result) {
    if (resultFile == null) {
      return;
    }
    try {
      Files.writeString(resultFile, result.toJson());
    } catch (IOException _) {
      // The exit code says the same.
      PrintWriter errors = command.commandLine().getErr();
      errors.println("error: the result can't be written to " + resultFile);
      errors.flush();
    }
  }

  private static void say(PrintWriter out, VerificationCheck check) {
    out.println((check.healthy() ? "ok      " : "FAILED  ") + check.name() + ": " + check.text());
    out.flush();
  }

  /** A side may send the key back in whatever it says. */
  private static UnaryOperator<String> redaction(Optional<String> key) {
    return key.filter(value -> !value.isEmpty())
        .<UnaryOperator<String>>map(value -> text -> text.replace(value, "***"))
        .orElse(UnaryOperator.identity());
  }

  private ParameterException usage(String text) {
    return new ParameterException(command.commandLine(), text);
  }
}
