package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of rows. Which keys it needs depends on its type. */
public record StackSource(
    @Description("What agents call the source.")
        @Example("sales")
        @Size(min = 1, max = 63)
        @Pattern(
            regexp = "[a-z][a-z0-9_-]*",
            message = "a lower-case letter, then letters, digits, underscores and dashes")
        String name,
    @Description("What the source holds, for the model.") @Default("") @Size(max = 2000)
        String description,
    @Description("What kind of thing it is.") SourceType type,
    @Description("JDBC URL without credentials. Needed by PostgreSQL.")
        @Example("jdbc:postgresql://db.example.com:5432/sales")
        @Size(max = 2000)
        @Nullable String url,
    @Description("The Secret with user name and password. Needed by PostgreSQL.")
        @Nullable CredentialsSecretRef credentialsSecretRef,
    @Description("Connections at once, for PostgreSQL; 10 if absent.") @Range(min = 1, max = 200)
        @Nullable Integer maxConnections,
    @Description("The files, each a table. Needed by Files.") @Default("[]") @Size(max = 256)
        List<SourceFile> files,
    @Description(
            "Whether rows that are lost with their server may be made again by running their statement once more. The statement is then kept in the token store while the handle lives.")
        @Default("false")
        boolean remakeLostRows)
    implements SelfChecked {
  /** Connections at once where the stack names no number. */
  public static final int DEFAULT_MAX_CONNECTIONS = 10;

  @Override
  public void check(Problems problems) {
    SourceRules.check(this, problems);
  }
}
