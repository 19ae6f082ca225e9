package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One entry of {@code metadata.managedFields}. */
record ManagedEntry(
    String manager,
    boolean apply,
    String subresource,
    String apiVersion,
    String time,
    FieldSet fields) {

  /** A fixed order, so that a change that changes nothing leaves the same bytes. */
  private static final Comparator<ManagedEntry> ORDER =
      Comparator.comparing((ManagedEntry entry) -> !entry.apply)
          .thenComparing(ManagedEntry::manager)
          .thenComparing(ManagedEntry::subresource);

  static ManagedEntry of(Manager manager, FieldSet fields) {
    String time = manager.when().truncatedTo(ChronoUnit.SECONDS).toString();
    return new ManagedEntry(
        manager.name(), manager.apply(), manager.subresource(), manager.apiVersion(), time, fields);
  }

  static List<ManagedEntry> read(JsonNode object) {
    List<ManagedEntry> entries = new ArrayList<>();
    for (JsonNode entry : Json.at(object, "metadata", "managedFields")) {
      entries.add(
          new ManagedEntry(
              Json.text(entry, "manager"),
              Json.text(entry, "operation").equals("Apply"),
              Json.text(entry, "subresource"),
              Json.text(entry, "apiVersion"),
              Json.text(entry, "time"),
              FieldSet.parse(entry.path("fieldsV1"))));
    }
    return entries;
  }

  static void write(ObjectNode object, List<ManagedEntry> entries) {
    ObjectNode metadata = Json.child(object, "metadata");
    metadata.remove("managedFields");
    List<ManagedEntry> owning =
        entries.stream().filter(entry -> !entry.fields.isEmpty()).sorted(ORDER).toList();
    if (owning.isEmpty()) {
      return;
    }
    ArrayNode list = metadata.putArray("managedFields");
    for (ManagedEntry entry : owning) {
      ObjectNode json = list.addObject();
      json.put("manager", entry.manager).put("operation", entry.apply ? "Apply" : "Update");
      json.put("apiVersion", entry.apiVersion)
          .put("time", entry.time)
          .put("fieldsType", "FieldsV1");
      json.set("fieldsV1", entry.fields.toJson());
      if (!entry.subresource.isEmpty()) {
        json.put("subresource", entry.subresource);
      }
    }
  }

  boolean isOf(Manager other) {
    return manager.equals(other.name())
        && apply == other.apply()
        && subresource.equals(other.subresource())
        && (apply || apiVersion.equals(other.apiVersion()));
  }

  ManagedEntry with(FieldSet owned) {
    return new ManagedEntry(manager, apply, subresource, apiVersion, time, owned);
  }

  /** As messages about conflicts name it. */
  String spelled() {
    String name =
        "\""
            + manager
            + "\""
            + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
    return apply ? name : name + " using " + apiVersion;
  }
}
