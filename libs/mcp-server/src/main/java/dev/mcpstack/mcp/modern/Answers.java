package dev.mcpstack.mcp.modern;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.http.AnswerTooLargeException;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.Map;

/** Sends results, and says so when one is too large to be sent. */
record Answers(ServerIdentity identity) {
  void send(
      McpReply reply, String method, Object id, String correlation, Map<String, Object> result) {
    try {
      reply.answer(Messages.answer(identity, id, result));
    } catch (AnswerTooLargeException e) {
      if (method.equals("tools/call")) {
        reply.answer(Messages.answer(identity, id, ToolResult.of(tooLarge(e, correlation))));
      } else {
        reply.refuse(new JsonRpcError(200, JsonRpcError.INTERNAL_ERROR, e.safeMessage()), id);
      }
    }
  }

  private ToolOutcome tooLarge(AnswerTooLargeException e, String correlation) {
    StackException failure = new StackException(ContractError.RESULT_TOO_LARGE, e.safeMessage());
    return ToolOutcome.failed(ErrorReport.of(failure, identity.name(), correlation));
  }
}
