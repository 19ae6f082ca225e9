package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.Optional;

/**
 * How a container is.
 *
 * @param last how its process before this one ended
 * @param restarts how often it was started again
 * @param started whether its startup probe has succeeded
 * @param ready whether its readiness probe says so
 */
record ContainerStatus(
    String name,
    String image,
    State state,
    Optional<State.Ended> last,
    int restarts,
    boolean started,
    boolean ready) {

  static ContainerStatus created(String name, String image) {
    return new ContainerStatus(
        name, image, new State.Waiting("ContainerCreating", ""), Optional.empty(), 0, false, false);
  }

  /** In a state in which it serves nobody, or not yet. */
  ContainerStatus in(State next) {
    return new ContainerStatus(name, image, next, last, restarts, false, false);
  }

  /** Waiting after its process has ended. */
  ContainerStatus after(State.Ended end, State.Waiting next) {
    return new ContainerStatus(name, image, next, Optional.of(end), restarts, false, false);
  }

  /** With another process. */
  ContainerStatus again() {
    return new ContainerStatus(name, image, state, last, restarts + 1, false, false);
  }

  ContainerStatus probed(boolean isStarted, boolean isReady) {
    return new ContainerStatus(name, image, state, last, restarts, isStarted, isReady);
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("name", name).put("image", image);
    json.put("imageID", image).put("ready", ready).put("started", started);
    json.put("restartCount", restarts);
    json.set("state", state.json());
    json.set("lastState", last.map(State::json).orElseGet(Json::object));
    return json;
  }
}
