package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** {@link Callers} in a pod beside a stack, out of the operator's image. */
final class CallersPod implements AutoCloseable {
  private static final String NAME = "callers";
  private static final Duration BEGINS = Duration.ofMinutes(2);
  private static final Duration GOES = Duration.ofMinutes(1);
  private static final List<Class<?>> PROGRAM =
      List.of(Callers.class, Load.class, Agent.class, Agent.Reply.class, Trust.class);

  private final Suite suite;
  private final KubernetesClient client;
  private final Stack stack;

  /** Begins, and returns when calls are answered. */
  CallersPod(Suite suite, Stack stack) {
    this.suite = suite;
    this.client = suite.client();
    this.stack = stack;
    client.resource(program()).inNamespace(stack.namespace()).create();
    for (HasMetadata object : Stack.load(client, yaml())) {
      client.resource(object).inNamespace(stack.namespace()).create();
    }
    suite
        .waiting()
        .until(
            "the first calls of the callers", BEGINS, () -> Seen.of(calls(), calls -> calls > 0));
  }

  private String yaml() {
    return Templates.fill(
        "callers.yaml",
        Map.of(
            "image",
            new Inside(suite).image(),
            "pullPolicy",
            suite.settings().pullPolicy(),
            "stack",
            stack.name(),
            "endpoint",
            "https://" + stack.name() + "." + stack.namespace() + ".svc:" + Stack.PORT));
  }

  private ConfigMap program() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(NAME)
        .endMetadata()
        .addToBinaryData("callers.jar", Base64.getEncoder().encodeToString(jar()))
        .build();
  }

  /** What the image lacks. */
  static byte[] jar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Class<?> each : PROGRAM) {
        String file = each.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(file));
        jar.write(Files.readAllBytes(classes().resolve(file)));
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Path classes() {
    try {
      return Path.of(Callers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private PodResource pod() {
    return client.pods().inNamespace(stack.namespace()).withName(NAME);
  }

  private static Stream<String> lines(String log, String begin) {
    return log.lines().filter(line -> line.startsWith(begin));
  }

  /** How many calls there were, up to the last second. */
  long calls() {
    return lines(pod().tailingLines(20).getLog(), Callers.CALLS)
        .mapToLong(line -> Long.parseLong(line.substring(Callers.CALLS.length())))
        .max()
        .orElse(0);
  }

  /** Each failed call: when, and what it was told. */
  List<String> failures() {
    return lines(pod().getLog(), Callers.FAILED)
        .map(line -> line.substring(Callers.FAILED.length()))
        .toList();
  }

  /** Waits for more calls. */
  void goOn(long more) {
    long reached = calls() + more;
    suite
        .waiting()
        .until(more + " more calls", BEGINS, () -> Seen.of(calls(), calls -> calls >= reached));
  }

  @Override
  public void close() {
    try {
      List<String> failures = failures();
      suite.report().say(calls() + " calls, " + failures.size() + " failed");
      failures.stream().limit(3).forEach(suite.report()::say);
    } finally {
      pod().delete();
      client.configMaps().inNamespace(stack.namespace()).withName(NAME).delete();
      suite
          .waiting()
          .until(
              "the callers to go",
              GOES,
              () -> pod().get() == null ? Seen.yes("gone") : Seen.notYet("there"));
    }
  }
}
