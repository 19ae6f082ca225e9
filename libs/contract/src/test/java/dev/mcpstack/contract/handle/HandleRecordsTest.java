package dev.mcpstack.contract.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that another release wrote, or will read. */
class HandleRecordsTest {
  /** Of version 1, never to be changed: what a release wrote stays in stores while others run. */
  private static final String VERSION_1 =
      "0a04524f5753" // kind ROWS
          + "1205616c696365" // principal alice
          + "1a096c6f63616c64617461" // owner's role localdata
          + "220d31302e302e302e373a39303930" // its address 10.0.0.7:9090
          + "28a0f736" // time to live 900000 ms
          + "300a" // rows 10
          + "38d00f" // bytes 2000
          + "4001" // chunks 1
          + "4a220a0d657865637574655f7175657279120773616c657364621a046162313222027031"; // lineage

  private static final HandleRecord RECORD =
      new HandleRecord(
          "rows_x",
          HandleKind.ROWS,
          "alice",
          new Owner("localdata", "10.0.0.7:9090"),
          Duration.ofMinutes(15),
          new RowsFacts(10, 2_000, 1),
          new Lineage("execute_query", "salesdb", "ab12", List.of("p1")));

  @Test
  void record_isWrittenAsEver() {
    assertThat(HexFormat.of().formatHex(HandleRecords.toBytes(RECORD))).isEqualTo(VERSION_1);
  }

  @Test
  void record_ofVersion1_isReadWhole() {
    assertThat(HandleRecords.fromBytes("rows_x", HexFormat.of().parseHex(VERSION_1)))
        .isEqualTo(RECORD);
  }

  @Test
  void record_withFieldsOfALaterRelease_isReadWithoutThem() throws Exception {
    byte[] later =
        dev.mcpstack.protocol.store.v1.HandleRecord.parseFrom(HandleRecords.toBytes(RECORD))
            .toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("new"))
                            .build())
                    .build())
            .build()
            .toByteArray();
    assertThat(HandleRecords.fromBytes("rows_x", later)).isEqualTo(RECORD);
  }

  @Test
  void statement_whereItIsKept_isReadAgain() {
    Lineage lineage = new Lineage("execute_query", "s", "00", List.of(), Optional.of("SELECT 1"));
    HandleRecord record =
        new HandleRecord(
            "rows_x",
            HandleKind.ROWS,
            "alice",
            new Owner("localdata", "10.0.0.7:9090"),
            Duration.ofMinutes(15),
            RowsFacts.NONE,
            lineage);
    assertThat(HandleRecords.fromBytes("rows_x", HandleRecords.toBytes(record))).isEqualTo(record);
  }

  @Test
  void kind_ofALaterRelease_isSaidSo() {
    byte[] later =
        dev.mcpstack.protocol.store.v1.HandleRecord.newBuilder()
            .setKind("HOLOGRAM")
            .build()
            .toByteArray();
    assertThatThrownBy(() -> HandleRecords.fromBytes("x", later))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> assertThat(failure.code()).isEqualTo(ContractError.HANDLE_WRONG_KIND));
  }
}
