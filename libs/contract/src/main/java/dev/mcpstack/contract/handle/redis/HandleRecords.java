package dev.mcpstack.contract.handle.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.protocol.store.v1.HandleLineage;
import java.time.Duration;
import java.util.Arrays;

/**
 * A handle's record as bytes, which releases before and after this one read too: {@code
 * handle_record.proto} says by which rules it may change.
 */
final class HandleRecords {
  private HandleRecords() {}

  static byte[] toBytes(HandleRecord record) {
    Lineage lineage = record.lineage();
    return dev.mcpstack.protocol.store.v1.HandleRecord.newBuilder()
        .setKind(record.kind().name())
        .setPrincipal(record.principal())
        .setOwnerRole(record.owner().role())
        .setOwnerAddress(record.owner().dataAddress())
        .setTimeToLiveMillis(record.timeToLive().toMillis())
        .setRows(record.rows().rows())
        .setBytes(record.rows().bytes())
        .setChunks(record.rows().chunks())
        .setLineage(
            HandleLineage.newBuilder()
                .setTool(lineage.tool())
                .setSource(lineage.source())
                .setDigest(lineage.digest())
                .addAllParents(lineage.parents()))
        .build()
        .toByteArray();
  }

  /**
   * Reads one.
   *
   * @throws StackException when a later release wrote what this one can't know
   */
  static HandleRecord fromBytes(String name, byte[] bytes) {
    dev.mcpstack.protocol.store.v1.HandleRecord stored;
    try {
      stored = dev.mcpstack.protocol.store.v1.HandleRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StackException(
          ContractError.STORE_UNAVAILABLE, "The token store holds a broken record.", e);
    }
    HandleLineage lineage = stored.getLineage();
    return new HandleRecord(
        name,
        kind(stored.getKind()),
        stored.getPrincipal(),
        new Owner(stored.getOwnerRole(), stored.getOwnerAddress()),
        Duration.ofMillis(stored.getTimeToLiveMillis()),
        new RowsFacts(stored.getRows(), stored.getBytes(), stored.getChunks()),
        new Lineage(
            lineage.getTool(), lineage.getSource(), lineage.getDigest(), lineage.getParentsList()));
  }

  private static HandleKind kind(String name) {
    return Arrays.stream(HandleKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new StackException(
                ContractError.HANDLE_WRONG_KIND,
                "The handle names what only a later release of this server knows."));
  }
}
