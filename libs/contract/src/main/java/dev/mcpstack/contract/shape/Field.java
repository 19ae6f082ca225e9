package dev.mcpstack.contract.shape;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record, ready to be read and written.
 *
 * @param accessor of type {@code (Object) Object}
 * @param defaultText the literal; null if there is none, as is then {@code defaultValue}
 */
record Field(
    String key,
    Codec codec,
    Presence presence,
    @Nullable String defaultText,
    @Nullable Object defaultValue,
    String description,
    List<String> examples,
    boolean secret,
    MethodHandle accessor) {

  /** How a component stands for an absent key. */
  enum Presence {
    /** It cannot, unless it has a default. */
    NEEDED,
    /** By an empty Optional. */
    OPTIONAL,
    /** By null. */
    NULLABLE
  }

  boolean required() {
    return presence == Presence.NEEDED && defaultText == null;
  }

  /** Reads what was found under the key, which may be nothing. */
  @Nullable Object read(@Nullable Object raw, Place parent, Reading reading) {
    if (raw == null) {
      return absent(parent, reading);
    }
    Object value = codec.read(raw, parent.child(key, secret), reading);
    return presence == Presence.OPTIONAL && !Reading.failed(value) ? Optional.of(value) : value;
  }

  private @Nullable Object absent(Place parent, Reading reading) {
    return switch (presence) {
      case OPTIONAL -> Optional.empty();
      case NULLABLE -> null;
      case NEEDED ->
          defaultValue == null
              ? reading.fail(parent.child(key, secret), null, codec.expected())
              : defaultValue;
    };
  }

  /** What to write for the component of {@code owner}; null if it is absent. */
  @Nullable Object write(Object owner, Secrets secrets) {
    Object value = get(owner);
    if (value instanceof Optional<?> some && presence == Presence.OPTIONAL) {
      value = some.isPresent() ? some.get() : null;
    }
    if (value == null) {
      return null;
    }
    return secret && secrets == Secrets.MASKED ? Excerpt.MASK : codec.write(value, secrets);
  }

  private @Nullable Object get(Object owner) {
    try {
      return (@Nullable Object) accessor.invokeExact(owner);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("an accessor of a record threw a checked exception", failure);
    }
  }
}
