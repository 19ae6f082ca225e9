package dev.mcpstack.stack;

import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.Position;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the documents of one file and collects what is wrong with any of them. For one use. */
final class StackDocuments {
  private static final String STACK = "McpStack";
  private static final String SECRET = "Secret";

  private final String source;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final List<YamlTree> stacks = new ArrayList<>();
  private final List<YamlTree> secretTrees = new ArrayList<>();
  private final Map<String, Placed<SecretDocument>> secrets = new LinkedHashMap<>();

  StackDocuments(String source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  private record Placed<T>(T value, YamlTree tree) {}

  StackFile read(List<YamlTree> trees) {
    trees.forEach(this::sort);
    secretTrees.forEach(this::readSecret);
    Optional<McpStack> stack = readStack();
    if (stack.isEmpty() || !problems.isEmpty()) {
      problems.sort(
          Comparator.comparingInt(problem -> problem.position().map(Position::line).orElse(0)));
      throw new ConfigurationException(source, problems);
    }
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    secrets.forEach((name, secret) -> values.put(name, secret.value().values()));
    return new StackFile(folder, stack.get(), values);
  }

  /** Puts a document with those of its kind. */
  private void sort(YamlTree tree) {
    Object kind = tree.root() instanceof Map<?, ?> map ? map.get("kind") : null;
    if (STACK.equals(kind)) {
      stacks.add(tree);
    } else if (SECRET.equals(kind)) {
      secretTrees.add(tree);
    } else {
      add(
          tree,
          "kind",
          Problem.excerpt(kind),
          "McpStack or Secret: other documents go to another file");
    }
  }

  private void readSecret(YamlTree tree) {
    bind(tree, SecretDocument.class)
        .ifPresent(secret -> {
          String name = secret.metadata().name();
          Placed<SecretDocument> other = secrets.putIfAbsent(name, new Placed<>(secret, tree));
          if (other != null) {
            add(
                tree,
                "metadata.name",
                Problem.excerpt(name),
                "a name that no other Secret has ("
                    + other.tree().position("metadata.name")
                    + " has it): rename one of them");
          }
        });
  }

  private Optional<McpStack> readStack() {
    if (stacks.isEmpty()) {
      problems.add(Problem.of("", "no McpStack", "one document of kind McpStack"));
      return Optional.empty();
    }
    YamlTree tree = stacks.getFirst();
    for (YamlTree another : stacks.subList(1, stacks.size())) {
      String expected =
          "one, the first is in " + tree.position("kind") + ": put this one into its own file";
      add(another, "kind", "another McpStack", expected);
      bind(another, McpStack.class);
    }
    Optional<McpStack> stack = bind(tree, McpStack.class);
    stack.ifPresent(each -> {
      checkNamespaces(each);
      List<StackSource> sources = each.spec().sources();
      for (int index = 0; index < sources.size(); index++) {
        checkSource(tree, "spec.sources[" + index + "]", sources.get(index));
      }
    });
    return stack;
  }

  private void checkNamespaces(McpStack stack) {
    String namespace = stack.metadata().namespace();
    for (Placed<SecretDocument> secret : secrets.values()) {
      String found = secret.value().metadata().namespace();
      if (!found.equals(namespace)) {
        add(
            secret.tree(),
            "metadata.namespace",
            Problem.excerpt(found),
            "the namespace of the stack, " + Problem.excerpt(namespace));
      }
    }
  }

  private void checkSource(YamlTree tree, String path, StackSource source) {
    for (int index = 0; index < source.files().size(); index++) {
      checkFile(tree, path + ".files[" + index + "].path", source.files().get(index).path());
    }
    CredentialsSecretRef reference = source.credentialsSecretRef();
    // One that isn't here may be in the folder of secrets.
    Placed<SecretDocument> secret = reference == null ? null : secrets.get(reference.name());
    if (reference != null && secret != null) {
      Map<String, String> values = secret.value().values();
      String at = path + ".credentialsSecretRef";
      checkKey(tree, at + ".usernameKey", reference.usernameKey(), values);
      checkKey(tree, at + ".passwordKey", reference.passwordKey(), values);
    }
  }

  private void checkFile(YamlTree tree, String path, Path file) {
    Path whole = folder.resolve(file);
    if (!Files.exists(whole)) {
      add(tree, path, "no such file " + Problem.excerpt(whole.toString()), "a file that is there");
    } else if (!Files.isRegularFile(whole)) {
      add(tree, path, Problem.excerpt(file.toString()), "a file, not a folder");
    } else if (!Files.isReadable(whole)) {
      add(tree, path, Problem.excerpt(file.toString()), "a file that this user may read");
    }
  }

  private void checkKey(YamlTree tree, String path, String key, Map<String, String> values) {
    if (!values.containsKey(key)) {
      String expected =
          "a key of the Secret beside the stack: " + values.keySet().stream().sorted().toList();
      add(tree, path, Problem.excerpt(key), expected);
    }
  }

  private <T extends Record> Optional<T> bind(YamlTree tree, Class<T> type) {
    Bound<T> bound = RecordShape.of(type).bind(tree.root());
    bound.found().forEach(problem -> problems.add(problem.at(tree.position(problem.path()))));
    return switch (bound) {
      case Bound.Valid<T>(T value) -> Optional.of(value);
      case Bound.Invalid<T> _ -> Optional.empty();
    };
  }

  private void add(YamlTree tree, String path, @Nullable String found, String expected) {
    String known = found == null ? "nothing" : found;
    problems.add(Problem.of(path, known, expected).at(tree.position(path)));
  }
}
