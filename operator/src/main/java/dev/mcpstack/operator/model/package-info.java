/**
 * From a stack to the objects that it is made of. Pure: no client, no clock, no randomness; the
 * same stack gives the same objects in the same order. An object holds exactly the fields that the
 * operator owns, so that applying it leaves all others alone.
 */
@NullMarked
package dev.mcpstack.operator.model;

import org.jspecify.annotations.NullMarked;
