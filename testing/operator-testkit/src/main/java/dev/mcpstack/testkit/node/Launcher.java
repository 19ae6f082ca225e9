package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the processes of one container.
 *
 * @param spec of the container
 * @param folder what it sees of this machine's files
 * @param log takes what its processes say
 * @param hosts the file of names
 */
record Launcher(
    ObjectNode pod,
    JsonNode spec,
    Programs programs,
    ContainerFolder folder,
    String address,
    Sources sources,
    Path log,
    Path hosts,
    String apiServer) {
  private static final String PATH = "PATH";

  String image() {
    return Json.text(spec, "image");
  }

  boolean hasImage() {
    return programs.of(image()).isPresent();
  }

  /**
   * Starts one.
   *
   * @throws IOException when there is no such program
   * @throws UnsupportedFeature when the pod asks for what can't be done here
   */
  Process start() throws IOException {
    if (spec.has("lifecycle")) {
      throw new UnsupportedFeature("hooks of a container's life");
    }
    folder.clearMessage();
    Map<String, String> own = environment();
    Program program = programs.of(image()).orElseThrow();
    Container container =
        new Container(
            World.name(pod),
            Json.text(spec, "name"),
            image(),
            address,
            texts("command", own),
            texts("args", own),
            folder.root(),
            apiServer,
            ServiceAccounts.of(pod),
            hosts);
    List<String> command =
        container.command().isEmpty() ? program.command(container) : program.other(container);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> variables = builder.environment();
    String path = variables.getOrDefault(PATH, "/usr/bin:/bin");
    variables.clear();
    variables.put(PATH, path);
    variables.put("HOSTNAME", World.name(pod));
    variables.put("HOME", folder.root().toString());
    variables.putAll(program.environment());
    variables.putAll(own);
    return builder.start();
  }

  /** Variables that the pod says. */
  Map<String, String> environment() {
    return Environment.of(pod, spec, sources, address, folder.rewrite());
  }

  private List<String> texts(String field, Map<String, String> variables) {
    return Json.texts(spec.path(field)).stream()
        .map(text -> folder.rewrite().of(Expansion.of(text, variables)))
        .toList();
  }

  /** What a probe of the container asks. */
  Check check(JsonNode probe) {
    Map<String, Integer> ports = new HashMap<>();
    for (JsonNode port : spec.path("ports")) {
      ports.put(Json.text(port, "name"), port.path("containerPort").asInt());
    }
    return new Check(probe, address, ports, folder.root(), environment(), folder.rewrite());
  }
}
