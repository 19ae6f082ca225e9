package dev.mcpstack.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a stack without servers, and a reader of its rows. */
abstract class StackTest {
  @TempDir Path folder = Path.of("");
  Stack stack;
  Reader reader;

  @BeforeEach
  final void start() {
    stack = new Stack(folder);
    reader = stack.reader();
  }

  @AfterEach
  final void stop() {
    stack.close();
  }
}
