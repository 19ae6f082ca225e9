/**
 * The one node of a cluster whose pods are processes of this machine: its kubelet and its proxy.
 */
@NullMarked
package dev.mcpstack.testkit.node;

import org.jspecify.annotations.NullMarked;
