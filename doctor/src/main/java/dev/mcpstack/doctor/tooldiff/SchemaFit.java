package dev.mcpstack.doctor.tooldiff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that one JSON schema takes (the inner) is taken by another (the outer). What it does
 * not understand has to be the same in both. Always ends: references are followed once, and so many
 * steps are made at most.
 */
final class SchemaFit {
  private static final int MOST_STEPS = 20_000;

  /** Beyond this a schema is not one that people wrote. */
  private static final int DEEPEST = 64;

  private static final String ANY = "*";

  private final Direction direction;
  private final Map<?, ?> innerRoot;
  private final Map<?, ?> outerRoot;

  /** The references that are being followed, and from which place. */
  private final Map<List<?>, String> followed = new HashMap<>();

  private int steps;

  private SchemaFit(Direction direction, Map<?, ?> innerRoot, Map<?, ?> outerRoot) {
    this.direction = direction;
    this.innerRoot = innerRoot;
    this.outerRoot = outerRoot;
  }

  /** What is lost from one schema to the next: clauses that begin with the place. */
  static List<String> gaps(Direction direction, Map<?, ?> before, Map<?, ?> now) {
    List<String> gaps = new ArrayList<>();
    SchemaFit fit =
        switch (direction) {
          case INPUT -> new SchemaFit(direction, before, now);
          case OUTPUT -> new SchemaFit(direction, now, before);
        };
    fit.compare(fit.innerRoot, fit.outerRoot, new Where("", 0), gaps);
    return gaps;
  }

  /** A place in the values, and how deep it is. */
  private record Where(String path, int depth) {
    Where at(String name) {
      return new Where(path.isEmpty() ? name : path + "." + name, depth + 1);
    }

    /** The same place, as another schema speaks of it. */
    Where deeper() {
      return new Where(path, depth + 1);
    }

    String said(String text) {
      return path.isEmpty() ? text : path + ": " + text;
    }
  }

  private void compare(
      @Nullable Object innerSchema, @Nullable Object outerSchema, Where at, List<String> gaps) {
    if (++steps > MOST_STEPS || at.depth() > DEEPEST) {
      gaps.add(at.said("too large to be compared"));
      return;
    }
    if (isOpen(outerSchema) || Boolean.FALSE.equals(innerSchema)) {
      return;
    }
    if (Boolean.FALSE.equals(outerSchema)) {
      gaps.add(
          at.said(
              direction == Direction.INPUT ? "nothing is taken any longer" : "it was never there"));
      return;
    }
    Map<?, ?> inner = Keywords.object(innerSchema);
    Map<?, ?> outer = Keywords.object(outerSchema);
    if (inner.containsKey("$ref") || outer.containsKey("$ref")) {
      follow(inner, outer, at, gaps);
    } else {
      types(inner, outer, at, gaps);
      values(inner, outer, at, gaps);
      bounds(inner, outer, at, gaps);
      required(inner, outer, at, gaps);
      properties(inner, outer, at, gaps);
      additional(inner, outer, at, gaps);
      if (outer.containsKey("items")) {
        compare(inner.get("items"), outer.get("items"), at.at("[]"), gaps);
      }
      forms(inner, outer, at, gaps);
      others(inner, outer, at, gaps);
    }
  }

  private static boolean isOpen(@Nullable Object schema) {
    return schema == null || Boolean.TRUE.equals(schema) || Map.of().equals(schema);
  }

  private void follow(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    List<Object> pair =
        List.of(
            Objects.requireNonNullElse(inner.get("$ref"), inner),
            Objects.requireNonNullElse(outer.get("$ref"), outer));
    String met = followed.get(pair);
    if (met != null) {
      // Deeper in the values it is being compared already; at the same place it says nothing at
      // all.
      if (met.equals(at.path())) {
        gaps.add(at.said("refers to itself"));
      }
      return;
    }
    Optional<Object> innerTarget = References.resolve(innerRoot, inner);
    Optional<Object> outerTarget = References.resolve(outerRoot, outer);
    if (innerTarget.isPresent() && outerTarget.isPresent()) {
      followed.put(pair, at.path());
      compare(innerTarget.get(), outerTarget.get(), at.deeper(), gaps);
      followed.remove(pair);
    } else if (!inner.equals(outer)) {
      gaps.add(change("$ref", inner, outer, at));
    }
  }

  private void types(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Set<String> allowed = Keywords.types(outer);
    boolean all =
        Keywords.types(inner).stream()
            .allMatch(type ->
                allowed.contains(type) || (type.equals("integer") && allowed.contains("number")));
    if (!all) {
      gaps.add(change("type", inner, outer, at));
    }
  }

  private void values(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Optional<Set<Object>> allowed = Keywords.values(outer);
    if (allowed.isEmpty()) {
      return;
    }
    Set<Object> possible = new LinkedHashSet<>(Keywords.values(inner).orElse(Set.of()));
    if (possible.isEmpty()) {
      gaps.add(
          at.said(
              direction == Direction.INPUT
                  ? "only takes " + Keywords.shown(allowed.get())
                  : "is no longer one of " + Keywords.shown(allowed.get())));
      return;
    }
    possible.removeAll(allowed.get());
    if (!possible.isEmpty()) {
      gaps.add(
          at.said(
              (direction == Direction.INPUT ? "no longer takes " : "may now be ")
                  + Keywords.shown(possible)));
    }
  }

  private void bounds(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    for (String lower : Keywords.LOWER) {
      bound(lower, 1, inner, outer, at, gaps);
    }
    for (String upper : Keywords.UPPER) {
      bound(upper, -1, inner, outer, at, gaps);
    }
  }

  private void bound(
      String keyword, int sign, Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Optional<BigDecimal> outerBound = Keywords.number(outer.get(keyword));
    if (outerBound.isEmpty()) {
      return;
    }
    Optional<BigDecimal> innerBound = Keywords.number(inner.get(keyword));
    boolean counted = keyword.startsWith("min") && !keyword.equals("minimum");
    if (counted && innerBound.isEmpty()) {
      innerBound = Optional.of(BigDecimal.ZERO);
    }
    if (innerBound.isEmpty() || innerBound.get().compareTo(outerBound.get()) * sign < 0) {
      gaps.add(change(keyword, inner, outer, at));
    }
  }

  private void required(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Set<String> more = Keywords.names(outer.get("required"));
    more.removeAll(Keywords.names(inner.get("required")));
    for (String name : more) {
      boolean gone =
          direction == Direction.OUTPUT
              && !Keywords.object(inner.get("properties")).containsKey(name);
      if (!gone) { // Else it is said of the property.
        gaps.add(
            at.at(name)
                .said(
                    direction == Direction.INPUT
                        ? "required now"
                        : "no longer there in every answer"));
      }
    }
  }

  private void properties(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Map<?, ?> innerProperties = Keywords.object(inner.get("properties"));
    Map<?, ?> outerProperties = Keywords.object(outer.get("properties"));
    Map<?, ?> before = direction == Direction.INPUT ? innerProperties : outerProperties;
    for (Object name : before.keySet()) {
      Where place = at.at(String.valueOf(name));
      if (innerProperties.containsKey(name) && outerProperties.containsKey(name)) {
        compare(innerProperties.get(name), outerProperties.get(name), place, gaps);
      } else {
        gaps.add(place.said("removed"));
      }
    }
  }

  /** More in an answer harms nobody, even where a schema once said that there is no more. */
  private void additional(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    Object others = outer.get("additionalProperties");
    boolean closed = Boolean.FALSE.equals(others);
    if (others == null || (closed && direction == Direction.OUTPUT)) {
      return;
    }
    if (closed && !Boolean.FALSE.equals(inner.get("additionalProperties"))) {
      gaps.add(at.said("takes no other properties any longer"));
    } else if (!closed) {
      Object innerOthers = inner.get("additionalProperties");
      compare(innerOthers == null ? Map.of() : innerOthers, others, at.at(ANY), gaps);
    }
  }

  private void forms(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (outer.get(keyword) instanceof List<?> outerForms) {
        List<?> innerForms = inner.get(keyword) instanceof List<?> some ? some : List.of(Map.of());
        for (Object form : innerForms) {
          if (outerForms.stream().noneMatch(each -> fits(form, each, at))) {
            gaps.add(
                at.said(
                    direction == Direction.INPUT
                        ? "one of its forms is no longer taken"
                        : "it has a form that it had not before"));
            break;
          }
        }
      }
    }
  }

  private boolean fits(Object inner, Object outer, Where at) {
    List<String> gaps = new ArrayList<>();
    compare(inner, outer, at.deeper(), gaps);
    return gaps.isEmpty();
  }

  private void others(Map<?, ?> inner, Map<?, ?> outer, Where at, List<String> gaps) {
    for (Object key : outer.keySet()) {
      String keyword = String.valueOf(key);
      boolean known =
          Keywords.RULED.contains(keyword)
              || Keywords.ANNOTATIONS.contains(keyword)
              || Keywords.LOWER.contains(keyword)
              || Keywords.UPPER.contains(keyword)
              || keyword.startsWith("x-");
      Object value = outer.get(keyword);
      if (!known && !Boolean.FALSE.equals(value) && !Objects.equals(value, inner.get(keyword))) {
        gaps.add(change(keyword, inner, outer, at));
      }
    }
  }

  private String change(String keyword, Map<?, ?> inner, Map<?, ?> outer, Where at) {
    Map<?, ?> before = direction == Direction.INPUT ? inner : outer;
    Map<?, ?> now = direction == Direction.INPUT ? outer : inner;
    return at.said(
        keyword
            + " is "
            + Keywords.shown(now.get(keyword))
            + " and was "
            + Keywords.shown(before.get(keyword)));
  }
}
