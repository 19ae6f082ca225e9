package dev.mcpstack.operator.crd;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An McpStack as the API server has it. Specification and status are trees, which the records of
 * {@code stack-api} are bound to: what these don't know is named instead of lost.
 */
@Group(StackDefinition.GROUP)
@Version(StackDefinition.VERSION)
@Kind(StackDefinition.KIND)
@Plural(StackDefinition.PLURAL)
@Singular("mcpstack")
@ShortNames("mcps")
public final class StackResource extends CustomResource<Map<String, Object>, Map<String, Object>>
    implements Namespaced {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  protected Map<String, Object> initSpec() {
    return new LinkedHashMap<>();
  }

  @Override
  protected Map<String, Object> initStatus() {
    return new LinkedHashMap<>();
  }
}
