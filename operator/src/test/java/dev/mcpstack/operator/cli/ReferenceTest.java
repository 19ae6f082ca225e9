package dev.mcpstack.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.rollout.SpecChanges;
import dev.mcpstack.stack.StackSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of the commands is written by the commands themselves. */
final class ReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/kubectl.md");

  @Test
  void page_isThatOfTheProgram() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!-- Written by ReferenceTest from the program itself; edit there, not here. -->

        # kubectl mcpstack

        How to install and use it: [operations.md](../operations.md#steer-a-rollout).
        """);
    CommandLine root = KubectlMain.commandLine(Surroundings.REAL);
    page.append("\n```\n").append(usage(root)).append("```\n");
    root.getSubcommands()
        .forEach((name, command) ->
            page.append("\n## ")
                .append(name)
                .append("\n\n```\n")
                .append(usage(command))
                .append("```\n"));
    page.append(
        """

        ## What a change of a field is

        `diff` says it of an edit. *in place*: on what runs, no pod is replaced. *scale*: pods are added or taken away. *new revision*: another one is brought up beside the
        one that serves. `tls.mode` changes in place between `Own` and `CertManager`.

        | field | a change of it is |
        |---|---|
        """);
    paths().forEach((path, kind) -> page.append("| `%s` | %s |\n".formatted(path, kind)));
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.writeString(PAGE, page.toString());
    }
    assertThat(PAGE).hasContent(page.toString());
  }

  private static String usage(CommandLine command) {
    StringWriter text = new StringWriter();
    command.usage(new PrintWriter(text), CommandLine.Help.Ansi.OFF);
    return text.toString().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
  }

  /** A field that is new stands here with a class that somebody has to agree to. */
  private static Map<String, String> paths() {
    Map<String, String> paths = new TreeMap<>();
    leaves(RecordShape.of(StackSpec.class).jsonSchema(), "", paths);
    return paths;
  }

  private static void leaves(Map<?, ?> schema, String path, Map<String, String> paths) {
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((key, below) ->
          leaves((Map<?, ?>) below, path.isEmpty() ? "" + key : path + "." + key, paths));
    } else if (schema.get("items") instanceof Map<?, ?> items && items.containsKey("properties")) {
      leaves(items, path + "[]", paths);
    } else {
      // Fields of alternatives would be missed.
      assertThat(schema.toString()).doesNotContain("oneOf", "anyOf");
      paths.put(path, SpecChanges.of(path).text());
    }
  }
}
