package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;

/** A code that another module declares, as its server described it. */
record RemoteErrorCode(
    String name, int number, ErrorCategory category, boolean retryable, String remedy)
    implements ErrorCode {}
