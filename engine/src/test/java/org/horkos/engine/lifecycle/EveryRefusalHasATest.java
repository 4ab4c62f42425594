package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EveryRefusalHasATest {
  private static final List<Class<?>> TESTS =
      List.of(
          RefusedForWhatThereIsTest.class,
          RefusedForWhoActsTest.class,
          RefusedForWhatIsSaidTest.class,
          RefusedForWhenTest.class,
          MoneyIsOwedTest.class);

  @Test
  void eachConstantIsShownByARefusalTest() {
    Set<Refusal> shown = EnumSet.noneOf(Refusal.class);
    TESTS.stream()
        .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getAnnotation(Refuses.class))
        .filter(refuses -> refuses != null)
        .forEach(refuses -> shown.add(refuses.value()));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
  }

  @Test
  void theProtocolPageListsEachWithItsCodeAndSentence() throws IOException {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    String page = Files.readString(root.resolve("docs/protocol/lifecycle.md"));
    List<String> rows =
        page.lines().filter(line -> line.matches("\\| \\d+ \\| [A-Z_]+ \\|.*")).toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Refusal.values())
                .map(one -> "| " + one.code() + " | " + one + " | " + one.sentence() + " |")
                .toList());
  }

  @Test
  void codesAreBytesOfTheirOwnAndSentencesSayWhatToDo() {
    Set<Integer> codes = new HashSet<>();
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.code()).isBetween(1, 255);
      assertThat(codes.add(refusal.code())).as(refusal.name()).isTrue();
      assertThat(refusal.sentence()).endsWith(".").hasSizeGreaterThan(25);
    }
  }
}
