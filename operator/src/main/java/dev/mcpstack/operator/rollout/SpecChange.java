package dev.mcpstack.operator.rollout;

/**
 * One field of a specification that differs.
 *
 * @param path such as {@code sources[sales].url}
 * @param kind how it is carried out
 * @param before as YAML would have it on one line; empty if it was not there
 * @param after the same of the other; empty if it is not there any more
 */
public record SpecChange(String path, ChangeClass kind, String before, String after) {}
