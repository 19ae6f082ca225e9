package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.completion.CompletionRequest.Ref;

/** Completes arguments at whoever has the prompt or template. */
record MergedCompleter(MergedPrompts prompts, MergedResources resources) implements Completer {
  @Override
  public Completion complete(McpCall call, CompletionRequest request) {
    Upstream owner =
        switch (request.ref()) {
          case Ref.Prompt(String name) ->
              prompts.owner(name).orElseThrow(() -> unknown("prompt", name));
          case Ref.Template(String uri) ->
              resources.owner(uri).orElseThrow(() -> unknown("resource template", uri));
        };
    return owner.complete(call, request);
  }

  private static BrokenRequestException unknown(String kind, String name) {
    return BrokenRequestException.invalid("Unknown " + kind + ": " + Problem.excerpt(name) + ".");
  }
}
