package dev.mcpstack.testkit;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/** The resource of {@code stack-crd.yaml}. */
@Group("example.dev")
@Version("v1")
public class Stack extends CustomResource<Map<String, Object>, Map<String, Object>>
    implements Namespaced {}
