package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Credentials of a source are replaced while it is used. */
@Timeout(120)
final class RotationTest {
  private static final String ROLE = "rotated";

  @TempDir private Path folder = Path.of("");

  private void login(String user, String password) throws IOException {
    Path secret = Files.createDirectories(folder.resolve("database"));
    Files.writeString(secret.resolve("username"), user);
    Files.writeString(secret.resolve("password"), password);
  }

  private static String text(Agent agent, String sql) {
    return agent.query("db", sql).text();
  }

  private static String user(Agent agent) {
    return String.valueOf(
        agent
            .query("db", "select current_user::text as u")
            .complete()
            .rows("preview")
            .getFirst()
            .getFirst());
  }

  private static long sessions(Database database, String role) {
    try (Connection connection = database.admin();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where state = 'active' and usename = '"
                    + role
                    + "'")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void newLogin_isUsedAndCutsNoQueryOff() throws IOException {
    Database database = Database.shared();
    database.execute("create role " + ROLE + "_a login password 'First-Secret-1'");
    database.execute("create role " + ROLE + "_b login password 'Second-Secret-2'");
    database.execute("grant select on numbers to " + ROLE + "_a");
    login(ROLE + "_a", "First-Secret-1");
    String yaml =
        """
        endpoint: {port: 0}
        data: {port: 0}
        secretsFolder: '%s'
        sources:
          - {type: PostgreSQL, name: db, url: '%s', credentials: {secret: database}}
        """
            .formatted(folder, database.url());
    try (Running running = Running.start(yaml)) {
      Agent agent = running.agent(Running.ALICE);
      assertThat(user(agent)).isEqualTo(ROLE + "_a");
      Agent other = running.agent(Running.BOB);
      // Endless, until the server ends.
      Thread.startVirtualThread(() -> other.query("db", Slow.WAREHOUSE));
      await().until(() -> sessions(database, ROLE + "_a") > 0);

      login(ROLE + "_b", "wrong");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> text(agent, "select 1").contains("refuses the login"));
      login(ROLE + "_b", "Second-Secret-2");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> text(agent, "select current_user::text as u").contains(ROLE + "_b"));
      assertThat(sessions(database, ROLE + "_a")).as("the query goes on").isPositive();
      database.execute("alter role " + ROLE + "_a nologin");
      assertThat(user(agent)).isEqualTo(ROLE + "_b");

      // A secret that is taken away leaves what works.
      Files.delete(folder.resolve("database/password"));
      assertThat(user(agent)).isEqualTo(ROLE + "_b");
    }
  }
}
