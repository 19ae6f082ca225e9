package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.HeldLeases;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that this process owns, by handle. Thread-safe. */
public final class JobTable {
  private static final Logger LOG = LoggerFactory.getLogger(JobTable.class);

  private final HandleStore store;
  private final Owner owner;
  private final Duration timeToLive;
  private final HeldLeases leases = new HeldLeases();
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  /** An empty table. */
  public JobTable(HandleStore store, Owner owner, Duration timeToLive) {
    this.store = store;
    this.owner = owner;
    this.timeToLive = timeToLive;
  }

  /**
   * Gives a job a handle that its principal can wait for. The handle lives while the job runs, and
   * its time begins when that is done.
   */
  public String admit(Principal principal, Job job, String digest) {
    Lineage lineage = new Lineage(job.tool(), "", digest, List.of());
    HandleRecord record =
        store.create(
            new NewHandle(HandleKind.JOB, principal, owner, timeToLive, RowsFacts.NONE, lineage));
    jobs.put(record.name(), job);
    HandleStore.Lease lease = store.lease(principal, record.name());
    Cancellation.Registration held = leases.hold(lease);
    var _ = job.outcome().thenRun(() -> done(record, lease, held));
    return record.name();
  }

  private void done(HandleRecord record, HandleStore.Lease lease, Cancellation.Registration held) {
    held.close();
    try {
      store.complete(record);
      lease.close();
    } catch (StackException e) {
      // The handle then ends a little early, as it would have without this.
      LOG.debug("The token store was not told that a job is done", e);
    }
  }

  /** The job behind a handle, when it is here. The caller has authorised the handle. */
  public Optional<Job> find(String handle) {
    return Optional.ofNullable(jobs.get(handle));
  }

  /** Ends the jobs whose handles have ended, so that abandoned work doesn't run on. */
  public void sweep() {
    leases.renew();
    sweep(List.copyOf(jobs.keySet()));
  }

  /** The same for one handle, however many there are. */
  public void sweep(String handle) {
    sweep(List.of(handle));
  }

  private void sweep(List<String> handles) {
    for (String handle : store.ended(handles)) {
      Job job = jobs.remove(handle);
      if (job != null) {
        job.cancellation().cancel();
      }
    }
  }

  /** How many are here, running or waiting to be asked for. */
  public int size() {
    return jobs.size();
  }

  /** Ends them all. */
  public void cancelAll() {
    jobs.values().forEach(job -> job.cancellation().cancel());
    jobs.clear();
  }
}
