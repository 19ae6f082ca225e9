package dev.mcpstack.gateway.client;

import java.net.URI;
import java.time.Duration;

/**
 * A server to make requests to.
 *
 * @param source how errors name it
 * @param own whether it is one of this stack's and so is told the principal
 * @param endpoint where it is
 * @param timeout how long a request may take in all
 * @param maxAnswerBytes the most that an answer may take
 */
public record Server(
    String source, boolean own, URI endpoint, Duration timeout, int maxAnswerBytes) {}
