package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pods find in the folders that they mount. */
final class VolumesTest {
  private static final ObjectNode POD =
      Json.normal(
          Json.parse(
              """
              metadata: {name: web-1, namespace: shop, labels: {app: web}}
              spec: {serviceAccountName: web}
              """));

  @TempDir private Path folder;

  private static final Map<String, String> OBJECTS =
      Map.of(
          "secrets/login", "data: {user: YWxpY2U=, password: czNjcmV0}",
          "configmaps/settings", "data: {app.conf: 'dir /data', notes.txt: 'in /data'}",
          "configmaps/binary", "binaryData: {blob: AAECAw==}");

  @Test
  void secret_isFilesOfItsKeysWithItsMode() {
    assertThat(texts("{secret: {secretName: login, defaultMode: 288}}"))
        .containsExactly(Map.entry("password", "440 s3cret"), Map.entry("user", "440 alice"));
  }

  @Test
  void items_chooseKeysAndNames() {
    assertThat(
            texts(
                "{secret: {secretName: login, defaultMode: 288, items: [{key: user, path: in/name, mode: 256}]}}"))
        .containsExactly(Map.entry("in/name", "400 alice"));
  }

  @Test
  void settingsOfAConfigMap_speakOfThisMachine_andDataStays() {
    assertThat(texts("{configMap: {name: settings, defaultMode: 420}}"))
        .containsExactly(
            Map.entry("app.conf", "644 dir /here/data"), Map.entry("notes.txt", "644 in /data"));
  }

  @Test
  void projected_joinsItsSources() {
    assertThat(
            texts(
                """
                projected:
                  defaultMode: 420
                  sources:
                  - secret: {name: login, items: [{key: user, path: user}]}
                  - configMap: {name: settings, items: [{key: notes.txt, path: notes}]}
                  - downwardAPI: {items: [{path: app, fieldRef: {fieldPath: "metadata.labels['app']"}}]}
                  - serviceAccountToken: {path: token}
                """))
        .containsExactly(
            Map.entry("app", "644 web"),
            Map.entry("notes", "644 in /data"),
            Map.entry("token", "644 system:serviceaccount:shop:web"),
            Map.entry("user", "644 alice"));
  }

  @Test
  void binaryData_staysBinary() {
    VolumeFiles.File file =
        files("{configMap: {name: binary, defaultMode: 420}}").orElseThrow().get("blob");
    assertThat(file).isEqualTo(new VolumeFiles.File(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}), 420));
  }

  @Test
  void emptyDir_isFilledByNobody() {
    assertThat(files("{emptyDir: {}}")).isEmpty();
  }

  /** Whoever has opened the folder of the moment still reads both files of one pair. */
  @Test
  void change_swapsAllFilesAtOnce() throws IOException {
    FilledFolder filled = new FilledFolder(folder.resolve("tls"));
    filled.fill(Map.of("tls.crt", file("one"), "tls.key", file("one key"), "old", file("x")));
    Path data = folder.resolve("tls/..data").toRealPath();
    assertThat(Files.readString(folder.resolve("tls/tls.crt"))).isEqualTo("one");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tls.key"))))
        .isEqualTo("r--r-----");

    filled.fill(Map.of("tls.crt", file("two"), "tls.key", file("two key"), "in/new", file("y")));
    assertThat(Files.readString(folder.resolve("tls/tls.crt"))).isEqualTo("two");
    assertThat(Files.readString(folder.resolve("tls/tls.key"))).isEqualTo("two key");
    assertThat(Files.readString(folder.resolve("tls/in/new"))).isEqualTo("y");
    assertThat(folder.resolve("tls/old")).doesNotExist();
    assertThat(data).doesNotExist();
    try (Stream<Path> left = Files.list(folder.resolve("tls"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("..data", "..v2", "in", "tls.crt", "tls.key");
    }
  }

  @Test
  void sameContent_touchesNothing() throws IOException {
    FilledFolder filled = new FilledFolder(folder.resolve("same"));
    filled.fill(Map.of("a", file("1")));
    Path before = folder.resolve("same/..data").toRealPath();
    filled.fill(Map.of("a", file("1")));
    assertThat(folder.resolve("same/..data").toRealPath()).isEqualTo(before);
  }

  private static VolumeFiles.File file(String text) {
    return new VolumeFiles.File(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 288);
  }

  private static Optional<Map<String, VolumeFiles.File>> files(String volume) {
    Sources sources =
        (plural, name) ->
            Optional.ofNullable(OBJECTS.get(plural + "/" + name))
                .map(text -> Json.normal(Json.parse(text)));
    Rewrite rewrite = new Rewrite(Map.of("/data", Path.of("/here/data")), "127.20.0.1");
    return new VolumeFiles(POD, sources, "127.20.0.1", rewrite).of(Json.parse(volume));
  }

  /** Mode and text by path. */
  private static Map<String, String> texts(String volume) {
    return files(volume).orElseThrow().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    Integer.toOctalString(entry.getValue().mode())
                        + " "
                        + StandardCharsets.UTF_8.decode(entry.getValue().content().duplicate()),
                (one, _) -> one,
                TreeMap::new));
  }
}
