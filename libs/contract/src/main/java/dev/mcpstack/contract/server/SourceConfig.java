package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Discriminator;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.util.List;

/** A source of rows. */
@Discriminator("type")
public sealed interface SourceConfig {
  /** The pattern of a source's name. */
  String NAME_PATTERN = "[a-z][a-z0-9_-]{0,62}";

  /** What agents call it. */
  String name();

  /** What it holds, for the model. */
  String description();

  /** Whether lost rows may be made again. */
  boolean remakeLostRows();

  /** Files, read once into an embedded database that can reach nothing else. */
  @Name("Files")
  record Files(
      @Description("What agents call the source.")
          @Pattern(
              regexp = SourceConfig.NAME_PATTERN,
              message = "a lower-case letter, then letters, digits, underscores and dashes")
          @Size(max = 63)
          String name,
      @Description("What the source holds, for the model.") @Default("") @Size(max = 2000)
          String description,
      @Description("The files.") @Size(min = 1, max = 256) List<FileTableConfig> files,
      @Description(
              "Whether rows that are lost with their server may be made again by running their statement once more. The statement is then kept in the token store while the handle lives.")
          @Default("false")
          boolean remakeLostRows)
      implements SourceConfig {}

  /** A PostgreSQL database. */
  @Name("PostgreSQL")
  record PostgreSql(
      @Description("What agents call the source.")
          @Pattern(
              regexp = SourceConfig.NAME_PATTERN,
              message = "a lower-case letter, then letters, digits, underscores and dashes")
          @Size(max = 63)
          String name,
      @Description("What the source holds, for the model.") @Default("") @Size(max = 2000)
          String description,
      @Description("JDBC URL without credentials.")
          @Pattern(
              regexp = "jdbc:postgresql://[^?@]+(\\?.*)?",
              message =
                  "a URL such as jdbc:postgresql://host:5432/database, without user or password")
          @Size(max = 2000)
          String url,
      @Description("Which secret holds user name and password.") CredentialsConfig credentials,
      @Description("Connections at once.") @Default("10") @Range(min = 1, max = 200)
          int maxConnections,
      @Description(
              "Whether rows that are lost with their server may be made again by running their statement once more. The statement is then kept in the token store while the handle lives.")
          @Default("false")
          boolean remakeLostRows)
      implements SourceConfig {}
}
