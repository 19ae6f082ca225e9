package dev.mcpstack.contract.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {
  private final ArrowMemory memory = new ArrowMemory(256 << 20);

  /** Fails when a batch or an encoder was not freed. */
  @AfterEach
  void memory_afterEachTest_isAllFree() {
    assertThat(memory.used()).isZero();
    memory.close();
  }

  private List<EncodedChunk> encode(
      RowSchema schema, int targetBytes, Consumer<ChunkEncoder> rows) {
    List<EncodedChunk> chunks = new ArrayList<>();
    try (ChunkEncoder encoder = new ChunkEncoder(schema, memory, targetBytes, chunks::add)) {
      rows.accept(encoder);
      encoder.finish();
    }
    return chunks;
  }

  private EncodedChunk encodeOne(Column column, Consumer<ChunkEncoder> value) {
    List<EncodedChunk> chunks =
        encode(
            new RowSchema(List.of(column)),
            ChunkEncoder.TARGET_BYTES,
            encoder -> {
              value.accept(encoder);
              encoder.endRow();
            });
    assertThat(chunks).hasSize(1);
    return chunks.getFirst();
  }

  private Object roundTrip(Column column, Consumer<ChunkEncoder> value) {
    EncodedChunk chunk = encodeOne(column, value);
    try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
      assertThat(batch.schema().columns()).containsExactly(column);
      assertThat(batch.rows()).isEqualTo(1);
      Object decoded = batch.value(0, 0);
      return decoded == null ? "null" : decoded;
    }
  }

  @Test
  void everyType_withAValueAndANull_comesBackExactly() {
    RowSchema schema =
        new RowSchema(
            List.of(
                Column.of("b", ColumnType.BOOLEAN),
                Column.of("i", ColumnType.INTEGER),
                Column.of("f", ColumnType.FLOAT),
                Column.decimal("d", 10, 2),
                Column.of("u", ColumnType.DECIMAL),
                Column.of("t", ColumnType.TEXT),
                Column.of("da", ColumnType.DATE),
                Column.of("ti", ColumnType.TIME),
                Column.of("ts", ColumnType.TIMESTAMP),
                Column.of("tz", ColumnType.TIMESTAMP_ZONED),
                Column.of("by", ColumnType.BINARY)));
    List<EncodedChunk> chunks =
        encode(
            schema,
            ChunkEncoder.TARGET_BYTES,
            encoder -> {
              encoder.endRow();
              encoder.setBoolean(0, true);
              encoder.setInteger(1, Long.MIN_VALUE);
              encoder.setFloat(2, -0.0);
              encoder.setDecimal(3, new BigDecimal("-99999999.99"));
              encoder.setDecimal(4, new BigDecimal("0.1"));
              encoder.setText(5, "naïve 😀");
              encoder.setDate(6, -1);
              encoder.setTime(7, 86_399_999_999L);
              encoder.setTimestamp(8, 1);
              encoder.setTimestamp(9, -1);
              encoder.setBytes(10, new byte[] {0, -1});
              encoder.endRow();
              encoder.endRow();
            });
    try (RowBatch batch = ChunkDecoder.decode(chunks.getFirst().payload(), memory)) {
      assertThat(batch.schema()).isEqualTo(schema);
      assertThat(batch.rows()).isEqualTo(3);
      for (int column = 0; column < schema.size(); column++) {
        assertThat(batch.isNull(column, 0)).isTrue();
        assertThat(batch.value(column, 0)).isNull();
        assertThat(batch.isNull(column, 1)).isFalse();
        assertThat(batch.value(column, 2)).isNull();
      }
      assertThat(batch.value(0, 1)).isEqualTo(true);
      assertThat(batch.value(1, 1)).isEqualTo(Long.MIN_VALUE);
      assertThat(batch.value(2, 1)).isEqualTo(-0.0);
      assertThat(batch.value(3, 1)).isEqualTo(new BigDecimal("-99999999.99"));
      assertThat(batch.value(4, 1)).isEqualTo(new BigDecimal("0.1"));
      assertThat(batch.value(5, 1)).isEqualTo("naïve 😀");
      assertThat(batch.value(6, 1)).isEqualTo(LocalDate.of(1969, 12, 31));
      assertThat(batch.value(7, 1)).isEqualTo(LocalTime.of(23, 59, 59, 999_999_000));
      assertThat(batch.value(8, 1)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000));
      assertThat(batch.value(9, 1)).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
      assertThat(batch.value(10, 1)).isEqualTo(new byte[] {0, -1});
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0.1})
  void float_ofAnyValue_comesBackBitForBit(double value) {
    assertThat(roundTrip(Column.of("f", ColumnType.FLOAT), e -> e.setFloat(0, value)))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1582-10-04T23:59:59.123456", "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999"})
  void timestamp_farFrom1970_keepsItsMicroseconds(String text) {
    LocalDateTime expected = LocalDateTime.parse(text);
    Instant instant = expected.toInstant(java.time.ZoneOffset.UTC);
    long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    assertThat(roundTrip(Column.of("ts", ColumnType.TIMESTAMP), e -> e.setTimestamp(0, micros)))
        .isEqualTo(expected);
    assertThat(
            roundTrip(Column.of("tz", ColumnType.TIMESTAMP_ZONED), e -> e.setTimestamp(0, micros)))
        .isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999999",
        "1",
        "0"
      })
  void decimal_of38Digits_comesBackExactly(String digits) {
    assertThat(roundTrip(Column.decimal("d", 38, 0), e -> e.setDecimal(0, new BigDecimal(digits))))
        .isEqualTo(new BigDecimal(digits));
  }

  @Test
  void decimal_ofAShorterScale_isWidenedAndNeverRounded() {
    assertThat(roundTrip(Column.decimal("d", 5, 2), e -> e.setDecimal(0, new BigDecimal("1.5"))))
        .isEqualTo(new BigDecimal("1.50"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000.00", "0.001", "-1000", "1E+3"})
  void decimal_thatABoundedColumnCantHold_refuses(String value) {
    RowSchema schema = new RowSchema(List.of(Column.decimal("d", 5, 2)));
    try (ChunkEncoder encoder = new ChunkEncoder(schema, memory, _ -> {})) {
      assertThatThrownBy(() -> encoder.setDecimal(0, new BigDecimal(value)))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.1415926535897932384626433832795028841971693993751",
        "-123456789012345678901234567890123456789012345678901234567890",
        "0.00000000000000000000000000000000000000000000000001",
        "7"
      })
  void unboundedDecimal_ofAnyLength_losesNoDigit(String digits) {
    Column column = Column.of("u", ColumnType.DECIMAL);
    EncodedChunk chunk = encodeOne(column, e -> e.setDecimal(0, new BigDecimal(digits)));
    try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
      assertThat(batch.schema().columns()).containsExactly(column);
      assertThat(batch.value(0, 0)).isEqualTo(new BigDecimal(digits));
      assertThat(batch.number(0, 0)).isEqualTo(new BigDecimal(digits).doubleValue());
    }
  }

  @Test
  void number_ofEveryNumericType_isTheNearestDouble() {
    assertThat(numberOf(Column.of("f", ColumnType.FLOAT), e -> e.setFloat(0, 0.1))).isEqualTo(0.1);
    // 2^53 + 1 has no double of its own.
    assertThat(
            numberOf(
                Column.of("i", ColumnType.INTEGER), e -> e.setInteger(0, 9_007_199_254_740_993L)))
        .isEqualTo(9_007_199_254_740_992.0);
    assertThat(numberOf(Column.decimal("d", 38, 4), e -> e.setDecimal(0, new BigDecimal("2.5"))))
        .isEqualTo(2.5);
  }

  private double numberOf(Column column, Consumer<ChunkEncoder> value) {
    try (RowBatch batch = ChunkDecoder.decode(encodeOne(column, value).payload(), memory)) {
      return batch.number(0, 0);
    }
  }

  @Test
  void number_ofAText_refusesWithTheColumnsName() {
    EncodedChunk chunk =
        encodeOne(Column.of("city", ColumnType.TEXT), encoder -> encoder.setText(0, "5"));
    try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
      assertThatThrownBy(() -> batch.number(0, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("column city is not numeric");
    }
  }

  @Test
  void text_thatIsNoUnicode_comesBackWithReplacementsAndBinaryAsItIs() {
    byte[] latin1 = "café".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(roundTrip(Column.of("t", ColumnType.TEXT), e -> e.setBytes(0, latin1)))
        .isEqualTo("caf\uFFFD");
    assertThat(roundTrip(Column.of("b", ColumnType.BINARY), e -> e.setBytes(0, latin1)))
        .isEqualTo(latin1);
    assertThat(roundTrip(Column.of("t", ColumnType.TEXT), e -> e.setText(0, "\uD800")))
        .isEqualTo("?");
  }

  @Test
  void result_withoutRows_isOneChunkWithItsSchema() {
    RowSchema schema = new RowSchema(List.of(Column.of("x", ColumnType.FLOAT)));
    List<EncodedChunk> chunks = encode(schema, ChunkEncoder.TARGET_BYTES, _ -> {});
    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().rowsTotal()).isZero();
    try (RowBatch batch = ChunkDecoder.decode(chunks.getFirst().payload(), memory)) {
      assertThat(batch.rows()).isZero();
      assertThat(batch.schema()).isEqualTo(schema);
    }
  }

  @Test
  void rows_overManyChunks_continueAcrossTheBoundaries() {
    RowSchema schema =
        new RowSchema(
            List.of(
                Column.of("id", ColumnType.INTEGER),
                Column.of("even", ColumnType.TEXT),
                Column.of("flag", ColumnType.BOOLEAN)));
    int rows = 10_000;
    List<EncodedChunk> chunks =
        encode(
            schema,
            4_096,
            encoder -> {
              for (int row = 0; row < rows; row++) {
                encoder.setInteger(0, row);
                if (row % 2 == 0) {
                  encoder.setText(1, "row " + row);
                  encoder.setBoolean(2, true);
                }
                encoder.endRow();
              }
              assertThat(encoder.rows()).isEqualTo(rows);
            });
    assertThat(chunks).hasSizeGreaterThan(10);
    long row = 0;
    for (int i = 0; i < chunks.size(); i++) {
      EncodedChunk chunk = chunks.get(i);
      assertThat(chunk.sequence()).isEqualTo(i);
      assertThat(chunk.isIntact()).isTrue();
      try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
        assertThat(batch.rows()).isEqualTo(chunk.rows());
        for (int r = 0; r < batch.rows(); r++, row++) {
          assertThat(batch.value(0, r)).isEqualTo(row);
          // Nothing of the chunk before shows through where this one is null.
          assertThat(batch.value(1, r)).isEqualTo(row % 2 == 0 ? "row " + row : null);
          assertThat(batch.value(2, r)).isEqualTo(row % 2 == 0 ? true : null);
        }
      }
      assertThat(chunk.rowsTotal()).isEqualTo(row);
    }
    assertThat(row).isEqualTo(rows);
  }

  @Test
  void rows_thatEndWithAChunk_leaveNoEmptyOneBehind() {
    RowSchema schema = new RowSchema(List.of(Column.of("x", ColumnType.INTEGER)));
    List<EncodedChunk> chunks =
        encode(
            schema,
            8,
            encoder -> {
              encoder.setInteger(0, 1);
              encoder.endRow();
              encoder.setInteger(0, 2);
              encoder.endRow();
            });
    assertThat(chunks).extracting(EncodedChunk::rows).containsExactly(1, 1);
  }

  @Test
  void rows_beyondAChunksMost_beginTheNext() {
    RowSchema schema = new RowSchema(List.of(Column.of("x", ColumnType.TEXT)));
    List<EncodedChunk> chunks =
        encode(
            schema,
            Integer.MAX_VALUE,
            encoder -> {
              for (int row = 0; row < 65_537; row++) {
                encoder.endRow();
              }
            });
    assertThat(chunks).extracting(EncodedChunk::rows).containsExactly(65_536, 1);
  }

  @Test
  void payload_thatWasChanged_isNotIntact() {
    EncodedChunk chunk =
        encodeOne(Column.of("i", ColumnType.INTEGER), encoder -> encoder.setInteger(0, 5));
    assertThat(chunk.isIntact()).isTrue();
    chunk.payload()[chunk.payload().length / 2] ^= 1;
    assertThat(chunk.isIntact()).isFalse();
  }

  @Test
  void checksum_isCrc32Castagnoli() {
    // Check value of CRC-32C, "123456789": RFC 3720 B.4's polynomial; catalogue of parametrised
    // CRC algorithms, CRC-32/ISCSI.
    assertThat(EncodedChunk.checksum("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(0xE3069283);
  }

  @Test
  void decode_ofAPayloadThatWasCutShort_failsAndFreesItsMemory() {
    byte[] payload =
        encodeOne(Column.of("t", ColumnType.TEXT), encoder -> encoder.setText(0, "abc")).payload();
    assertThatThrownBy(
            () -> ChunkDecoder.decode(Arrays.copyOf(payload, payload.length / 2), memory))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ChunkDecoder.decode(new byte[0], memory))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void decode_ofASchemaWithoutBatch_saysSo() {
    byte[] schemaOnly =
        ChunkDecoder.serialise(new RowSchema(List.of(Column.of("x", ColumnType.FLOAT))));
    assertThatThrownBy(() -> ChunkDecoder.decode(schemaOnly, memory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a chunk holds one record batch, this one holds none");
  }

  @Test
  void batch_closedTwice_isFreedOnce() {
    EncodedChunk chunk =
        encodeOne(Column.of("i", ColumnType.INTEGER), encoder -> encoder.setInteger(0, 5));
    RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory);
    assertThat(memory.used()).isPositive();
    batch.close();
    batch.close();
  }

  @Test
  void memory_whenItIsUsedUp_isARefusalInOurWords() {
    try (ArrowMemory small = new ArrowMemory(1 << 10);
        ChunkEncoder encoder =
            new ChunkEncoder(
                new RowSchema(List.of(Column.of("t", ColumnType.TEXT))), small, _ -> {})) {
      assertThatThrownBy(() -> encoder.setBytes(0, new byte[1 << 20]))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.CALLS_EXHAUSTED);
                assertThat(failure.safeMessage()).contains("more than 1024 bytes");
              });
    }
  }

  @Test
  void memory_withABatchLeftOpen_failsToClose() {
    EncodedChunk chunk =
        encodeOne(Column.of("i", ColumnType.INTEGER), encoder -> encoder.setInteger(0, 5));
    ArrowMemory other = new ArrowMemory(1 << 20);
    // Left open on purpose: a failed close has closed the allocator for good.
    RowBatch unused = ChunkDecoder.decode(chunk.payload(), other);
    assertThat(unused.rows()).isEqualTo(1);
    assertThatThrownBy(other::close).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void head_acrossChunks_isWhatTheDecoderReads() {
    RowSchema schema =
        new RowSchema(
            List.of(
                Column.of("n", ColumnType.INTEGER),
                Column.of("u", ColumnType.DECIMAL),
                Column.of("t", ColumnType.TEXT),
                Column.of("z", ColumnType.TIMESTAMP_ZONED)));
    for (int limit : new int[] {0, 1, 3, 7, 50}) {
      List<EncodedChunk> chunks = new ArrayList<>();
      try (ChunkEncoder encoder = new ChunkEncoder(schema, memory, 64, limit, chunks::add)) {
        for (int i = 0; i < 7; i++) {
          if (i != 4) {
            encoder.setInteger(0, i);
            encoder.setDecimal(1, new BigDecimal("1.50"));
            encoder.setTimestamp(3, i);
          }
          encoder.endRow();
        }
        encoder.finish();
        List<List<@Nullable Object>> decoded = new ArrayList<>();
        for (EncodedChunk chunk : chunks) {
          try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
            for (int row = 0; row < batch.rows() && decoded.size() < limit; row++) {
              decoded.add(
                  Arrays.asList(
                      batch.value(0, row),
                      batch.value(1, row),
                      batch.value(2, row),
                      batch.value(3, row)));
            }
          }
        }
        assertThat(chunks).hasSizeGreaterThan(1);
        assertThat(encoder.head()).hasSize(Math.min(limit, 7)).isEqualTo(decoded);
      }
    }
  }
}
