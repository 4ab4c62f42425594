package org.horkos.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StorageTest extends StorageContract {
  @TempDir Path folder;

  @Override
  StorageConfig config() {
    return StorageConfig.file(folder.resolve("deep/node"));
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(config().driverUrl(), "horkos", "");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void tablesOfAnotherVersionAreRefused() throws SQLException {
    Storage.open(config(), DEPLOYMENT).close();
    sql("update hk_node set schema_version = 99");
    assertThatThrownBy(() -> Storage.open(config(), DEPLOYMENT))
        .isInstanceOf(StorageRefusal.class)
        .hasMessageContaining("another version of Horkos");
    sql("alter table hk_chunk drop column root");
    assertThatThrownBy(() -> Storage.open(config(), DEPLOYMENT))
        .isInstanceOfSatisfying(
            StorageRefusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(StorageRefusal.Kind.OTHER_VERSION))
        .hasMessageContaining("root");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedInASentence() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/node.mv.db"), "this is not a database");
    assertThatThrownBy(() -> Storage.open(config(), DEPLOYMENT))
        .isInstanceOfSatisfying(
            StorageRefusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(StorageRefusal.Kind.UNREACHABLE))
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void otherDatabasesAndSettingsAreRefused() {
    assertThatThrownBy(() -> new StorageConfig("jdbc:mysql://host/x", "a", "b"))
        .hasMessageContaining("neither an H2 file");
    assertThatThrownBy(() -> new StorageConfig("jdbc:h2:file:/x;WRITE_DELAY=5", "a", "b"))
        .hasMessageContaining("semicolon");
    assertThat(new StorageConfig("jdbc:postgresql://h/x", "a", "secret").toString())
        .doesNotContain("secret");
  }
}
