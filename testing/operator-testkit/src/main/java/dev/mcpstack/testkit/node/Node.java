package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node on which pods are processes of this machine. It has addresses of loopback, and files in
 * a folder of its own; both are gone when it is closed. Linux alone.
 */
public final class Node implements AutoCloseable {
  private final World world;
  private final NodeFolders folders;
  private final Kubelet kubelet;
  private final ServiceProxy proxy = new ServiceProxy();
  private final Thread onExit;
  private final Map<String, String> hostsFiles = new HashMap<>();
  private final String machine = machine();
  private volatile HostNames names = new HostNames(Map.of());

  /** One without pods yet. */
  public Node(World world, Programs programs, Addresses addresses, String apiServer) {
    this.world = world;
    this.folders = NodeFolders.create(world);
    this.kubelet = new Kubelet(world, programs, folders, addresses, apiServer);
    this.onExit = new Thread(kubelet::kill, "kill pods");
    // A test that is broken off leaves no processes either.
    Runtime.getRuntime().addShutdownHook(onExit);
    ClusterNames.add(this);
  }

  /** Does what the cluster asks for now. One thread at a time. */
  public void sync() {
    List<ObjectNode> services = world.list("services");
    List<ObjectNode> slices = world.list("endpointslices");
    proxy.sync(ServiceRoutes.of(services, slices));
    names = HostNames.of(services, slices, world.list("pods"));
    world.list("namespaces").forEach(namespace -> hosts(World.name(namespace)));
    kubelet.sync();
  }

  private void hosts(String namespace) {
    String text = names.file(namespace, machine);
    if (!text.equals(hostsFiles.put(namespace, text))) {
      Folders.replace(folders.hosts(namespace), text);
    }
  }

  /** The addresses that a whole name of the cluster leads to now. */
  List<String> lookUp(String host) {
    return names.lookUp(host);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      return "machine";
    }
  }

  /**
   * Flags for a JVM that is to know names as pods of a namespace do, such as an operator or a
   * client in a process of its own.
   */
  public List<String> jvmFlags(String namespace) {
    return JavaProgram.names(folders.hosts(namespace));
  }

  /** The process of a container, while it is alive: to kill or to measure. */
  public Optional<ProcessHandle> process(String namespace, String pod, String container) {
    return kubelet.process(namespace, pod, container);
  }

  /** All that the containers of a pod have said, also when the pod is gone; empty for none. */
  public String log(String namespace, String pod) {
    try {
      Path log = folders.log(namespace, pod);
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder that is the volume of a claim.
   *
   * @throws IllegalArgumentException when there is no such claim
   */
  public Path claim(String namespace, String name) {
    return folders.claim(namespace, name);
  }

  /** The folder of all its files. */
  public Path folder() {
    return folders.root();
  }

  /** Kills all processes, closes all connections, deletes all files. */
  @Override
  public void close() {
    ClusterNames.remove(this);
    kubelet.kill();
    try {
      kubelet.awaitEnd();
    } finally {
      proxy.close();
      Folders.delete(folders.root());
      Runtime.getRuntime().removeShutdownHook(onExit);
    }
  }
}
