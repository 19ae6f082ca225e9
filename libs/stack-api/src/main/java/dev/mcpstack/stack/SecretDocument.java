package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.shape.Secret;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.contract.shape.TreePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Kubernetes Secret beside a stack. Its values show in no problem and in no text of it. */
record SecretDocument(
    @Description("Version of the API.") Version apiVersion,
    @Description("Kind of the document.") Kind kind,
    @Description("What the Secret is called.") SecretMetadata metadata,
    @Description("Type of the Secret.") @Default("Opaque") Type type,
    @Description("Values as they are; these win over data.") @Default("{}") @Secret @Size(max = 100)
        Map<String, @Size(max = 65_536) String> stringData,
    @Description("Values in base64.") @Default("{}") @Secret @Size(max = 100)
        Map<String, @Size(max = 90_000) String> data)
    implements SelfChecked {
  static final String NAME_PATTERN = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";
  static final String NAME_MESSAGE =
      "lower-case letters, digits, dashes and dots, first and last a letter or digit";
  static final String KEY_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]*";
  static final String KEY_MESSAGE = "letters, digits, dots, dashes and underscores";

  private static final Pattern KEY = Pattern.compile(KEY_PATTERN);

  enum Version {
    @Name("v1")
    V1
  }

  enum Kind {
    @Name("Secret")
    SECRET
  }

  enum Type {
    @Name("Opaque")
    OPAQUE
  }

  @Override
  public void check(Problems problems) {
    stringData.keySet().forEach(key -> checkKey("stringData", key, problems));
    data.forEach((key, value) -> {
      checkKey("data", key, problems);
      if (decoded(value).isEmpty()) {
        problems.add(
            TreePath.child("data", key),
            "***",
            "UTF-8 text in base64: encode it, or write it as it is under stringData");
      }
    });
  }

  /** Every value by its key, decoded. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    data.forEach((key, value) -> values.put(key, decoded(value).orElseThrow()));
    values.putAll(stringData);
    return Map.copyOf(values);
  }

  private static void checkKey(String map, String key, Problems problems) {
    if (key.length() > 253 || !KEY.matcher(key).matches()) {
      problems.add(TreePath.child(map, key), "the key " + Problem.excerpt(key), KEY_MESSAGE);
    }
  }

  private static Optional<String> decoded(String base64) {
    try {
      // Line breaks inside are what `base64` without -w0 makes, and what Kubernetes takes.
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\R", ""));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return RecordShape.describe(this);
  }
}
