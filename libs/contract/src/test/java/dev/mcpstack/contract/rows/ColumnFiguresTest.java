package dev.mcpstack.contract.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted of columns, by who makes the rows and by who reads them. */
class ColumnFiguresTest {
  private static final int CHUNK_BYTES = 2_000;

  /** Counts while encoding, checks that a reader counts the same, and returns it. */
  private static ColumnFigures figures(
      Column column, int rows, BiConsumer<ChunkEncoder, Integer> set) {
    List<EncodedChunk> chunks = new ArrayList<>();
    try (ArrowMemory memory = new ArrowMemory(1 << 24)) {
      List<ColumnFigures> made;
      try (ChunkEncoder encoder =
          new ChunkEncoder(new RowSchema(List.of(column)), memory, CHUNK_BYTES, chunks::add)) {
        for (int row = 0; row < rows; row++) {
          set.accept(encoder, row);
          encoder.endRow();
        }
        encoder.finish();
        made = encoder.figures();
      }
      RowsTally tally = new RowsTally();
      RowsTally appended = new RowsTally();
      for (EncodedChunk chunk : chunks) {
        try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
          tally.add(batch);
          RowsTally alone = new RowsTally();
          alone.add(batch);
          appended.append(alone);
        }
      }
      assertThat(tally.figures()).isEqualTo(made);
      assertThat(appended.figures()).isEqualTo(made);
      return made.getFirst();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 1_000, 1_003})
  void integers_areCountedWithTheirExtremesAndSum(int rows) {
    ColumnFigures figures =
        figures(
            Column.of("n", ColumnType.INTEGER),
            rows,
            (encoder, row) -> {
              if (row % 3 != 1) {
                encoder.setInteger(0, row - 500L);
              }
            });
    long[] values =
        LongStream.range(0, rows).filter(row -> row % 3 != 1).map(row -> row - 500).toArray();
    long nulls = (long) rows - values.length;
    assertThat(figures)
        .isEqualTo(
            values.length == 0
                ? new ColumnFigures.Whole(0, nulls, 0, 0, 0)
                : new ColumnFigures.Whole(
                    values.length,
                    nulls,
                    values[0],
                    values[values.length - 1],
                    Arrays.stream(values).sum()));
  }

  @Test
  void integers_thatPassTheRange_areAddedModuloIt() {
    assertThat(
            figures(
                Column.of("n", ColumnType.INTEGER),
                3,
                (encoder, _) -> encoder.setInteger(0, Long.MAX_VALUE)))
        .isEqualTo(
            new ColumnFigures.Whole(3, 0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 2));
  }

  @Test
  void texts_areCountedByTheirBytes() {
    String[] texts = {"", "ü", "three"};
    assertThat(
            figures(
                Column.of("t", ColumnType.TEXT),
                4,
                (encoder, row) -> {
                  if (row < 3) {
                    encoder.setText(0, texts[row]);
                  }
                }))
        .isEqualTo(new ColumnFigures.Whole(3, 1, 0, 5, 7));
  }

  @Test
  void booleansDatesAndTimestamps_areCountedAsWholeNumbers() {
    assertThat(
            figures(
                Column.of("b", ColumnType.BOOLEAN),
                5,
                (encoder, row) -> encoder.setBoolean(0, row % 2 == 0)))
        .isEqualTo(new ColumnFigures.Whole(5, 0, 0, 1, 3));
    assertThat(
            figures(Column.of("d", ColumnType.DATE), 3, (encoder, row) -> encoder.setDate(0, -row)))
        .isEqualTo(new ColumnFigures.Whole(3, 0, -2, 0, -3));
    assertThat(
            figures(
                Column.of("s", ColumnType.TIMESTAMP),
                2,
                (encoder, row) -> encoder.setTimestamp(0, row * 10L)))
        .isEqualTo(new ColumnFigures.Whole(2, 0, 0, 10, 10));
    assertThat(
            figures(
                Column.of("m", ColumnType.TIME), 2, (encoder, row) -> encoder.setTime(0, row + 1L)))
        .isEqualTo(new ColumnFigures.Whole(2, 0, 1, 2, 3));
  }

  @Test
  void floats_areCountedNextToTheirExactSum() {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.doubles(5_000, -1, 1).toArray();
    ColumnFigures.Real figures =
        (ColumnFigures.Real)
            figures(
                Column.of("x", ColumnType.FLOAT),
                values.length,
                (encoder, row) -> encoder.setFloat(0, values[row]));
    BigDecimal exact = BigDecimal.ZERO;
    for (double value : values) {
      exact = exact.add(new BigDecimal(value));
    }
    assertThat(figures.count()).isEqualTo(5_000);
    assertThat(figures.minimum()).isEqualTo(Arrays.stream(values).min().orElseThrow());
    assertThat(figures.maximum()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    // 5,000 additions of numbers below 1, each off by half a unit in the last place of the sum.
    assertThat(figures.sum()).isCloseTo(exact.doubleValue(), Offset.offset(1e-10));
  }

  @Test
  void floats_withNaNAndInfinity_keepWhatCanBeSaid() {
    double[] values = {Double.NaN, -2, Double.POSITIVE_INFINITY, -0.0};
    assertThat(
            figures(
                Column.of("x", ColumnType.FLOAT),
                5,
                (encoder, row) -> {
                  if (row < 4) {
                    encoder.setFloat(0, values[row]);
                  }
                }))
        .isEqualTo(new ColumnFigures.Real(4, 1, -2, Double.POSITIVE_INFINITY, Double.NaN));
    assertThat(
            figures(
                Column.of("x", ColumnType.FLOAT),
                3,
                (encoder, _) -> encoder.setFloat(0, Double.NaN)))
        .isEqualTo(new ColumnFigures.Real(3, 0, 0, 0, Double.NaN));
  }

  /** Within 64 bits unscaled, across their end, and beyond. */
  @Test
  void decimals_ofAnySize_areAddedExactly() {
    BigDecimal large = new BigDecimal(new BigInteger("9".repeat(37)), 2);
    BigDecimal edge = BigDecimal.valueOf(Long.MAX_VALUE, 2);
    BigDecimal[] values = {
      edge, edge, edge.negate(), large, large.negate(), new BigDecimal("1.50")
    };
    assertThat(
            figures(
                Column.decimal("d", 38, 2),
                7,
                (encoder, row) -> {
                  if (row < values.length) {
                    encoder.setDecimal(0, values[row]);
                  }
                }))
        .isEqualTo(
            new ColumnFigures.Decimal(
                6, 1, large.negate(), large, edge.add(new BigDecimal("1.50"))));
    assertThat(
            figures(
                Column.decimal("d", 38, 2),
                2,
                (encoder, row) -> encoder.setDecimal(0, row == 0 ? large : large.negate())))
        .isEqualTo(new ColumnFigures.Decimal(2, 0, large.negate(), large, new BigDecimal("0.00")));
    assertThat(figures(Column.decimal("d", 10, 1), 2, (_, _) -> {}))
        .isEqualTo(
            new ColumnFigures.Decimal(
                0, 2, new BigDecimal("0.0"), new BigDecimal("0.0"), new BigDecimal("0.0")));
  }

  @Test
  void oneValueChanged_changesTheFigures() {
    Column column = Column.of("n", ColumnType.INTEGER);
    ColumnFigures right = figures(column, 100, (encoder, row) -> encoder.setInteger(0, row));
    assertThat(figures(column, 100, (encoder, row) -> encoder.setInteger(0, row == 50 ? 51 : row)))
        .isNotEqualTo(right);
    assertThat(
            figures(
                column,
                100,
                (encoder, row) -> {
                  if (row != 50) {
                    encoder.setInteger(0, row);
                  }
                }))
        .isNotEqualTo(right);
  }
}
