package dev.mcpstack.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured in one kind of loop, in the order it was begun in. */
final class GatewayResults {
  private final Map<Cell, List<Pair>> pairs = new LinkedHashMap<>();

  /** A case at a number of clients. */
  record Cell(String title, int clients) {}

  void add(Cell cell, Pair pair) {
    pairs.computeIfAbsent(cell, _ -> new ArrayList<>()).add(pair);
  }

  /** One pair a round. */
  List<Pair> of(Cell cell) {
    return pairs.getOrDefault(cell, List.of());
  }

  Map<Cell, List<Pair>> all() {
    return Collections.unmodifiableMap(pairs);
  }
}
