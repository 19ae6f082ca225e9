package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.UserCheck;
import java.util.List;
import java.util.Set;

/**
 * What is to be verified beyond what always is.
 *
 * @param servers those that have to be there; as in the serving cell, or all of them where nothing
 *     serves, when empty
 * @param acknowledged names of tools that may be lost
 * @param checks of the users
 */
record Wanted(List<ServerTools> servers, Set<String> acknowledged, List<UserCheck> checks) {
  Wanted {
    servers = List.copyOf(servers);
    acknowledged = Set.copyOf(acknowledged);
    checks = List.copyOf(checks);
  }
}
