package dev.mcpstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mcpstack.contract.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
  /** Lines 1 to 15. */
  private static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata:
        name: sales
      spec:
        sources:
        - name: samples
          type: Files
          files:
          - {table: weather, path: weather.csv}
        - name: sales
          type: PostgreSQL
          url: jdbc:postgresql://db:5432/sales
          credentialsSecretRef:
            name: sales-db
      """;

  private static final String SECRET =
      """
      ---
      apiVersion: v1
      kind: Secret
      metadata:
        name: sales-db
      stringData:
        username: sam
        password: hunter2
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeData() throws IOException {
    Files.writeString(folder.resolve("weather.csv"), "a\n1\n");
  }

  @Test
  void stackWithSecret_isRead() throws IOException {
    StackFile file = read(STACK + SECRET);
    assertThat(file.stack().metadata().name()).isEqualTo("sales");
    assertThat(file.stack().spec().sources()).hasSize(2);
    assertThat(file.folder()).isEqualTo(folder.toAbsolutePath());
    assertThat(file.secrets().read("sales-db", "username")).contains("sam");
    assertThat(file.secrets().read("sales-db", "password")).contains("hunter2");
    assertThat(file.secrets().read("sales-db", "other")).isEmpty();
    assertThat(file.secrets().read("other", "password")).isEmpty();
  }

  @Test
  void base64_isDecodedAndStringDataWins() throws IOException {
    String encoded =
        Base64.getMimeEncoder().encodeToString("ü".repeat(40).getBytes(StandardCharsets.UTF_8));
    String data = encoded.replace("\r\n", "\n    ");
    StackFile file =
        read(
            STACK
                + SECRET
                + "type: Opaque\ndata:\n  password: b3RoZXI=\n  other: |\n    "
                + data
                + "\n");
    assertThat(file.secrets().read("sales-db", "password")).contains("hunter2");
    assertThat(file.secrets().read("sales-db", "other")).contains("ü".repeat(40));
  }

  @Test
  void secretAfterOrBefore_isTheSame() throws IOException {
    assertThat(read(SECRET + "---\n" + STACK).secrets().read("sales-db", "password"))
        .contains("hunter2");
  }

  @Test
  void secretThatIsNotBeside_mayBeInAFolder() throws IOException {
    assertThat(read(STACK).secrets().read("sales-db", "password")).isEmpty();
  }

  @Test
  void text_showsNoValue() throws IOException {
    assertThat(read(STACK + SECRET)).hasToString("StackFile[sales, secrets [sales-db]]");
  }

  @Test
  void everyProblemOfEveryDocument_isListedByLine() throws IOException {
    String broken =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: sales-db, labels: {a: 5}}
        type: kubernetes.io/tls
        stringData: {password: [hunter2], "pass word": hunter2}
        ---
        apiVersion: mcpstack.dev/v1alpha1
        kind: McpStack
        metadata:
          name: Sales
        spec:
          replicas: 2
          sources:
          - name: samples
            type: Files
            url: jdbc:postgresql://sam:hunter2@db/sales
          - name: sales
            typ: PostgreSQL
          gatway: {}
        ---
        apiVersion: apps/v1
        kind: Deployment
        ---
        - kind
        """;
    ConfigurationException refusal = refusal(broken);
    assertThat(refusal.getMessage()).doesNotContain("hunter2");
    assertThat(refusal)
        .hasMessage(
            folder.resolve("stack.yaml")
                + """
                : 12 problems
                  line 3: metadata.labels.a: found 5, expected text of at most 63 characters
                  line 4: type: found "kubernetes.io/tls", expected Opaque
                  line 5: stringData.password: found ***, expected text of at most 65536 characters
                  line 10: metadata.name: found "Sales", expected text of 1 to 35 characters: a DNS label: lower-case letters, digits and dashes, first a letter, last no dash
                  line 12: spec.replicas: found an unknown key, expected one of: mode, release, images, sources, gateway, localData, dataScience, servers, limits, tokenStore, tls, rollout, networkPolicy, observability, dataPolicy, paused, suspended
                  line 14: spec.sources[0].files: found no files, expected at least one file, since type is Files: add table and path
                  line 16: spec.sources[0].url: found the key, expected none, since type is Files: remove it; list the data under files
                  line 17: spec.sources[1].type: found nothing, expected one of: Files, PostgreSQL
                  line 18: spec.sources[1].typ: found an unknown key, expected type
                  line 19: spec.gatway: found an unknown key, expected gateway
                  line 22: kind: found "Deployment", expected McpStack or Secret: other documents go to another file
                  line 24: kind: found nothing, expected McpStack or Secret: other documents go to another file\
                """);
  }

  @Test
  void noStack_isRefused() throws IOException {
    assertThat(refusal(SECRET))
        .hasMessageEndingWith(
            ": 1 problem\n  found no McpStack, expected one document of kind McpStack");
    assertThat(refusal("# nothing\n")).hasMessageContaining("found no McpStack");
  }

  @Test
  void secondStack_isRefused() throws IOException {
    assertThat(refusal(STACK + "---\n" + STACK))
        .hasMessageEndingWith(
            ": 1 problem\n  line 18: kind: found another McpStack, expected one, the first is in"
                + " line 2: put this one into its own file");
  }

  @Test
  void secondSecretOfAName_isRefused() throws IOException {
    assertThat(refusal(STACK + SECRET + SECRET))
        .hasMessageEndingWith(
            ": 1 problem\n  line 28: metadata.name: found \"sales-db\", expected a name that no"
                + " other Secret has (line 20 has it): rename one of them");
  }

  @Test
  void secretOfAnotherNamespace_isRefused() throws IOException {
    String secret = SECRET.replace("name: sales-db", "name: sales-db\n  namespace: other");
    assertThat(refusal(STACK + secret))
        .hasMessageEndingWith(
            "line 21: metadata.namespace: found \"other\", expected the namespace of the stack,"
                + " \"default\"");
  }

  @Test
  void secretWithoutTheKeys_isRefused() throws IOException {
    String secret = SECRET.replace("username:", "user:");
    assertThat(refusal(STACK + secret))
        .hasMessageEndingWith(
            ": 1 problem\n  line 14: spec.sources[1].credentialsSecretRef.usernameKey: found"
                + " \"username\", expected a key of the Secret beside the stack: [password, user]");
  }

  @Test
  void secretWithBrokenValues_isRefusedWithoutShowingThem() throws IOException {
    String secret = SECRET + "data: {a: hunter2!, b: /w==, \"c d\": aGk=}\n";
    ConfigurationException refusal = refusal(STACK + secret);
    assertThat(refusal.getMessage()).doesNotContain("hunter2").doesNotContain("/w==");
    assertThat(refusal)
        .hasMessageEndingWith(
            """
            : 3 problems
              line 24: data.a: found ***, expected UTF-8 text in base64: encode it, or write it as it is under stringData
              line 24: data.b: found ***, expected UTF-8 text in base64: encode it, or write it as it is under stringData
              line 24: data["c d"]: found the key "c d", expected letters, digits, dots, dashes and underscores\
            """);
  }

  @Test
  void missingFile_isRefused() throws IOException {
    Files.delete(folder.resolve("weather.csv"));
    assertThat(refusal(STACK).getMessage())
        .contains("line 10: spec.sources[0].files[0].path: found no such file \"")
        .endsWith(", expected a file that is there");
  }

  @Test
  void folderAsFile_isRefused() throws IOException {
    assertThat(refusal(STACK.replace("weather.csv", ".")))
        .hasMessageEndingWith("path: found \".\", expected a file, not a folder");
  }

  @Test
  void secretDocument_masksItsValuesAsText() {
    SecretDocument secret =
        dev.mcpstack.contract.config.ConfigFile.parse(
            "test", SECRET.substring(4), SecretDocument.class);
    assertThat(secret.toString()).contains("sales-db").doesNotContain("hunter2");
  }

  private StackFile read(String yaml) throws IOException {
    return StackFile.read(Files.writeString(folder.resolve("stack.yaml"), yaml));
  }

  private ConfigurationException refusal(String yaml) {
    return assertThrows(ConfigurationException.class, () -> read(yaml));
  }
}
