package dev.mcpstack.operator.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Trees as compressed text, some twentieth of what they take as trees: for releases, which are kept
 * for long and seldom read.
 */
public final class Packed {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Object>> TREES = new TypeReference<>() {};

  private final byte[] text;

  private Packed(byte[] text) {
    this.text = text;
  }

  /** What holds these. */
  public static Packed of(List<?> trees) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(text)) {
      JSON.writeValue(out, trees);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Of trees made of maps, lists and texts there is none.
    }
    return new Packed(text.toByteArray());
  }

  /** The trees, made anew. */
  public List<Object> trees() {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(text))) {
      return JSON.readValue(in, TREES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Packed packed && Arrays.equals(text, packed.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
