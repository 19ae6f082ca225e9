/**
 * One description of a record, used to bind untyped trees, publish a JSON Schema, document keys and
 * write answers.
 */
@NullMarked
package dev.mcpstack.contract.shape;

import org.jspecify.annotations.NullMarked;
