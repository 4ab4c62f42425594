package org.horkos.node.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;

/** The connection pool, Hibernate over it, and transactions that succeed whole or not at all. */
final class Database implements AutoCloseable {
  private static final int BATCH = 256;
  private static final int CONNECTIONS = 4;
  private static final long CONNECT_TIMEOUT_MILLISECONDS = 10_000;

  private final NodeLock lock;
  private final HikariDataSource pool;
  private final SessionFactory sessions;

  private Database(NodeLock lock, HikariDataSource pool, SessionFactory sessions) {
    this.lock = lock;
    this.pool = pool;
    this.sessions = sessions;
  }

  /**
   * Opens it, makes the tables if there are none, and otherwise checks that they are as they
   * should.
   *
   * @throws StorageRefusal if another node has it, it cannot be reached, or its tables are not ours
   */
  static Database open(StorageConfig config) {
    NodeLock lock = NodeLock.take(config);
    try {
      HikariDataSource pool = pool(config);
      try {
        return new Database(lock, pool, sessions(pool));
      } catch (RuntimeException failed) {
        pool.close();
        throw failed;
      }
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  static StorageRefusal unreachable(StorageConfig config, Throwable failed) {
    return new StorageRefusal(
        StorageRefusal.Kind.UNREACHABLE,
        "the database "
            + config.url()
            + " cannot be opened: "
            + reason(failed)
            + "; check that it runs, its address, user and password",
        failed);
  }

  private static String reason(Throwable failed) {
    Throwable deepest = failed;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = String.valueOf(deepest.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  private static HikariDataSource pool(StorageConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("horkos");
    hikari.setJdbcUrl(config.driverUrl());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(CONNECTIONS);
    hikari.setAutoCommit(false);
    hikari.setConnectionTimeout(CONNECT_TIMEOUT_MILLISECONDS);
    try {
      return new HikariDataSource(hikari);
    } catch (HikariPool.PoolInitializationException failed) {
      throw unreachable(config, failed);
    }
  }

  private static SessionFactory sessions(HikariDataSource pool) {
    boolean fresh = !hasTables(pool);
    Configuration hibernate = new Configuration();
    Rows.ALL.forEach(hibernate::addAnnotatedClass);
    hibernate.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
    hibernate.setProperty(BatchSettings.STATEMENT_BATCH_SIZE, BATCH);
    hibernate.setProperty(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true);
    SessionFactory sessions = hibernate.buildSessionFactory();
    try {
      if (fresh) {
        sessions.getSchemaManager().exportMappedObjects(false);
      } else {
        sessions.getSchemaManager().validateMappedObjects();
      }
      return sessions;
    } catch (PersistenceException failed) {
      sessions.close();
      throw new StorageRefusal(
          StorageRefusal.Kind.OTHER_VERSION,
          "the tables in the database are not those of this version of Horkos: "
              + reason(failed)
              + "; use the version that made them, or another database",
          failed);
    }
  }

  private static boolean hasTables(HikariDataSource pool) {
    try (Connection connection = pool.getConnection();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals("hk_node")) {
          return true;
        }
      }
      return false;
    } catch (SQLException failed) {
      throw new StorageRefusal(
          StorageRefusal.Kind.UNREACHABLE, "the database's tables cannot be listed", failed);
    }
  }

  /**
   * Does all of it or nothing.
   *
   * @throws StorageRefusal if the database fails
   */
  void write(Consumer<StatelessSession> work) {
    read(
        session -> {
          work.accept(session);
          return true;
        });
  }

  /** Reads in one transaction. */
  <T> T read(Function<StatelessSession, T> work) {
    try (StatelessSession session = sessions.openStatelessSession()) {
      Transaction transaction = session.beginTransaction();
      try {
        T result = work.apply(session);
        transaction.commit();
        return result;
      } catch (RuntimeException failed) {
        if (transaction.isActive()) {
          transaction.rollback();
        }
        throw failed;
      }
    } catch (PersistenceException failed) {
      throw new StorageRefusal(
          StorageRefusal.Kind.FAILED, "the database failed: " + reason(failed), failed);
    }
  }

  @Override
  public void close() {
    sessions.close();
    pool.close();
    lock.close();
  }
}
