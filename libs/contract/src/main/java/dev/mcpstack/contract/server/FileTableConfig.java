package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;

/** One file as a table. */
public record FileTableConfig(
    @Description("Name of the table.")
        @Pattern(
            regexp = "[a-z][a-z0-9_]{0,62}",
            message = "a lower-case letter, then letters, digits and underscores")
        @Size(max = 63)
        String table,
    @Description(
            "The file: CSV, TSV, JSON, NDJSON or Parquet. A relative path starts at the configuration's folder.")
        Path path,
    @Description("What the table holds, for the model.") @Default("") @Size(max = 2000)
        String description) {}
