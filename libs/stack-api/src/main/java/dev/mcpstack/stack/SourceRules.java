package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which keys go together in a source. A message names the key and the fix, never a credential. */
final class SourceRules {
  private static final String POSTGRESQL_SCHEME = "jdbc:postgresql://";
  private static final Set<String> CREDENTIAL_PARAMETERS =
      Set.of("user", "username", "password", "sslpassword");

  /** What the server decides itself, and what names a class or a file of its pod. */
  private static final Set<String> OWN_PARAMETERS =
      Set.of(
          "preferquerymode",
          "binarytransfer",
          "binarytransferenable",
          "binarytransferdisable",
          "readonly",
          "readonlymode",
          "replication",
          "options",
          "service",
          "autosave",
          "socketfactory",
          "socketfactoryarg",
          "sslfactory",
          "sslfactoryarg",
          "sslhostnameverifier",
          "sslpasswordcallback",
          "authenticationpluginclassname",
          "xmlfactoryfactory",
          "loggerfile",
          "loggerlevel",
          "jaasapplicationname");

  private SourceRules() {}

  static void check(StackSource source, Problems problems) {
    switch (source.type()) {
      case FILES -> files(source, problems);
      case POSTGRESQL -> postgresql(source, problems);
    }
  }

  private static void files(StackSource source, Problems problems) {
    if (source.files().isEmpty()) {
      problems.add(
          "files", "no files", "at least one file, since type is Files: add table and path");
    }
    refuse(source.url() != null, "url", "Files", "list the data under files", problems);
    refuse(
        source.credentialsSecretRef() != null,
        "credentialsSecretRef",
        "Files",
        "files need no credentials",
        problems);
    refuse(
        source.maxConnections() != null,
        "maxConnections",
        "Files",
        "files need no connections",
        problems);
    refuse(
        source.connectionLimit() != null,
        "connectionLimit",
        "Files",
        "files need no connections",
        problems);
    Map<String, Integer> first = new HashMap<>();
    for (int index = 0; index < source.files().size(); index++) {
      String table = source.files().get(index).table();
      Integer other = first.putIfAbsent(table, index);
      if (other != null) {
        problems.add(
            "files[" + index + "].table",
            Problem.excerpt(table),
            "a table that no other file has (files[" + other + "] has it): rename one of them");
      }
    }
  }

  private static void postgresql(StackSource source, Problems problems) {
    String url = source.url();
    if (url == null) {
      problems.add(
          "url",
          "nothing",
          "a URL, since type is PostgreSQL, such as jdbc:postgresql://host:5432/database");
    } else {
      url(url, problems);
    }
    if (source.credentialsSecretRef() == null) {
      problems.add(
          "credentialsSecretRef",
          "nothing",
          "the name of a Secret, since type is PostgreSQL: add credentialsSecretRef.name and the Secret");
    }
    refuse(
        !source.files().isEmpty(),
        "files",
        "PostgreSQL",
        "move the files to a source of type Files",
        problems);
  }

  /** The URL itself is never part of a message: what is wrong with it may be a password in it. */
  private static void url(String url, Problems problems) {
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    String parameters = query < 0 ? "" : url.substring(query + 1);
    if (!address.startsWith(POSTGRESQL_SCHEME) || address.equals(POSTGRESQL_SCHEME)) {
      problems.add(
          "url",
          "another kind of URL",
          "one such as jdbc:postgresql://host:5432/database, since type is PostgreSQL");
      return;
    }
    if (names(parameters, OWN_PARAMETERS)) {
      problems.add(
          "url",
          "a parameter that the server decides itself",
          "none such as preferQueryMode, options, socketFactory or loggerFile: remove it");
    }
    if (address.contains("@") || names(parameters, CREDENTIAL_PARAMETERS)) {
      problems.add(
          "url",
          "credentials in it",
          "none: put user name and password into a Secret and name it in credentialsSecretRef");
    }
  }

  private static boolean names(String parameters, Set<String> refused) {
    for (String parameter : parameters.split("&", -1)) {
      String name = parameter.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (refused.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static void refuse(
      boolean present, String key, String type, String fix, Problems problems) {
    if (present) {
      problems.add(key, "the key", "none, since type is " + type + ": remove it; " + fix);
    }
  }
}
