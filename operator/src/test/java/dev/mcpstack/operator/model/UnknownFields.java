package dev.mcpstack.operator.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that the client's classes took without knowing them: mistyped ones. */
final class UnknownFields {
  private UnknownFields() {}

  static List<String> of(Object bean) {
    List<String> unknown = new ArrayList<>();
    walk(bean, bean.getClass().getSimpleName(), unknown);
    return unknown;
  }

  private static void walk(@Nullable Object value, String path, List<String> unknown) {
    switch (value) {
      case null -> {}
      case Collection<?> many -> many.forEach(one -> walk(one, path + "[]", unknown));
      case Map<?, ?> map -> map.forEach((key, one) -> walk(one, path + "." + key, unknown));
      case KubernetesResource bean -> fields(bean, path, unknown);
      default -> {}
    }
  }

  private static void fields(KubernetesResource bean, String path, List<String> unknown) {
    for (Method method : bean.getClass().getMethods()) {
      if (method.getParameterCount() > 0 || !method.getName().startsWith("get")) {
        continue;
      }
      try {
        Object value = method.invoke(bean);
        if (method.isAnnotationPresent(JsonAnyGetter.class)) {
          ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
        } else {
          walk(value, path + "." + method.getName().substring(3), unknown);
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }
}
