package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.ServerConfigs;
import dev.mcpstack.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Repository.path("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void quickstartAndPostgresql_areAmongThem() throws IOException {
    assertThat(examples().stream().map(file -> file.getFileName().toString()))
        .contains("postgresql.yaml", "quickstart.yaml");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isValidForEveryServer(Path file) {
    StackFile example = StackFile.read(file);
    LocalDataConfig config = ServerConfigs.from(example.stack(), example.folder()).localData();
    assertThat(RecordShape.of(LocalDataConfig.class).bind(RecordShape.treeOf(config)))
        .isEqualTo(new Bound.Valid<>(config));
    Credentials.check(config.sources(), example.secrets());
  }
}
