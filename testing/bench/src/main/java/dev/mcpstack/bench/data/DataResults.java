package dev.mcpstack.bench.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured over one transport, in the order it was begun in. */
final class DataResults {
  private final Map<String, DataCase> cases = new LinkedHashMap<>();
  private final Map<String, List<Measured>> reads = new LinkedHashMap<>();
  private final Map<String, List<Double>> firstMillis = new LinkedHashMap<>();

  void add(DataCase one, Measured measured) {
    cases.put(one.id(), one);
    reads.computeIfAbsent(one.id(), _ -> new ArrayList<>()).add(measured);
  }

  /** Adds the time to the first batch of one opened result. */
  void addFirst(String name, double millis) {
    firstMillis.computeIfAbsent(name, _ -> new ArrayList<>()).add(millis);
  }

  Map<String, DataCase> cases() {
    return Collections.unmodifiableMap(cases);
  }

  /** One read a round; empty where the case took no part. */
  List<Measured> of(String id) {
    return reads.getOrDefault(id, List.of());
  }

  Map<String, List<Double>> firstMillis() {
    return Collections.unmodifiableMap(firstMillis);
  }
}
