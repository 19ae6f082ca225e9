package dev.mcpstack.contract.data;

import dev.mcpstack.contract.handle.HandleRecords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of what releases have to agree on to read each other's handles. A server says them
 * in {@code _meta} when it introduces itself, so that a release can be judged before it serves.
 *
 * @param data of the stream of rows from server to server; two servers need the same
 * @param store of the records in the token store; a release reads those of the one before and after
 */
public record ContractVersions(int data, int store) {
  /** What this release keeps to. */
  public static final ContractVersions CURRENT =
      new ContractVersions(DataContract.VERSION, HandleRecords.VERSION);

  /** The key in {@code _meta}. */
  public static final String KEY = "mcpstack.dev/contracts";

  private static final String DATA = "data";
  private static final String STORE = "store";

  /** As they stand under {@link #KEY}. */
  public Map<String, Object> toTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(DATA, data);
    tree.put(STORE, store);
    return tree;
  }

  /** Those in {@code _meta}; empty when it says none, or something else. */
  public static Optional<ContractVersions> in(Map<?, ?> meta) {
    return meta.get(KEY) instanceof Map<?, ?> said
            && said.get(DATA) instanceof Integer data
            && said.get(STORE) instanceof Integer store
        ? Optional.of(new ContractVersions(data, store))
        : Optional.empty();
  }

  /** Why a release can't stand beside one of these versions, as a sentence; empty when it can. */
  public Optional<String> conflict(ContractVersions serving) {
    if (data != serving.data) {
      return Optional.of(
          "The release streams rows by contract version %d and the one that serves by %d: neither could read the other's handles."
              .formatted(data, serving.data));
    }
    boolean near = Math.abs((long) store - serving.store) <= 1;
    return near
        ? Optional.empty()
        : Optional.of(
            "The release keeps handles by version %d of the token store's records and the one that serves by %d: only one version apart can be read."
                .formatted(store, serving.store));
  }
}
