package dev.mcpstack.localdata.gate;

import java.util.List;
import java.util.Set;

/**
 * What a walk over a tree has seen.
 *
 * @param shape the classes and values of all nodes in order, for comparing two trees
 * @param tables the tables read
 * @param functions the functions called
 * @param callables names that may stand before a bracket without being a call: aliases with column
 *     lists, WITH items, windows, types; in lower case
 * @param constant whether there is nothing but literals
 */
record Findings(
    List<String> shape,
    Set<TableName> tables,
    Set<String> functions,
    Set<String> callables,
    boolean constant) {}
