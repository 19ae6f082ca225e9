/**
 * Operator and stacks on a real cluster: what only kubelets, a network and an API server show. How
 * to run it: README.md of the module.
 */
@NullMarked
package dev.mcpstack.e2e;

import org.jspecify.annotations.NullMarked;
