package dev.mcpstack.operator.chart;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an object that its kind doesn't have: the client keeps them, an API server would refuse
 * or drop them.
 */
final class UnknownFields {
  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /** Paths of the unknown fields. Objects whose kind the client doesn't know have none. */
  static List<String> of(Object object) {
    UnknownFields fields = new UnknownFields();
    fields.walk(object.getClass().getSimpleName(), object);
    return fields.found;
  }

  private void walk(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case GenericKubernetesResource _, AnyType _ -> {}
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          walk(path + "[" + i + "]", list.get(i));
        }
      }
      case Map<?, ?> map -> map.forEach((key, element) -> walk(path + "." + key, element));
      case Object bean
          when bean.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.") ->
          bean(path, bean);
      case Object _ -> {}
    }
  }

  private void bean(String path, Object bean) {
    for (Method method : bean.getClass().getMethods()) {
      if (!method.getName().startsWith("get")
          || method.getParameterCount() > 0
          || method.getDeclaringClass() == Object.class) {
        continue;
      }
      Object value = call(method, bean);
      if (!method.getName().equals("getAdditionalProperties")) {
        walk(path + "." + method.getName().substring(3), value);
      } else if (value instanceof Map<?, ?> more) {
        more.keySet().forEach(key -> found.add(path + "." + key));
      }
    }
  }

  private static @Nullable Object call(Method method, Object bean) {
    try {
      return method.invoke(bean);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(method + " can't be read", e);
    }
  }
}
