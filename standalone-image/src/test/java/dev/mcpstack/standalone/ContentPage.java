package dev.mcpstack.standalone;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The text of the page of resources, templates and prompts. */
final class ContentPage {
  private final StringBuilder page = new StringBuilder(ReferencePages.GENERATED);

  private ContentPage() {}

  static String of(Collection<Upstream> servers) {
    McpCall call = McpCall.of(Principal.withAllScopes("docs"), "docs", new Cancellation());
    ContentPage text = new ContentPage();
    text.page.append(
        """
        # Resources and prompts

        What a person finds at the endpoint of a stack beside the [tools](tools.md). All of it needs the scope `data:read`, but for the texts of prompts.

        ## Resources

        A resource says what `describe_source` or `describe_table` says, as Markdown. Names are percent-encoded. The tables of a source are listed when it has
        at most fifty; those of a larger one are read by their template. In the stack of `examples/quickstart.yaml` the list is:

        | resource | title | description |
        | --- | --- | --- |
        """);
    servers.forEach(
        server -> server.resources(call).forEach(each -> text.row("uri", each.published())));
    text.page.append(
        """

        ## Templates

        Hosts that ask for it get proposals for `source` and, once that is there, for `table`.

        | template | title | description |
        | --- | --- | --- |
        """);
    servers.forEach(
        server -> server.templates().forEach(each -> text.row("uriTemplate", each.published())));
    text.page.append(
        """

        ## Prompts

        Names of sources, tables and columns are proposed while a person types.
        """);
    servers.forEach(server -> server.prompts().forEach(text::prompt));
    return text.page.toString();
  }

  private void prompt(PromptDefinition prompt) {
    Map<String, Object> published = prompt.published();
    page.append("\n### ").append(prompt.name()).append("\n\n**").append(published.get("title"));
    page.append(".** ").append(published.get("description")).append("\n\n");
    page.append("| argument | | meaning |\n| --- | --- | --- |\n");
    if (published.get("arguments") instanceof List<?> arguments) {
      for (Object each : arguments) {
        if (each instanceof Map<?, ?> argument) {
          boolean required = Boolean.TRUE.equals(argument.get("required"));
          page.append("| `").append(argument.get("name")).append("` | ");
          page.append(required ? "required" : "optional").append(" | ");
          page.append(argument.get("description")).append(" |\n");
        }
      }
    }
  }

  private void row(String key, Map<String, Object> published) {
    page.append("| `").append(published.get(key)).append("` | ");
    page.append(published.get("title")).append(" | ");
    page.append(published.get("description")).append(" |\n");
  }
}
