/**
 * Where an owner keeps the chunks behind its handles. In memory under a limit; beyond it a clear
 * refusal.
 */
@NullMarked
package dev.mcpstack.contract.spool;

import org.jspecify.annotations.NullMarked;
