package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source of rows. Which keys it needs depends on its type. */
@Rule(
    value = "self.type != 'Files' || size(self.files) > 0",
    message = "a source of type Files needs files: add one with table and path")
@Rule(
    value =
        "self.type != 'Files' || !(has(self.url) || has(self.credentialsSecretRef) || has(self.maxConnections) || has(self.connectionLimit))",
    message =
        "a source of type Files has no url, credentialsSecretRef, maxConnections or connectionLimit: remove them")
@Rule(
    value =
        "self.type != 'PostgreSQL' || (has(self.url) && self.url.matches('^jdbc:postgresql://[^?]'))",
    message =
        "a source of type PostgreSQL needs a url such as jdbc:postgresql://host:5432/database")
@Rule(
    value =
        "!has(self.url) || !self.url.matches('^[^?]*@|^[^?]*[?](.*&)?[ ]*(?i:user|username|password|sslpassword)[ ]*(=|&|$)')",
    message =
        "url holds credentials: put user name and password into a Secret and name it in credentialsSecretRef")
@Rule(
    value =
        "!has(self.url) || !self.url.matches('^[^?]*[?](.*&)?[ ]*(?i:preferQueryMode|binaryTransfer|binaryTransferEnable|binaryTransferDisable|readOnly|readOnlyMode|replication|options|service|autosave|socketFactory|socketFactoryArg|sslfactory|sslfactoryarg|sslhostnameverifier|sslpasswordcallback|authenticationPluginClassName|xmlFactoryFactory|loggerFile|loggerLevel|jaasApplicationName)[ ]*(=|&|$)')",
    message =
        "url sets a parameter that the server decides itself, such as preferQueryMode, options, socketFactory or loggerFile: remove it")
@Rule(
    value = "self.type != 'PostgreSQL' || has(self.credentialsSecretRef)",
    message =
        "a source of type PostgreSQL needs credentialsSecretRef: name the Secret with user name and password")
@Rule(
    value = "self.type != 'PostgreSQL' || size(self.files) == 0",
    message = "a source of type PostgreSQL has no files: move them to a source of type Files")
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
    @Description("Connections at once of each LocalData, for PostgreSQL; 10 if absent.")
        @Range(min = 1, max = 200)
        @Nullable Integer maxConnections,
    @Description(
            "How many connections the database has for the stack, for PostgreSQL. A stack is refused that could open more: maxConnections times the most pods of LocalData, twice, since a rollout has both cells up. Any number unless given.")
        @Example("100")
        @Range(min = 1, max = 100_000)
        @Nullable Integer connectionLimit,
    @Description("The files, each a table. Needed by Files.")
        @Default("[]")
        @Size(max = 256)
        @KeyedBy("table")
        List<SourceFile> files,
    @Description(
            "Whether rows that are lost with their server may be made again by running their statement once more. The statement is then kept in the token store while the handle lives.")
        @Default("false")
        boolean remakeLostRows)
    implements SelfChecked {
  /** Connections at once where the stack names no number. */
  public static final int DEFAULT_MAX_CONNECTIONS = 10;

  /** Connections at once of each LocalData. */
  public int connections() {
    return Objects.requireNonNullElse(maxConnections, DEFAULT_MAX_CONNECTIONS);
  }

  @Override
  public void check(Problems problems) {
    SourceRules.check(this, problems);
  }
}
