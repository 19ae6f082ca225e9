/** HTTP edge: a request becomes a verb on a resource, an answer becomes JSON or a watch. */
@NullMarked
package dev.mcpstack.testkit.api;

import org.jspecify.annotations.NullMarked;
