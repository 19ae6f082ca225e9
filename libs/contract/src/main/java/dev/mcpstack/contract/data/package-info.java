/**
 * The data plane: an owner serves its rows over gRPC, and the client library reads and verifies
 * them.
 */
@NullMarked
package dev.mcpstack.contract.data;

import org.jspecify.annotations.NullMarked;
