package dev.mcpstack.operator.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of docs/reference/rbac.md. */
final class RightsPage {
  private static final Path PAGE = Path.of("../docs/reference/rbac.md");

  private RightsPage() {}

  /** The cells of each row of the table under a heading. */
  static List<List<String>> rows(String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Generated.read(PAGE).lines().toList()) {
      if (line.startsWith("#")) {
        inside = line.equals("## " + heading);
      } else if (inside && line.startsWith("| ") && !line.startsWith("| group")) {
        rows.add(Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1)).toList());
      }
    }
    return rows;
  }

  static List<Grant> grants(String heading) {
    return rows(heading).stream().map(Grant::row).toList();
  }
}
