/**
 * What Kubernetes is told of a stack: the custom resource, and its definition made from the records
 * of {@code stack-api}.
 */
@NullMarked
package dev.mcpstack.operator.crd;

import org.jspecify.annotations.NullMarked;
