package org.horkos.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One database, one node: a lock that ends with the process, however it ends. A file beside an H2
 * database, an advisory lock of a session of its own in PostgreSQL.
 */
interface NodeLock extends AutoCloseable {
  /** Frees it. */
  @Override
  void close();

  /**
   * Takes it.
   *
   * @throws StorageRefusal if another node has it, or the database cannot be reached
   */
  static NodeLock take(StorageConfig config) {
    return config.isFile() ? OfFile.take(config.path()) : OfSession.take(config);
  }

  /** What to say when another node has it. */
  static StorageRefusal taken(String database) {
    return new StorageRefusal(
        StorageRefusal.Kind.IN_USE,
        "another node works on the database "
            + database
            + "; stop it first, or give this node a database of its own");
  }

  /** A locked file. */
  record OfFile(FileChannel channel, FileLock lock) implements NodeLock {
    static NodeLock take(Path database) {
      Path file = Path.of(database + ".lock");
      try {
        Path folder = file.getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
          channel.close();
          throw taken(database.toString());
        }
        return new OfFile(channel, lock);
      } catch (IOException failed) {
        throw new StorageRefusal(
            StorageRefusal.Kind.UNREACHABLE,
            "the file "
                + file
                + " cannot be written: "
                + failed.getMessage()
                + "; check the folder and its permissions",
            failed);
      }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
      try {
        return channel.tryLock();
      } catch (OverlappingFileLockException samePocess) {
        return null;
      }
    }

    @Override
    public void close() {
      try {
        lock.release();
        channel.close();
      } catch (IOException failed) {
        throw new StorageRefusal(
            StorageRefusal.Kind.FAILED, "the lock file could not be freed", failed);
      }
    }
  }

  /** An advisory lock, held by a connection. */
  record OfSession(Connection connection) implements NodeLock {
    /** Any number, the same in all nodes: "horkos" in ASCII. */
    private static final long KEY = 0x686f726b6f73L;

    /** A server notices the end of a killed node's connection a moment later. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_MILLISECONDS = 100;

    static NodeLock take(StorageConfig config) {
      try {
        Connection connection =
            DriverManager.getConnection(config.driverUrl(), config.user(), config.password());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
          if (ask(connection, "select pg_try_advisory_lock(?)")) {
            return new OfSession(connection);
          }
          Thread.sleep(PAUSE_MILLISECONDS);
        }
        connection.close();
        throw taken(config.url());
      } catch (SQLException failed) {
        throw Database.unreachable(config, failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw taken(config.url());
      }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
      try (PreparedStatement ask = connection.prepareStatement(question)) {
        ask.setLong(1, KEY);
        try (ResultSet answer = ask.executeQuery()) {
          return answer.next() && answer.getBoolean(1);
        }
      }
    }

    @Override
    public void close() {
      try (connection) {
        ask(connection, "select pg_advisory_unlock(?)");
      } catch (SQLException failed) {
        throw new StorageRefusal(
            StorageRefusal.Kind.FAILED, "the lock's connection could not be closed", failed);
      }
    }
  }
}
