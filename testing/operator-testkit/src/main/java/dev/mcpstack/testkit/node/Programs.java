package dev.mcpstack.testkit.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the images of a cluster start. A pod of an image that is not among them waits as where an
 * image can't be pulled.
 *
 * @param images programs by image, with a tag or without
 * @param backOff how long a container waits after its second failure in a row; twice as long after
 *     each further one, up to 32 times
 */
public record Programs(Map<String, Program> images, Duration backOff) {
  /** A tenth of what clusters wait. */
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  public Programs {
    images = Map.copyOf(images);
  }

  /** None yet. */
  public static Programs none() {
    return new Programs(Map.of(), BACK_OFF);
  }

  /**
   * These and one more.
   *
   * @param image with a tag, or without one for all tags that have no program of their own
   */
  public Programs with(String image, Program program) {
    Map<String, Program> more = new TreeMap<>(images);
    more.put(image, program);
    return new Programs(more, backOff);
  }

  /** These, with another time to wait after failures. */
  public Programs waiting(Duration backOff) {
    return new Programs(images, backOff);
  }

  Optional<Program> of(String image) {
    String untagged = image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
    return Optional.ofNullable(images.get(image))
        .or(() -> Optional.ofNullable(images.get(untagged)));
  }
}
