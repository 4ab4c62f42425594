package org.horkos.node.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStorageTest extends StorageContract {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("drop schema public cascade");
      sql.execute("create schema public");
    }
  }

  @Override
  StorageConfig config() {
    return new StorageConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
  }

  @Test
  void aDatabaseThatDoesNotRunIsNamedInASentence() {
    StorageConfig nowhere = new StorageConfig("jdbc:postgresql://127.0.0.1:1/none", "a", "b");
    assertThatThrownBy(() -> Storage.open(nowhere, DEPLOYMENT))
        .isInstanceOfSatisfying(
            StorageRefusal.class,
            refusal ->
                org.assertj.core.api.Assertions.assertThat(refusal.kind())
                    .isEqualTo(StorageRefusal.Kind.UNREACHABLE))
        .hasMessageContaining("check that it runs");
  }
}
