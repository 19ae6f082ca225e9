package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.UnifiedConfig;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.stack.McpStack;
import dev.mcpstack.stack.ServerConfigs;
import dev.mcpstack.stack.StackFile;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference pages are what the program says of itself. To write them anew:
 *
 * <pre>
 * ./mcpstack verify -pl standalone-image -am -Dtest=ReferenceDocsTest -Dmcpstack.docs.update=true
 * </pre>
 */
class ReferenceDocsTest {
  private static final boolean UPDATE = Boolean.getBoolean("mcpstack.docs.update");

  @Test
  void configurationPage_isUpToDate() throws IOException {
    assertPage(
        "configuration.md",
        ReferencePages.configuration(
            McpStack.class,
            Map.of(
                "LocalData", LocalDataConfig.class,
                "DataScience", DataScienceConfig.class,
                "Gateway", GatewayConfig.class,
                "All servers in one process", UnifiedConfig.class)));
  }

  @Test
  void errorsPage_isUpToDate() throws IOException {
    assertPage("errors.md", ReferencePages.errors(ErrorCodes.all()));
  }

  @Test
  void toolsPage_isUpToDate() throws IOException {
    StackFile file = StackFile.read(Repository.path("examples/quickstart.yaml"));
    ServerConfigs configs = ServerConfigs.from(file.stack(), file.folder()).withGatewayPort(0);
    Access access = Access.generated();
    List<McpSchema.Tool> tools;
    try (Resources resources = new Resources()) {
      RunningStack stack =
          RunningStack.start(
              new StackSettings("docs", configs, 0, file.secrets(), access), resources);
      try (McpSyncClient client = Client.of(stack.endpoint(), access.key())) {
        tools = client.listTools().tools();
      }
    }
    assertPage("tools.md", ReferencePages.tools(tools));
  }

  @Test
  void contentPage_isUpToDate() throws IOException {
    StackFile file = StackFile.read(Repository.path("examples/quickstart.yaml"));
    ServerConfigs configs = ServerConfigs.from(file.stack(), file.folder());
    String page;
    try (Resources resources = new Resources()) {
      Servers servers =
          Servers.start(
              new StackSettings("docs", configs, 0, file.secrets(), Access.generated()), resources);
      page = ContentPage.of(servers.upstreams().values());
    }
    assertPage("content.md", page);
  }

  @Test
  void errorCodes_areUniqueOverAllModules() {
    List<ErrorCode> codes = ErrorCodes.all();
    assertThat(codes).extracting(ErrorCode::number).doesNotHaveDuplicates();
    assertThat(codes).extracting(ErrorCode::name).doesNotHaveDuplicates();
    assertThat(codes)
        .allSatisfy(code -> {
          assertThat(code.number()).isBetween(ErrorCodes.firstOf(code), ErrorCodes.lastOf(code));
          assertThat(code.name()).matches("[A-Z]+(_[A-Z]+)+");
          assertThat(code.remedy()).endsWith(".");
        });
  }

  private static void assertPage(String name, String text) throws IOException {
    Path page = Repository.path("docs/reference/" + name);
    if (UPDATE) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as("%s: run this test with -Dmcpstack.docs.update=true and commit the page", page)
        .isEqualTo(text);
  }
}
