package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.copy.CopyOut;

/** The binary format, byte for byte, wherever its messages are cut. */
class CopiedRowsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 16, 19, 20, 21, 64, 1_000})
  void rows_inMessagesOfAnySize_areTheSame(int size) throws Exception {
    byte[] copy =
        copy(0, new byte[] {1, 2, 3}, List.of("ab", "", "ü"), Arrays.asList("c", null, "d"));
    assertThat(cells(new CopiedRows(new Messages(copy, size), 3), 3))
        .containsExactly(List.of("ab", "", "ü"), List.of("c", "null", "d"));
  }

  @Test
  void copy_thatIsNone_isBroken() throws Exception {
    byte[] good = copy(0, new byte[0], List.of("a"));
    byte[] text = "a\n".repeat(20).getBytes(StandardCharsets.US_ASCII);
    broken(text, 1, "signature");
    broken(copy(1 << 16, new byte[0], List.of("a")), 1, "another version");
    broken(good, 2, "a row of 1 columns, not 2");
    for (int length = 0; length < good.length; length++) {
      broken(Arrays.copyOf(good, length), 1, "an end in the middle");
    }
  }

  private static void broken(byte[] copy, int columns, String says) {
    assertThatThrownBy(() -> cells(new CopiedRows(new Messages(copy, 8), columns), columns))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(says);
  }

  private static List<List<String>> cells(CopiedRows rows, int columns) throws SQLException {
    List<List<String>> cells = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        row.add(
            rows.length(column) < 0
                ? "null"
                : new String(
                    rows.bytes(),
                    rows.offset(column),
                    rows.length(column),
                    StandardCharsets.UTF_8));
      }
      cells.add(row);
    }
    assertThat(rows.next()).isFalse();
    return cells;
  }

  @SafeVarargs
  private static byte[] copy(int flags, byte[] extension, List<@Nullable String>... rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
    out.writeInt(flags);
    out.writeInt(extension.length);
    out.write(extension);
    for (List<@Nullable String> row : rows) {
      out.writeShort(row.size());
      for (String cell : row) {
        if (cell == null) {
          out.writeInt(-1);
        } else {
          byte[] value = cell.getBytes(StandardCharsets.UTF_8);
          out.writeInt(value.length);
          out.write(value);
        }
      }
    }
    out.writeShort(-1);
    return bytes.toByteArray();
  }

  /** A copy in messages of one size. */
  private static final class Messages implements CopyOut {
    private final byte[] copy;
    private final int size;
    private int at;

    Messages(byte[] copy, int size) {
      this.copy = copy;
      this.size = size;
    }

    @Override
    public byte @Nullable [] readFromCopy() {
      if (at == copy.length) {
        return null;
      }
      int from = at;
      at = Math.min(copy.length, at + size);
      return Arrays.copyOfRange(copy, from, at);
    }

    @Override
    public byte @Nullable [] readFromCopy(boolean block) {
      return readFromCopy();
    }

    @Override
    public int getFieldCount() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getFormat() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getFieldFormat(int field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isActive() {
      return at < copy.length;
    }

    @Override
    public void cancelCopy() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long getHandledRowCount() {
      throw new UnsupportedOperationException();
    }
  }
}
