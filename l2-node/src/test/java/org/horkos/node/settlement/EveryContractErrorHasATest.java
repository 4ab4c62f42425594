package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every error that a contract declares is expected by name in some test of the contracts. */
class EveryContractErrorHasATest {
  private static final Pattern ERROR = Pattern.compile("(?m)^ *error (\\w+)\\(");
  private static final Pattern HOME =
      Pattern.compile("(?m)^(?:abstract )?(?:contract|interface|library) (\\w+)");

  /** Every room with contracts; the last two are also tested by their twins in Java, by name. */
  private static final List<String> ROOMS =
      List.of("escrow/solidity", "l2-node/solidity", "engine/solidity", "arbitration/solidity");

  @Test
  void everyErrorIsExpectedSomewhere() throws IOException {
    Path root = ProjectRoot.find();
    List<String> declared = new ArrayList<>();
    StringBuilder tests = new StringBuilder();
    for (String room : ROOMS) {
      try (Stream<Path> files = Files.walk(root.resolve(room))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".sol")).toList()) {
          String text = Files.readString(file);
          if (file.toString().endsWith(".t.sol")) {
            tests.append(text);
          } else {
            declared.addAll(errorsOf(text));
          }
        }
      }
    }
    String twins = twinTests(root);
    assertThat(declared).hasSizeGreaterThan(85);
    assertThat(
            declared.stream()
                .filter(name -> tests.indexOf(name + ".selector") < 0)
                .filter(name -> !twins.contains("\"" + name.replaceAll(".*\\.", "") + "\"")))
        .isEmpty();
  }

  private static String twinTests(Path root) throws IOException {
    StringBuilder text = new StringBuilder();
    Path twins = root.resolve("l2-node/src/test/java/org/horkos/node/twin");
    try (Stream<Path> files = Files.walk(twins)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  /** As {@code IBondedEscrow.NotStarted}. */
  private static List<String> errorsOf(String text) {
    Matcher home = HOME.matcher(text);
    List<String> names = new ArrayList<>();
    Matcher error = ERROR.matcher(text);
    while (error.find()) {
      String name = "";
      home.reset();
      while (home.find() && home.start() < error.start()) {
        name = home.group(1);
      }
      names.add(name + "." + error.group(1));
    }
    return names;
  }
}
