package dev.mcpstack.localdata.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as answers show them: exact, and in JSON only as numbers where every client reads them
 * exactly.
 */
public final class Cells {
  /** JavaScript loses whole numbers beyond this. */
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private static final int MAX_MARKDOWN_CELL = 120;
  private static final int MAX_BYTES_SHOWN = 32;

  private Cells() {}

  /** Rows as JSON holds them: null, true, false, numbers, and text for everything else. */
  public static List<List<@Nullable Object>> structured(RowPage page) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : page.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row.size());
      for (Object value : row) {
        cells.add(structured(value));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** Rows as a Markdown table. Long cells are cut, visibly. */
  public static String markdown(RowPage page) {
    StringBuilder table = new StringBuilder("|");
    page.schema()
        .columns()
        .forEach(column -> table.append(' ').append(escape(column.name())).append(" |"));
    table.append("\n|");
    page.schema()
        .columns()
        .forEach(column -> table.append(column.type().isNumeric() ? "---:|" : "---|"));
    for (List<@Nullable Object> row : page.rows()) {
      table.append("\n|");
      for (Object value : row) {
        table.append(' ').append(value == null ? "null" : escape(text(value))).append(" |");
      }
    }
    return table.toString();
  }

  private static @Nullable Object structured(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Long whole -> isSafe(whole) ? whole : whole.toString();
      case Double number -> Double.isFinite(number) ? number : number.toString();
      default -> text(value);
    };
  }

  /** Whether every reader of JSON reads the number exactly. */
  static boolean isSafe(long whole) {
    return whole >= -MAX_SAFE_INTEGER && whole <= MAX_SAFE_INTEGER;
  }

  private static String text(Object value) {
    return switch (value) {
      case byte[] bytes -> hex(bytes);
      case BigDecimal decimal -> decimal.toPlainString();
      default -> value.toString();
    };
  }

  private static String hex(byte[] bytes) {
    int shown = Math.min(bytes.length, MAX_BYTES_SHOWN);
    return "0x"
        + HexFormat.of().formatHex(bytes, 0, shown)
        + (shown < bytes.length ? "… (" + bytes.length + " bytes)" : "");
  }

  private static String escape(String text) {
    String cut =
        text.length() <= MAX_MARKDOWN_CELL
            ? text
            : text.substring(0, MAX_MARKDOWN_CELL) + "… (" + text.length() + " characters)";
    return cut.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "⏎");
  }
}
