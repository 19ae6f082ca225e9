package dev.mcpstack.testkit.node;

/** A pod asks for what this node can't do; its status says so rather than leave it out. */
final class UnsupportedFeature extends RuntimeException {
  UnsupportedFeature(String what) {
    super("this node doesn't know " + what);
  }
}
