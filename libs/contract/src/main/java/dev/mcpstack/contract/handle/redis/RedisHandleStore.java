package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleNames;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleRecords;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.principal.Principal;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store of a stack in Redis or Valkey, 6.2 or later. Every call is one round trip, and each
 * handle one key, so a cluster can spread them. When the server can't be reached, calls fail with
 * {@link dev.mcpstack.contract.error.ContractError#STORE_UNAVAILABLE}. Thread-safe.
 */
public final class RedisHandleStore implements HandleStore, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisLink link;
  private final HandleScript script;
  private final String prefix;
  private final Supplier<String> testTime;

  /**
   * A store.
   *
   * @param link to the server; closed with the store
   * @param stack its keys are this stack's own, beside those of others
   */
  public RedisHandleStore(RedisLink link, String stack) {
    this(link, stack, () -> "");
  }

  /** The same on a clock of milliseconds instead of the server's. */
  RedisHandleStore(RedisLink link, String stack, Supplier<String> testTime) {
    this.link = link;
    this.script = new HandleScript(link, TIMEOUT);
    this.prefix = "mcpstack:" + stack + ":handle:";
    this.testTime = testTime;
  }

  @Override
  public HandleRecord create(NewHandle handle) {
    HandleRecord record = handle.named(HandleNames.mint(handle.kind()));
    register(record, record.timeToLive());
    return record;
  }

  @Override
  public void register(HandleRecord record, Duration remaining) {
    // A handle that is there already is left as it is, so a repeated command does no harm.
    number(
        record.name(),
        "create",
        text(record.principal()),
        HandleRecords.toBytes(record),
        text(remaining.toMillis()));
  }

  @Override
  public Lookup find(Principal principal, String name) {
    return lookup(name, array(name, "find", text(principal.name())));
  }

  @Override
  public Lease lease(Principal principal, String name) {
    String id = HandleNames.lease();
    Lookup lookup =
        lookup(
            name,
            array(
                name,
                "lease",
                text(principal.name()),
                text(id),
                text(StoreTimes.LEASE_LIFE.toMillis())));
    return new RedisLease(lookup.requireLive(), id);
  }

  @Override
  public void release(Principal principal, String name) {
    array(name, "release", text(principal.name()));
  }

  @Override
  public void end(String name, EndReason reason) {
    number(name, "end", text(reason.name()));
  }

  @Override
  public void complete(HandleRecord record) {
    number(
        record.name(),
        "complete",
        HandleRecords.toBytes(record),
        text(record.timeToLive().toMillis()));
  }

  @Override
  public Map<String, Presence> presence(Collection<String> names) {
    Map<String, HandleScript.Running<Long>> running = new LinkedHashMap<>();
    for (String name : names) {
      running.put(name, begin(ScriptOutputType.INTEGER, name, "ended"));
    }
    Map<String, Presence> found = new LinkedHashMap<>();
    running.forEach((name, run) ->
        found.put(
            name,
            switch (script.await(run).intValue()) {
              case 0 -> Presence.LIVE;
              case 1 -> Presence.ENDED;
              default -> Presence.MISSING;
            }));
    return found;
  }

  @Override
  public Optional<Duration> sinceReturn() {
    return link.sinceReturn();
  }

  @Override
  public void close() {
    link.close();
  }

  private Lookup lookup(String name, List<Object> answer) {
    String state = string(answer.getFirst());
    if (state.equals("UNKNOWN")) {
      return new Lookup.Unknown();
    }
    HandleRecord record = HandleRecords.fromBytes(name, (byte[]) answer.get(1));
    return state.equals("LIVE")
        ? new Lookup.Live(record, millis(answer.get(2)))
        : new Lookup.Ended(
            record.kind(), EndReason.named(state), millis(answer.get(3)), record.lineage());
  }

  private List<Object> array(String name, String operation, byte[]... arguments) {
    HandleScript.Running<List<Object>> run =
        begin(ScriptOutputType.MULTI, name, operation, arguments);
    return script.await(run);
  }

  private long number(String name, String operation, byte[]... arguments) {
    HandleScript.Running<Long> run = begin(ScriptOutputType.INTEGER, name, operation, arguments);
    return script.await(run);
  }

  private <T> HandleScript.Running<T> begin(
      ScriptOutputType output, String name, String operation, byte[]... arguments) {
    List<byte[]> all = new ArrayList<>(4 + arguments.length);
    all.add(text(operation));
    all.add(text(testTime.get()));
    all.add(text(StoreTimes.GRACE.toMillis()));
    all.add(text(StoreTimes.TOMBSTONE_LIFE.toMillis()));
    all.addAll(List.of(arguments));
    return script.begin(output, prefix + name, all);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(long number) {
    return text(Long.toString(number));
  }

  private static String string(Object value) {
    return new String((byte[]) value, StandardCharsets.UTF_8);
  }

  private static Duration millis(Object value) {
    return Duration.ofMillis(Long.parseLong(string(value)));
  }

  private final class RedisLease implements Lease {
    private final HandleRecord record;
    private final String id;

    private RedisLease(HandleRecord record, String id) {
      this.record = record;
      this.id = id;
    }

    @Override
    public HandleRecord record() {
      return record;
    }

    @Override
    public boolean renew() {
      return number(record.name(), "renew", text(id), text(StoreTimes.LEASE_LIFE.toMillis())) == 1;
    }

    @Override
    public void close() {
      number(record.name(), "unlease", text(id));
    }
  }
}
