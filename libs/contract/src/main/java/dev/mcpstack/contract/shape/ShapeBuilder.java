package dev.mcpstack.contract.shape;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes codecs from types by reflection, once per shape. Each mistake in a type is refused. */
final class ShapeBuilder {
  private static final ClassValue<EnumCodec> ENUMS =
      new ClassValue<>() {
        @Override
        protected EnumCodec computeValue(Class<?> type) {
          return readEnum(type);
        }
      };

  /** The records being looked at, the outermost first. */
  private final Set<Class<?>> open = new LinkedHashSet<>();

  static EnumCodec enumCodec(Class<?> type) {
    return ENUMS.get(type);
  }

  RecordCodec record(Class<?> type, @Nullable String discriminator) {
    require(type.isRecord(), type, "is not a record");
    require(type.getTypeParameters().length == 0, type, "has type parameters");
    require(open.add(type), type, "holds itself");
    RecordComponent[] components = type.getRecordComponents();
    List<Field> fields = new ArrayList<>();
    MethodHandles.Lookup lookup = lookup(type);
    Set<String> keys = new HashSet<>();
    if (discriminator != null) {
      keys.add(discriminator);
    }
    for (RecordComponent component : components) {
      Field field = field(type, component, lookup);
      require(keys.add(field.key()), type, "has the key " + field.key() + " twice");
      fields.add(field);
    }
    Map<String, String> removed = new LinkedHashMap<>();
    for (RemovedKey key : type.getAnnotationsByType(RemovedKey.class)) {
      require(!keys.contains(key.name()), type, "still has the removed key " + key.name());
      removed.put(key.name(), key.replacement());
    }
    open.remove(type);
    return new RecordCodec(type, fields, removed, discriminator, constructor(type, lookup));
  }

  private Field field(Class<?> owner, RecordComponent component, MethodHandles.Lookup lookup) {
    try {
      return field(component, lookup);
    } catch (IllegalArgumentException | IllegalAccessException mistake) {
      throw new IllegalArgumentException(
          owner.getTypeName() + "." + component.getName() + ": " + mistake.getMessage(), mistake);
    }
  }

  private Field field(RecordComponent component, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    Description description = component.getAnnotation(Description.class);
    if (description == null || description.value().isBlank()) {
      throw new IllegalArgumentException("has no @Description");
    }
    AnnotatedType use = component.getAnnotatedType();
    Field.Presence presence = presence(use);
    Codec codec =
        presence == Field.Presence.OPTIONAL
            ? codec(argument(use, 0), Limits.of(use))
            : codec(use, new Limits(null, null, null));
    Default literal = component.getAnnotation(Default.class);
    if (literal != null && presence != Field.Presence.NEEDED) {
      throw new IllegalArgumentException("has a @Default and may be absent too");
    }
    Example example = component.getAnnotation(Example.class);
    List<String> examples = example == null ? List.of() : List.of(example.value());
    examples.forEach(each -> Literals.value(codec, each));
    MethodHandle accessor =
        lookup
            .unreflect(component.getAccessor())
            .asType(MethodType.methodType(Object.class, Object.class));
    return new Field(
        nameOf(component, component.getName()),
        codec,
        presence,
        literal == null ? null : literal.value(),
        literal == null ? null : Literals.value(codec, literal.value()),
        description.value(),
        examples,
        component.isAnnotationPresent(Secret.class),
        accessor);
  }

  private static Field.Presence presence(AnnotatedType use) {
    if (rawType(use.getType()) == Optional.class) {
      return Field.Presence.OPTIONAL;
    }
    return isNullable(use) ? Field.Presence.NULLABLE : Field.Presence.NEEDED;
  }

  /**
   * The codec of a use of a type, with the constraints on it, and those around it where it has
   * none.
   */
  private Codec codec(AnnotatedType use, Limits around) {
    Class<?> type = rawType(use.getType());
    Limits limits = Limits.of(use).orElse(around);
    if (type == String.class) {
      limits.require(false, true, true);
      return new TextCodec(limits.min(), limits.max(), limits.pattern());
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      limits.require(true, false, false);
      return new WholeNumberCodec(type == int.class || type == Integer.class, limits.numbers());
    }
    if (type == double.class || type == Double.class || type == BigDecimal.class) {
      limits.require(true, false, false);
      return new DecimalCodec(type == BigDecimal.class, limits.numbers());
    }
    if (type == List.class) {
      limits.require(false, true, false);
      AnnotatedType item = argument(use, 0);
      return new ListCodec(items(item), isNullable(item), limits.min(), limits.max());
    }
    if (type == Map.class) {
      limits.require(false, true, false);
      require(argument(use, 0).getType() == String.class, type, "has keys that are not text");
      return new MapCodec(items(argument(use, 1)), limits.min(), limits.max());
    }
    limits.require(false, false, false);
    return unlimited(type);
  }

  private Codec items(AnnotatedType use) {
    return codec(use, new Limits(null, null, null));
  }

  private Codec unlimited(Class<?> type) {
    ParsedTextCodec text = ParsedTextCodec.ALL.get(type);
    if (text != null) {
      return text;
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanCodec();
    }
    if (type == Object.class) {
      return new TreeCodec();
    }
    if (type.isEnum()) {
      return enumCodec(type);
    }
    return type.isSealed() && type.isInterface() ? union(type) : record(type, null);
  }

  private UnionCodec union(Class<?> type) {
    Discriminator key = type.getAnnotation(Discriminator.class);
    if (key == null) {
      throw new IllegalArgumentException(type.getTypeName() + " has no @Discriminator");
    }
    Map<String, RecordCodec> variants = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      String name = nameOf(permitted, permitted.getSimpleName());
      RecordCodec variant = record(permitted, key.value());
      require(variants.put(name, variant) == null, type, "has two records named " + name);
    }
    return new UnionCodec(key.value(), variants);
  }

  private static EnumCodec readEnum(Class<?> type) {
    Map<String, Enum<?>> byName = new LinkedHashMap<>();
    for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
      Enum<?> each = (Enum<?>) constant;
      try {
        String name = nameOf(type.getField(each.name()), each.name());
        require(byName.put(name, each) == null, type, "uses the name " + name + " twice");
      } catch (NoSuchFieldException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return new EnumCodec(byName);
  }

  private static MethodHandle constructor(Class<?> type, MethodHandles.Lookup lookup) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return lookup
          .findConstructor(type, MethodType.methodType(void.class, parameters))
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandles.Lookup lookup(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException closed) {
      throw new IllegalArgumentException(type.getTypeName() + " is not open to us", closed);
    }
  }

  private static AnnotatedType argument(AnnotatedType use, int index) {
    if (use instanceof AnnotatedParameterizedType parameterized) {
      return parameterized.getAnnotatedActualTypeArguments()[index];
    }
    throw new IllegalArgumentException(use.getType().getTypeName() + " lacks type arguments");
  }

  private static Class<?> rawType(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> rawType(parameterized.getRawType());
      default -> throw new IllegalArgumentException(type.getTypeName() + " is not supported");
    };
  }

  private static boolean isNullable(AnnotatedType use) {
    return use.isAnnotationPresent(Nullable.class);
  }

  private static String nameOf(AnnotatedElement element, String javaName) {
    Name name = element.getAnnotation(Name.class);
    return name == null ? javaName : name.value();
  }

  private static void require(boolean right, Class<?> type, String mistake) {
    if (!right) {
      throw new IllegalArgumentException(type.getTypeName() + " " + mistake);
    }
  }
}
