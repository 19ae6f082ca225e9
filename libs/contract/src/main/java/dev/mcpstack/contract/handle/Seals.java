package dev.mcpstack.contract.handle;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.protocol.rows.v1.DecimalFigures;
import dev.mcpstack.protocol.rows.v1.RealFigures;
import dev.mcpstack.protocol.rows.v1.WholeFigures;
import java.math.BigDecimal;
import java.util.HexFormat;

/** Between the seal of a result and how it is written down. */
public final class Seals {
  private Seals() {}

  /** As it is written. */
  public static dev.mcpstack.protocol.rows.v1.RowsSeal toMessage(RowsSeal seal) {
    return dev.mcpstack.protocol.rows.v1.RowsSeal.newBuilder()
        .setSchema(ByteString.copyFrom(ChunkDecoder.serialise(seal.schema())))
        .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(seal.digest())))
        .addAllColumns(seal.figures().stream().map(Seals::toMessage).toList())
        .build();
  }

  /**
   * As it was before.
   *
   * @throws IllegalArgumentException when it is none, or one that only a later release can read
   */
  public static RowsSeal fromMessage(dev.mcpstack.protocol.rows.v1.RowsSeal seal) {
    return new RowsSeal(
        ChunkDecoder.parse(seal.getSchema().toByteArray()),
        HexFormat.of().formatHex(seal.getDigest().toByteArray()),
        seal.getColumnsList().stream().map(Seals::fromMessage).toList());
  }

  private static dev.mcpstack.protocol.rows.v1.ColumnFigures toMessage(ColumnFigures figures) {
    dev.mcpstack.protocol.rows.v1.ColumnFigures.Builder message =
        dev.mcpstack.protocol.rows.v1.ColumnFigures.newBuilder()
            .setCount(figures.count())
            .setNulls(figures.nulls());
    switch (figures) {
      case ColumnFigures.Whole whole ->
          message.setWhole(
              WholeFigures.newBuilder()
                  .setMinimum(whole.minimum())
                  .setMaximum(whole.maximum())
                  .setSum(whole.sum()));
      case ColumnFigures.Real real ->
          message.setReal(
              RealFigures.newBuilder()
                  .setMinimum(real.minimum())
                  .setMaximum(real.maximum())
                  .setSum(real.sum()));
      case ColumnFigures.Decimal decimal ->
          message.setDecimal(
              DecimalFigures.newBuilder()
                  .setMinimum(decimal.minimum().toString())
                  .setMaximum(decimal.maximum().toString())
                  .setSum(decimal.sum().toString()));
    }
    return message.build();
  }

  private static ColumnFigures fromMessage(dev.mcpstack.protocol.rows.v1.ColumnFigures figures) {
    long count = figures.getCount();
    long nulls = figures.getNulls();
    return switch (figures.getOfCase()) {
      case WHOLE -> {
        WholeFigures whole = figures.getWhole();
        yield new ColumnFigures.Whole(
            count, nulls, whole.getMinimum(), whole.getMaximum(), whole.getSum());
      }
      case REAL -> {
        RealFigures real = figures.getReal();
        yield new ColumnFigures.Real(
            count, nulls, real.getMinimum(), real.getMaximum(), real.getSum());
      }
      case DECIMAL -> {
        DecimalFigures decimal = figures.getDecimal();
        yield new ColumnFigures.Decimal(
            count,
            nulls,
            new BigDecimal(decimal.getMinimum()),
            new BigDecimal(decimal.getMaximum()),
            new BigDecimal(decimal.getSum()));
      }
      case OF_NOT_SET ->
          throw new IllegalArgumentException("figures of a kind that this release does not know");
    };
  }
}
