package org.horkos.app.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.horkos.dsl.analysis.Policy;

/**
 * The floors of a policy as a node's configuration file names them: docs/operations/node.md. A file
 * may hold these lines alone.
 */
public final class PolicyFile {
  private static final long HOUR = 3_600;
  private static final long MOST_HOURS = 8_760;
  private static final int ALL = 10_000;
  private static final long MAX_BYTES = 64 * 1024;

  private static final String CHALLENGE = "policy.challengeHours";
  private static final String ANSWER = "policy.answerHours";
  private static final String EVIDENCE = "policy.evidenceHours";
  private static final String BALLOT = "policy.ballotHours";
  private static final String BOND = "policy.bondBps";
  private static final String FORFEIT = "policy.forfeitBps";

  /** The keys that a policy has. */
  public static final List<String> KEYS =
      List.of(CHALLENGE, ANSWER, EVIDENCE, BALLOT, BOND, FORFEIT);

  private final Properties properties;
  private final List<String> problems;

  private PolicyFile(Properties properties, List<String> problems) {
    this.properties = properties;
    this.problems = problems;
  }

  /**
   * The policy of a file; what it does not name is as {@link Policy#DEFAULT} says.
   *
   * @throws Refusal that names every problem of it
   */
  public static Policy read(Path file) {
    Properties properties = new Properties();
    if (!Files.isRegularFile(file)) {
      throw Refusal.use("There is no file " + file + ": check the path.");
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (Files.size(file) > MAX_BYTES) {
        throw Refusal.use(file + " is longer than " + MAX_BYTES + " bytes.");
      }
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw Refusal.input(file + " cannot be read as a properties file: check that it is one.");
    }
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>(properties.stringPropertyNames());
    KEYS.forEach(unknown::remove);
    unknown.stream()
        .filter(key -> key.startsWith("policy."))
        .sorted()
        .forEach(
            key -> problems.add("'" + key + "' is no key: there is " + String.join(", ", KEYS)));
    Policy policy = of(properties, problems);
    if (!problems.isEmpty()) {
      throw Refusal.input(file + " holds no policy:\n  " + String.join("\n  ", problems));
    }
    return policy;
  }

  /** The policy of a file that has been read; what is wrong with it is added to a list. */
  public static Policy of(Properties properties, List<String> problems) {
    PolicyFile file = new PolicyFile(properties, problems);
    Policy usual = Policy.DEFAULT;
    return new Policy(
        file.hours(CHALLENGE, usual.challengeSeconds()),
        file.hours(ANSWER, usual.answerSeconds()),
        file.hours(EVIDENCE, usual.evidenceSeconds()),
        file.hours(BALLOT, usual.ballotSeconds()),
        (int) file.number(BOND, ALL, usual.bondBps()),
        (int) file.number(FORFEIT, ALL, usual.forfeitBps()));
  }

  private long hours(String key, long usualSeconds) {
    return number(key, MOST_HOURS, usualSeconds / HOUR) * HOUR;
  }

  private long number(String key, long most, long usual) {
    String text = properties.getProperty(key, "").strip();
    if (text.isEmpty()) {
      return usual;
    }
    if (text.matches("[0-9]{1,5}") && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    problems.add("'" + key + "' is a whole number from 0 to " + most + ".");
    return usual;
  }
}
