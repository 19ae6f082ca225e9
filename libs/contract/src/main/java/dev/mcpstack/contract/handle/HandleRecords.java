package dev.mcpstack.contract.handle;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.protocol.store.v1.HandleLineage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A handle's record as bytes, which releases before and after this one read too: {@code
 * handle_record.proto} says by which rules it may change.
 */
public final class HandleRecords {
  /** Changes when a record of a newer release would no longer mean the same to an older one. */
  public static final int VERSION = 1;

  private HandleRecords() {}

  /** As the store keeps it. */
  public static byte[] toBytes(HandleRecord record) {
    return toMessage(record).toByteArray();
  }

  /** As it is written. Its name is not part of it. */
  public static dev.mcpstack.protocol.store.v1.HandleRecord toMessage(HandleRecord record) {
    Lineage lineage = record.lineage();
    HandleLineage.Builder origin =
        HandleLineage.newBuilder()
            .setTool(lineage.tool())
            .setSource(lineage.source())
            .setDigest(lineage.digest())
            .addAllParents(lineage.parents());
    lineage.statement().ifPresent(origin::setStatement);
    dev.mcpstack.protocol.store.v1.HandleRecord.Builder message =
        dev.mcpstack.protocol.store.v1.HandleRecord.newBuilder()
            .setKind(record.kind().name())
            .setPrincipal(record.principal())
            .setOwnerRole(record.owner().role())
            .setOwnerAddress(record.owner().dataAddress())
            .setTimeToLiveMillis(record.timeToLive().toMillis())
            .setRows(record.rows().rows())
            .setBytes(record.rows().bytes())
            .setChunks(record.rows().chunks())
            .setLineage(origin);
    record.rows().seal().map(Seals::toMessage).ifPresent(message::setSeal);
    return message.build();
  }

  /**
   * Reads one.
   *
   * @throws StackException when a later release wrote what this one can't know
   */
  public static HandleRecord fromBytes(String name, byte[] bytes) {
    dev.mcpstack.protocol.store.v1.HandleRecord stored;
    try {
      stored = dev.mcpstack.protocol.store.v1.HandleRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StackException(
          ContractError.STORE_UNAVAILABLE, "The token store holds a broken record.", e);
    }
    return fromMessage(name, stored);
  }

  /**
   * The same of a message.
   *
   * @throws StackException as {@link #fromBytes}
   */
  public static HandleRecord fromMessage(
      String name, dev.mcpstack.protocol.store.v1.HandleRecord stored) {
    HandleLineage lineage = stored.getLineage();
    return new HandleRecord(
        name,
        kind(stored.getKind()),
        stored.getPrincipal(),
        new Owner(stored.getOwnerRole(), stored.getOwnerAddress()),
        Duration.ofMillis(stored.getTimeToLiveMillis()),
        new RowsFacts(stored.getRows(), stored.getBytes(), stored.getChunks(), seal(stored)),
        new Lineage(
            lineage.getTool(),
            lineage.getSource(),
            lineage.getDigest(),
            lineage.getParentsList(),
            lineage.hasStatement() ? Optional.of(lineage.getStatement()) : Optional.empty()));
  }

  /** One that only a later release can read is as if it were not there. */
  private static Optional<RowsSeal> seal(dev.mcpstack.protocol.store.v1.HandleRecord stored) {
    try {
      return stored.hasSeal() ? Optional.of(Seals.fromMessage(stored.getSeal())) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
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
