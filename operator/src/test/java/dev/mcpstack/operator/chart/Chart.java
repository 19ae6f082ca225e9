package dev.mcpstack.operator.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A chart of this repository, rendered under the names that the docs use. */
enum Chart {
  CRDS("mcpstack-crds"),
  OPERATOR("mcpstack-operator");

  static final Path FOLDER = Path.of("../helm").toAbsolutePath().normalize();
  static final String NAMESPACE = "mcpstack-system";
  private static final String KUBERNETES = "1.30.0";

  private final String chart;

  Chart(String chart) {
    this.chart = chart;
  }

  /** The folder's name, which is the release's too. */
  String title() {
    return chart;
  }

  Path file(String path) {
    return FOLDER.resolve(chart).resolve(path);
  }

  LintResult lint() {
    return new Helm(file(".")).lint().strict().call();
  }

  /** With the values of the chart. */
  Rendered render() {
    return render("");
  }

  /** With values as YAML over those of the chart. */
  Rendered render(String values) {
    return renderFrom(file("."), values);
  }

  /** With the values of a file in {@code ci/}. */
  Rendered renderVariant(String variant) {
    return render(Generated.read(file("ci/" + variant + "-values.yaml")));
  }

  Rendered renderFrom(Path folder, String values) {
    return withFile(
        values,
        file ->
            new Rendered(
                new Helm(folder)
                    .template()
                    .withName(chart)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(KUBERNETES)
                    .withValuesFile(file)
                    .call()));
  }

  /** What Helm prints after an installation. */
  String notes(String values) {
    return withFile(
        values,
        file ->
            new Helm(file("."))
                .install()
                .withName(chart)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .dryRun()
                .withDryRunOption(DryRun.CLIENT)
                .withValuesFile(file)
                .call()
                .getOutput());
  }

  private static <R> R withFile(String values, Function<Path, R> use) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return use.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
