package dev.mcpstack.doctor.tooldiff;

import java.util.Map;
import java.util.Optional;

/**
 * A tool as it is listed.
 *
 * @param name by which it is called
 * @param input JSON schema of its arguments
 * @param output JSON schema of its structured answer, where it promises one
 */
public record OfferedTool(
    String name, Map<String, Object> input, Optional<Map<String, Object>> output) {}
