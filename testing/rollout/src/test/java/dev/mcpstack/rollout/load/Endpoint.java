package dev.mcpstack.rollout.load;

import java.net.URI;
import javax.net.ssl.SSLContext;

/** Where agents call, with which key, and whom they believe. */
public record Endpoint(URI uri, String key, SSLContext trust) {}
