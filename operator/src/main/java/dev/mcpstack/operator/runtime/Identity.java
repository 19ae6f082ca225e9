package dev.mcpstack.operator.runtime;

import java.util.Map;

/** What an operator is called among several. */
final class Identity {
  private Identity() {}

  /** That of this process. */
  static String ofThisProcess() {
    return of(System.getenv(), ProcessHandle.current().pid());
  }

  /**
   * The name of the pod, which a restarted container keeps, so that it needs not wait for its own
   * lease to end; elsewhere a name of the process.
   */
  static String of(Map<String, String> environment, long process) {
    String host = environment.getOrDefault("HOSTNAME", "");
    boolean pod = environment.containsKey("KUBERNETES_SERVICE_HOST") && !host.isEmpty();
    return pod ? host : (host.isEmpty() ? "operator" : host) + "-" + process;
  }
}
