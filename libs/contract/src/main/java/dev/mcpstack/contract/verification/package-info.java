/**
 * What the operator and the doctor say to each other about a release: which checks its users want,
 * and what was found before it serves.
 */
@NullMarked
package dev.mcpstack.contract.verification;

import org.jspecify.annotations.NullMarked;
