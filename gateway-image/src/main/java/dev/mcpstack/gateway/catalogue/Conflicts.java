package dev.mcpstack.gateway.catalogue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, once each, of what a server offers and the gateway can't pass on under its name. */
final class Conflicts {
  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

  private final MeterRegistry meters;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Conflicts(MeterRegistry meters) {
    this.meters = meters;
  }

  void leftOut(String kind, String name, String server, String why) {
    if (told.add(kind + " " + name + " " + server)) {
      LOG.warn("{} {} of {} is left out: {}", kind, name, server, why);
      Counter.builder("mcpstack.gateway.left.out")
          .description("Tools and prompts that were left out, as their name was taken or no name")
          .tag("kind", kind)
          .tag("upstream", server)
          .register(meters)
          .increment();
    }
  }
}
