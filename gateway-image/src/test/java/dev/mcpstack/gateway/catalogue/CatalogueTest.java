package dev.mcpstack.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.completion.CompletionRequest.Ref;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeUpstream a = new FakeUpstream("a");
  private final FakeUpstream b = new FakeUpstream("b");

  private Catalogue catalogue() {
    Map<String, Upstream> upstreams = new LinkedHashMap<>();
    upstreams.put("a", a);
    upstreams.put("b", b);
    ToolEntry own =
        new ToolEntry(
            HopFacts.foreign("analyze", Map.of("name", "analyze")),
            (_, _) -> ToolOutcome.content(List.of()),
            Timing.UNBUDGETED);
    return new Catalogue(upstreams, List.of(own), meters);
  }

  private static McpCall call() {
    return McpCall.of(Principal.ANONYMOUS, "c", new Cancellation());
  }

  private static List<String> names(Catalogue catalogue) {
    return catalogue.tools().definitions().stream().map(ToolDefinition::name).toList();
  }

  @Test
  void tools_areInTheOrderOfTheServersAndTheOwnLast() {
    a.tools("z", "wait", "y");
    b.tools("release", "x");

    assertThat(names(catalogue())).containsExactly("z", "y", "x", "analyze");
  }

  @Test
  void takenNames_areLeftOutAndCounted() {
    a.tools("one", "analyze", "no such name!");
    b.tools("one", "two");
    Catalogue catalogue = catalogue();

    assertThat(names(catalogue)).containsExactly("one", "two", "analyze");
    assertThat(catalogue.prompts().list().stream().map(PromptDefinition::name))
        .containsExactly("one", "analyze", "no such name!", "two");
    assertThat(meters.get("mcpstack.gateway.left.out").tag("upstream", "a").counter().count())
        .isEqualTo(2);
    assertThat(
            meters
                .get("mcpstack.gateway.left.out")
                .tags("upstream", "b", "kind", "tool")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void changesOfAServer_areChangesHere() {
    Catalogue catalogue = catalogue();
    List<Change> told = new ArrayList<>();
    catalogue.changes().listen(told::add);

    b.tools("late");
    b.changes().publish(new Change.Tools());
    b.changes().publish(new Change.PromptList());
    a.changes().publish(new Change.Resource("r:1"));

    assertThat(names(catalogue)).containsExactly("late", "analyze");
    assertThat(catalogue.prompts().list()).hasSize(1);
    assertThat(told)
        .containsExactly(new Change.Tools(), new Change.PromptList(), new Change.Resource("r:1"));
    catalogue.close();
    a.changes().publish(new Change.Tools());
    assertThat(told).hasSize(3);
  }

  @Test
  void resourcesThatSomebodyListensFor_areAskedForAtTheServers() {
    Catalogue catalogue = catalogue();

    try (Changes.Subscription _ = catalogue.changes().listen(Set.of("r:1"), _ -> {})) {
      assertThat(a.watched()).containsExactly("r:1");
      assertThat(b.watched()).containsExactly("r:1");
    }
    assertThat(b.watched()).isEmpty();
  }

  @Test
  void resources_areReadAtWhoeverHasThem() {
    a.resources("a:1", "both:");
    b.resources("both:", "b:1");
    Catalogue catalogue = catalogue();

    assertThat(catalogue.resources().list(call()).stream().map(ResourceDefinition::uri))
        .containsExactly("a:1", "both:", "b:1");
    assertThat(catalogue.resources().templates()).hasSize(3);
    assertThat(catalogue.resources().read(call(), "b:1"))
        .isEqualTo(new Reply.Complete(Map.of("by", "b")));
    assertThat(catalogue.resources().read(call(), "both:7"))
        .isEqualTo(new Reply.Complete(Map.of("by", "a")));
    assertThatThrownBy(() -> catalogue.resources().read(call(), "none:"))
        .isInstanceOf(BrokenRequestException.class);
  }

  @Test
  void serverThatIsAway_takesNothingFromTheOthers() {
    a.resources("a:1").away();
    b.resources("b:1");
    Catalogue catalogue = catalogue();

    assertThat(catalogue.resources().list(call())).hasSize(1);
    assertThat(catalogue.resources().read(call(), "b:1"))
        .isEqualTo(new Reply.Complete(Map.of("by", "b")));
    assertThatThrownBy(() -> catalogue.resources().read(call(), "a:1"))
        .isInstanceOf(StackException.class)
        .hasMessage("a is away.");
  }

  @Test
  void promptsAndCompletions_goToWhoeverHasThem() {
    a.tools("one").resources("a:");
    b.tools("two").resources("b:");
    Catalogue catalogue = catalogue();

    assertThat(catalogue.prompts().get(call(), "two", Map.of()))
        .isEqualTo(new Reply.Complete(Map.of("by", "b")));
    assertThat(complete(catalogue, new Ref.Prompt("one"))).containsExactly("a");
    assertThat(complete(catalogue, new Ref.Template("b:{x}"))).containsExactly("b");
    assertThatThrownBy(() -> complete(catalogue, new Ref.Prompt("none")))
        .isInstanceOf(BrokenRequestException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> catalogue.prompts().get(call(), "none", Map.of()))
        .isInstanceOf(BrokenRequestException.class);
  }

  private static List<String> complete(Catalogue catalogue, Ref ref) {
    return catalogue
        .completer()
        .complete(call(), new CompletionRequest(ref, "x", "", Map.of()))
        .values();
  }
}
