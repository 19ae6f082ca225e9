package dev.mcpstack.localdata.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One case from a text resource: a line {@code ### name | rule | dialects}, then the statement.
 * Rule and dialects may be left out.
 *
 * @param name what the case shows
 * @param rule the rule expected to refuse it, or "" for a case that passes
 * @param dialects where it holds
 * @param sql the statement
 */
record Case(String name, String rule, Set<Dialect> dialects, String sql) {
  private static final Pattern HEAD = Pattern.compile("^### ", Pattern.MULTILINE);
  private static final Pattern BAR = Pattern.compile(" *\\| *");

  static List<Case> load(String resource) {
    List<Case> cases = new ArrayList<>();
    for (String block : HEAD.split(text(resource), -1)) {
      int end = block.indexOf('\n');
      if (end > 0 && !block.startsWith("#")) {
        List<String> head = List.of(BAR.split(block.substring(0, end).strip(), -1));
        Set<Dialect> dialects = EnumSet.allOf(Dialect.class);
        if (head.size() > 2) {
          dialects = EnumSet.of(Dialect.valueOf(head.get(2).toUpperCase(Locale.ROOT)));
        }
        cases.add(
            new Case(
                head.getFirst(),
                head.size() > 1 ? head.get(1) : "",
                dialects,
                block.substring(end + 1).strip()));
      }
    }
    return cases;
  }

  static String text(String resource) {
    try (InputStream in = Case.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
