package dev.mcpstack.standalone;

import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.stack.ServerConfigs;

/**
 * Everything a stack is started with.
 *
 * @param name what the stack is called
 * @param configs what each server is to be
 * @param managementPort port of probes and metrics, 0 for any free one
 * @param secrets where credentials come from
 * @param access who may call
 */
record StackSettings(
    String name, ServerConfigs configs, int managementPort, SecretReader secrets, Access access) {}
