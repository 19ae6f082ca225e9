package dev.mcpstack.testkit.node;

import java.nio.file.Path;
import java.util.List;

/**
 * A container about to be started.
 *
 * @param pod its pod
 * @param name of it in the pod
 * @param image as the pod asks for it
 * @param address of the pod, which answers on this machine alone
 * @param command the pod's own instead of the image's; empty for the image's
 * @param arguments with variables expanded, and with paths of this machine
 * @param root the folder that stands for {@code /}: what the pod mounts is below it
 * @param apiServer URL of the cluster's API
 * @param user who its service account is there, which is also its bearer token
 * @param hosts a file of the names that pods of its namespace know, kept current
 */
public record Container(
    String pod,
    String name,
    String image,
    String address,
    List<String> command,
    List<String> arguments,
    Path root,
    String apiServer,
    String user,
    Path hosts) {

  /** Where a path of the container is on this machine. */
  public Path path(String inside) {
    return root.resolve(inside.replaceFirst("^/+", ""));
  }
}
