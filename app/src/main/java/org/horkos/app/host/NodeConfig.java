package org.horkos.app.host;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.horkos.app.command.PolicyFile;
import org.horkos.app.command.Refusal;
import org.horkos.app.node.NodeSettings;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.value.Address;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.storage.StorageConfig;
import org.web3j.crypto.Credentials;

/**
 * A node's configuration file: docs/operations/node.md.
 *
 * @param l1 where L1 answers
 * @param maxFee wei per gas that the node pays at most
 * @param role what the node is
 * @param assertsRoots whether a validator asserts roots that were deleted; of a sequencer false
 * @param node what the node needs
 * @param host the address that the API listens on
 * @param port its port
 */
public record NodeConfig(
    URI l1,
    BigInteger maxFee,
    Role role,
    boolean assertsRoots,
    NodeSettings node,
    String host,
    int port) {
  /** What a node is. */
  public enum Role {
    /** Takes transactions, makes blocks and posts them. */
    SEQUENCER,
    /** Executes what is posted again, and proves what is wrong. */
    VALIDATOR;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The port of the API unless the file names another. */
  public static final int DEFAULT_PORT = 8470;

  private static final long MAX_BYTES = 64 * 1024;
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int RANGE = 2_000;
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
  static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "l1.url",
              "l1.chainId",
              "l1.maxFeeGwei",
              "contracts.rollup",
              "contracts.inbox",
              "contracts.vault",
              "contracts.factory",
              "contracts.implementation",
              "contracts.block",
              "database.url",
              "database.user",
              "database.password",
              "database.path",
              "role",
              "sequencer.keyFile",
              "validator.keyFile",
              "validator.assertsRoots",
              "confirmations",
              "postEverySeconds",
              "api.host",
              "api.port"));

  /**
   * Reads a file.
   *
   * @throws Refusal that names every problem of it
   */
  public static NodeConfig read(Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text(file, MAX_BYTES)));
    } catch (IOException | IllegalArgumentException malformed) {
      throw Refusal.input(file + " is not a properties file: " + malformed.getMessage() + ".");
    }
    return new Reading(file, properties).read();
  }

  private static String text(Path file, long limit) {
    try {
      if (Files.isDirectory(file) || Files.size(file) > limit) {
        throw Refusal.use(file + " is a folder, or longer than " + limit + " bytes.");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw Refusal.use("There is no file " + file + ": check the path.");
    } catch (IOException unreadable) {
      throw Refusal.use(file + " cannot be read: check that it is UTF-8 text that you may read.");
    }
  }

  /**
   * The private key in a file: 64 hexadecimal digits, with or without 0x. Nothing of its content is
   * ever said.
   *
   * @throws Refusal if there is no such file or no key in it
   */
  static Credentials key(Path file) {
    String digits = text(file, 1_024).strip();
    if (!digits.matches("(0x)?[0-9a-fA-F]{64}")) {
      throw Refusal.input(
          "The key file "
              + file
              + " does not hold a private key: write 64 hexadecimal digits into it, nothing else.");
    }
    BigInteger key = new BigInteger(digits.replaceFirst("^0x", ""), 16);
    if (key.signum() == 0 || key.compareTo(org.web3j.crypto.Sign.CURVE_PARAMS.getN()) >= 0) {
      throw Refusal.input(
          "The number in the key file " + file + " is no private key: make another.");
    }
    return Credentials.create(org.web3j.crypto.ECKeyPair.create(key));
  }

  /** One reading, which collects what is wrong. */
  private static final class Reading {
    private final Path file;
    private final Properties properties;
    private final List<String> problems = new ArrayList<>();

    Reading(Path file, Properties properties) {
      this.file = file;
      this.properties = properties;
    }

    NodeConfig read() {
      for (String key : new TreeSet<>(properties.stringPropertyNames())) {
        if (!KEYS.contains(key) && !PolicyFile.KEYS.contains(key)) {
          problems.add("'" + key + "' is no key: docs/operations/node.md lists them.");
        }
      }
      Optional<URI> l1 = required("l1.url", Reading::url, "a URL such as http://127.0.0.1:8545");
      Optional<Contracts> contracts = contracts();
      Optional<StorageConfig> storage = storage();
      Role role = role();
      String other = role == Role.SEQUENCER ? "validator." : "sequencer.";
      properties.stringPropertyNames().stream()
          .filter(name -> name.startsWith(other) && KEYS.contains(name))
          .sorted()
          .forEach(name -> problems.add("'" + name + "' is not for a " + role.word() + "."));
      Optional<Credentials> key =
          required(role.word() + ".keyFile", text -> text, "the path of a file")
              .map(text -> key(beside(text)));
      boolean assertsRoots = yes("validator.assertsRoots");
      int confirmations = (int) number("confirmations", 0, 1_000, 0);
      BigInteger maxFee =
          BigInteger.valueOf(number("l1.maxFeeGwei", 1, 1_000_000, 500)).multiply(GWEI);
      long postEvery = number("postEverySeconds", 1, 86_400, 60);
      int port = (int) number("api.port", 0, 65_535, DEFAULT_PORT);
      String host = value("api.host").orElse("127.0.0.1");
      Policy policy = PolicyFile.of(properties, problems);
      if (!problems.isEmpty()) {
        throw Refusal.input(
            file + " does not configure a node:\n  " + String.join("\n  ", problems));
      }
      return new NodeConfig(
          l1.orElseThrow(),
          maxFee,
          role,
          assertsRoots,
          new NodeSettings(
              contracts.orElseThrow(),
              storage.orElseThrow(),
              key.orElseThrow(),
              new L1Follower.Settings(INTERVAL, confirmations, RANGE),
              Duration.ofSeconds(postEvery),
              policy),
          host,
          port);
    }

    private Role role() {
      String text = value("role").orElse(Role.SEQUENCER.word());
      for (Role role : Role.values()) {
        if (role.word().equals(text)) {
          return role;
        }
      }
      problems.add("'role' is sequencer or validator.");
      return Role.SEQUENCER;
    }

    private boolean yes(String key) {
      String text = value(key).orElse("no");
      if (!Set.of("yes", "no").contains(text)) {
        problems.add("'" + key + "' is yes or no.");
      }
      return text.equals("yes");
    }

    private Optional<Contracts> contracts() {
      Optional<Long> chain = required("l1.chainId", Reading::positive, "a whole number above 0");
      List<Optional<Address>> addresses = new ArrayList<>();
      for (String name : List.of("rollup", "inbox", "vault", "factory", "implementation")) {
        addresses.add(
            required(
                "contracts." + name, Address::parse, "an address: 0x and 40 hexadecimal digits"));
      }
      Optional<Long> block =
          required("contracts.block", Reading::positive, "the number of an L1 block");
      if (chain.isEmpty() || block.isEmpty() || addresses.contains(Optional.<Address>empty())) {
        return Optional.empty();
      }
      List<Address> at = addresses.stream().map(Optional::orElseThrow).toList();
      return Optional.of(
          new Contracts(
              chain.get(), at.get(0), at.get(1), at.get(2), at.get(3), at.get(4), block.get()));
    }

    private Optional<StorageConfig> storage() {
      Optional<String> url = value("database.url");
      if (url.isPresent() && value("database.path").isPresent()) {
        problems.add("'database.path' and 'database.url' name two databases: name one.");
        return Optional.empty();
      }
      if (url.isEmpty()) {
        return Optional.of(
            StorageConfig.file(beside(value("database.path").orElse("horkos-data/node"))));
      }
      try {
        return Optional.of(
            new StorageConfig(
                url.get(),
                value("database.user").orElse("horkos"),
                value("database.password").orElse("")));
      } catch (IllegalArgumentException wrong) {
        problems.add("'database.url': " + wrong.getMessage() + ".");
        return Optional.empty();
      }
    }

    /** Paths in the file are relative to the file. */
    private Path beside(String path) {
      return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private Optional<String> value(String key) {
      return Optional.ofNullable(properties.getProperty(key))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }

    private <T> Optional<T> required(String key, Function<String, T> reader, String what) {
      Optional<String> text = value(key);
      if (text.isEmpty()) {
        problems.add("'" + key + "' is missing: it is " + what + ".");
        return Optional.empty();
      }
      try {
        return Optional.of(reader.apply(text.get()));
      } catch (IllegalArgumentException wrong) {
        problems.add("'" + key + "' is not " + what + ".");
        return Optional.empty();
      }
    }

    private long number(String key, long least, long most, long usual) {
      Optional<String> text = value(key);
      if (text.isEmpty()) {
        return usual;
      }
      if (text.get().matches("[0-9]{1,9}")) {
        long number = Long.parseLong(text.get());
        if (number >= least && number <= most) {
          return number;
        }
      }
      problems.add("'" + key + "' is a whole number from " + least + " to " + most + ".");
      return usual;
    }

    private static Long positive(String text) {
      if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) == 0) {
        throw new IllegalArgumentException(text);
      }
      return Long.valueOf(text);
    }

    private static URI url(String text) {
      URI url = URI.create(text);
      if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException(text);
      }
      return url;
    }
  }
}
