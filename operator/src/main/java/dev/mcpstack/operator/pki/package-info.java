/**
 * Certificates of a stack as pure functions: what is stored, and the time, go in; what is to be
 * stored comes out, with the reason and when to look again. Knows no Kubernetes.
 */
@NullMarked
package dev.mcpstack.operator.pki;

import org.jspecify.annotations.NullMarked;
