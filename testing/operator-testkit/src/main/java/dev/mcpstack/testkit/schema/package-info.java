/** What a CustomResourceDefinition promises: defaults, pruning, validation, rules in CEL. */
@NullMarked
package dev.mcpstack.testkit.schema;

import org.jspecify.annotations.NullMarked;
