package dev.mcpstack.stack;

import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.contract.secret.SecretReader;
import java.nio.file.Path;
import java.util.Map;

/** A stack as it was read from a file, with the Secrets beside it. Immutable. */
public final class StackFile {
  private final Path folder;
  private final McpStack stack;
  private final Map<String, Map<String, String>> secrets;

  StackFile(Path folder, McpStack stack, Map<String, Map<String, String>> secrets) {
    this.folder = folder;
    this.stack = stack;
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * Reads a YAML file of exactly one {@code McpStack} and any number of {@code v1} Secrets.
   *
   * @throws ConfigurationException with every problem of every document, by line; it holds no value
   *     of a Secret
   */
  public static StackFile read(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path folder = parent == null ? file.toAbsolutePath() : parent;
    return new StackDocuments(file.toString(), folder).read(YamlTree.readAll(file));
  }

  /** The folder of the file: relative paths in the stack start there. */
  public Path folder() {
    return folder;
  }

  /** The stack. */
  public McpStack stack() {
    return stack;
  }

  /** The Secrets beside the stack. */
  public SecretReader secrets() {
    return SecretReader.of(secrets);
  }

  @Override
  public String toString() {
    return "StackFile[" + stack.metadata().name() + ", secrets " + secrets.keySet() + "]";
  }
}
