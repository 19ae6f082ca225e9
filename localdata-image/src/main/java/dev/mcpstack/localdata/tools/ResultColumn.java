package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.shape.Description;
import java.util.List;

/** A column of a result, as answers name it. */
public record ResultColumn(
    @Description("Its name.") String name,
    @Description(
            "boolean, integer, float, decimal, text, date, time, timestamp, timestamp_zoned or binary.")
        String type) {

  static List<ResultColumn> of(RowSchema schema) {
    return schema.columns().stream().map(ResultColumn::of).toList();
  }

  private static ResultColumn of(Column column) {
    return new ResultColumn(column.name(), column.type().label());
  }
}
