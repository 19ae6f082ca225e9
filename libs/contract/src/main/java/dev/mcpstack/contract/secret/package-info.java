/**
 * Where credentials come from: folders that Kubernetes mounts, or a Secret beside the stack. Never
 * from arguments.
 */
@NullMarked
package dev.mcpstack.contract.secret;

import org.jspecify.annotations.NullMarked;
