package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleStore;
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

/** The jobs that this process owns, by handle. Thread-safe. */
public final class JobTable {
  private final HandleStore store;
  private final Owner owner;
  private final Duration timeToLive;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  /** An empty table. */
  public JobTable(HandleStore store, Owner owner, Duration timeToLive) {
    this.store = store;
    this.owner = owner;
    this.timeToLive = timeToLive;
  }

  /** Gives a job a handle that its principal can wait for. */
  public String admit(Principal principal, Job job, String digest) {
    Lineage lineage = new Lineage(job.tool(), "", digest, List.of());
    String handle =
        store
            .create(
                new NewHandle(
                    HandleKind.JOB, principal, owner, timeToLive, RowsFacts.NONE, lineage))
            .name();
    jobs.put(handle, job);
    return handle;
  }

  /** The job behind a handle, when it is here. The caller has authorised the handle. */
  public Optional<Job> find(String handle) {
    return Optional.ofNullable(jobs.get(handle));
  }

  /** Ends the jobs whose handles have ended, so that abandoned work doesn't run on. */
  public void sweep() {
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

  /** Ends them all. */
  public void cancelAll() {
    jobs.values().forEach(job -> job.cancellation().cancel());
    jobs.clear();
  }
}
