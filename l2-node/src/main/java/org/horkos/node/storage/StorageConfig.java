package org.horkos.node.storage;

import java.nio.file.Path;

/**
 * Where the node keeps what it knows.
 *
 * @param url JDBC URL of an H2 file or of PostgreSQL
 * @param user database user
 * @param password its password; empty if there is none
 */
public record StorageConfig(String url, String user, String password) {
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * Checks which database it is.
   *
   * @throws IllegalArgumentException if it is neither an H2 file nor PostgreSQL
   */
  public StorageConfig {
    if (!url.startsWith(H2_FILE) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "the database '"
              + url
              + "' is neither an H2 file (jdbc:h2:file:/path/name) nor PostgreSQL"
              + " (jdbc:postgresql://host/name)");
    }
    if (url.startsWith(H2_FILE) && url.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "write the H2 database without settings after a semicolon: the node sets what it needs");
    }
  }

  /** An H2 file: {@code path} with {@code .mv.db} at its end; made if it does not exist. */
  public static StorageConfig file(Path path) {
    return new StorageConfig(H2_FILE + path.toAbsolutePath(), "horkos", "");
  }

  boolean isFile() {
    return url.startsWith(H2_FILE);
  }

  Path path() {
    return Path.of(url.substring(H2_FILE.length()));
  }

  /**
   * What the driver gets. H2 would otherwise keep a commit in memory for up to half a second, and
   * an acknowledged transaction would be lost by a crash.
   */
  String driverUrl() {
    if (isFile()) {
      return url + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
    return url + (url.indexOf('?') < 0 ? "?" : "&") + "reWriteBatchedInserts=true";
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return "StorageConfig[" + url + ", user " + user + "]";
  }
}
