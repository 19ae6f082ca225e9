package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;

/** One file as a table. */
public record SourceFile(
    @Description("Name of the table.")
        @Example("weather")
        @Size(min = 1, max = 63)
        @Pattern(
            regexp = "[a-z][a-z0-9_]*",
            message = "a lower-case letter, then letters, digits and underscores")
        String table,
    @Description(
            "The file: CSV, TSV, JSON, NDJSON or Parquet. A relative path starts at the folder of the stack's file.")
        @Example("data/weather.csv")
        Path path,
    @Description("What the table holds, for the model: columns, units, time range.")
        @Default("")
        @Size(max = 2000)
        String description) {}
