package dev.mcpstack.gateway.client;

import java.io.IOException;

/** A server sends more than the gateway takes. */
final class AnswerTooLargeException extends IOException {}
