package dev.mcpstack.operator.cli;

import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.stack.McpStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The stack of a file, which may hold other objects too.
 *
 * @param file as it was named
 * @param tree of its document
 */
record Edit(String file, YamlTree tree) {
  /**
   * Reads one.
   *
   * @throws CliFailure if there is none, or more than one
   * @throws dev.mcpstack.contract.config.ConfigurationException if it is no YAML
   */
  static Edit read(String file) {
    List<YamlTree> stacks =
        documents(file).stream()
            .filter(tree -> Trees.at(tree.root(), "kind").filter("McpStack"::equals).isPresent())
            .toList();
    if (stacks.size() != 1) {
      throw new CliFailure(
          (stacks.isEmpty() ? "There is no McpStack in " : "There are several McpStacks in ")
              + file
              + ": name a file with one.");
    }
    // All that can be wrong with it is told at once.
    stacks.getFirst().bind(McpStack.class);
    return new Edit(file, stacks.getFirst());
  }

  private static List<YamlTree> documents(String file) {
    if (!file.equals("-")) {
      return YamlTree.readAll(Path.of(file));
    }
    try {
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlTree.parseAll("standard input", text);
    } catch (IOException e) {
      throw new CliFailure("Standard input can't be read.", e);
    }
  }

  String name() {
    return Trees.at(tree.root(), "metadata", "name").map(String::valueOf).orElse("");
  }

  Optional<String> namespace() {
    return Trees.at(tree.root(), "metadata", "namespace").map(String::valueOf);
  }
}
