package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.fuzz.Fuzzing;
import org.horkos.dsl.fuzz.Growth;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/**
 * Any text is either an agreement or refused with messages, in bounded time and without an
 * exception. {@code -Dhorkos.seed=N} repeats a run, {@code -Dhorkos.runs=N} makes it longer.
 */
class NoTextBreaksTheCompiler {
  private static final long SEED = Long.getLong("horkos.seed", 20_261_120L);
  private static final int RUNS = Integer.getInteger("horkos.runs", 1_500);
  private static final String HEAD = "agreement Big version 1\n";

  @Test
  void mutatedTextsAreReadOrRefused() {
    Fuzzing.Result result = new Fuzzing(SEED).run(0, RUNS);
    System.out.printf("%d mutated texts, seed %d%n", result.texts(), SEED);
    assertThat(result.failure()).as("repeat with bench/fuzz --seed %d --text N", SEED).isEmpty();
  }

  @Test
  void theTimeGrowsNoFasterThanTheText() {
    for (Growth shape : Growth.ALL) {
      // Eight times the text; twice as much again is left to a machine that does other things too.
      assertThat(shape.ratio(5_000)).as(shape.name()).isLessThan(32);
    }
  }

  @Test
  void whatIsTooMuchForAReaderIsSaidInOneMessage() {
    assertThat(codes("a".repeat(5 << 20))).as("5 MB").containsExactly("O1001");
    assertThat(codes(HEAD + "let a = " + "(".repeat(100_000))).as("deep").containsExactly("O1007");
    assertThat(codes(HEAD + "party p\0")).as("NUL").contains("O1003");
    assertThat(codes(HEAD + "party Жора")).as("letters").containsExactly("O1003");
    assertThat(codes(HEAD + "party 甲方")).as("letters").containsExactly("O1003");
    String sample = LongTexts.ofLines(40);
    String huge = "9".repeat(100_000);
    assertThat(codes(sample.replace("size at least 300", "size at least " + huge)))
        .as("a huge number")
        .containsExactly("O1010");
    String mixed = sample.replace("\n  pays", "\r  pays").replace("\n  bond", "\r\n  bond");
    assertThat(codes(mixed)).as("line ends of all kinds").isEmpty();
    assertThat(codes(mixed.replace("pays price", "pays prise")))
        .as("a slip between line ends of all kinds")
        .containsExactly("O1102");
  }

  private static List<String> codes(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics().stream()
        .map(d -> d.code().code())
        .toList();
  }

  @Test
  void largeAndHostileTextsAreReadOrRefusedInTime() {
    List<String> hostile = new ArrayList<>();
    String head = "agreement Big version 1\n";
    hostile.add("");
    hostile.add("{".repeat(500_000));
    hostile.add("(".repeat(1_000_000));
    hostile.add(head + "}\n".repeat(100_000));
    hostile.add(head + "deliverable d by p {\n".repeat(20_000));
    hostile.add(head + "party p\n".repeat(50_000));
    hostile.add(head + "\"".repeat(100_000));
    hostile.add(head + "\0".repeat(900_000));
    hostile.add(head + "let a = " + "1 + ".repeat(200_000) + "1\n");
    hostile.add(head + "let a = " + "9".repeat(100_000) + "\n");
    StringBuilder doubling = new StringBuilder(head).append("let a0 = 1\n");
    StringBuilder squaring = new StringBuilder(head).append("let a0 = 10\n");
    for (int i = 1; i < 500; i++) {
      doubling.append("let a%d = a%d + a%d\n".formatted(i, i - 1, i - 1));
      squaring.append("let a%d = 1%% of a%d * a%d\n".formatted(i, i - 1, i - 1));
    }
    String rest = body(Examples.website().text());
    hostile.add(doubling + rest.replace("8", "a499"));
    hostile.add(doubling + rest.replace("at least 8", "at least a30"));
    hostile.add(squaring + rest.replace("at least 8", "at least a31"));
    hostile.add(
        Examples.website()
            .text()
            .replace("screens at least 8", "screens is 1 or ".repeat(50_000) + "screens is 2"));
    hostile.add(
        Examples.website()
            .text()
            .replace("40% of price", "(price + 1 USDC) * ".repeat(40) + "2")
            .replace("parameter price", "parameter pride: 1..2\nparameter price"));
    for (int i = 0; i < hostile.size(); i++) {
      long before = processorTime();
      check(hostile.get(i), "hostile text " + i);
      Duration took = Duration.ofNanos(processorTime() - before);
      assertThat(took).as("hostile text " + i).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aTextThatIsTooLongIsRefusedUnread() {
    SourceText source = SourceText.of("long", new byte[SourceText.MAXIMUM_BYTES + 1]);
    List<Diagnostic> diagnostics = Compiler.check(source).diagnostics();
    assertThat(diagnostics).extracting(d -> d.code().code()).containsExactly("O1001");
    assertThat(DiagnosticText.of(source, diagnostics)).contains("1048577 bytes");
  }

  // The clock would also count what else the machine does.
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String body(String text) {
    return text.substring(text.indexOf("token"));
  }

  private static void check(String text, String as) {
    SourceText source = SourceText.of("fuzz.oath", text);
    try {
      Compiler.Checked checked = Compiler.check(source);
      DiagnosticText.of(source, checked.diagnostics());
      boolean wrong =
          checked.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
      assertThat(checked.agreement().isPresent()).as(as).isEqualTo(!wrong);
    } catch (RuntimeException | StackOverflowError broken) {
      throw new AssertionError(as + " broke the compiler:\n" + shortened(text), broken);
    }
  }

  private static String shortened(String text) {
    return text.length() < 4_000 ? text : text.substring(0, 4_000);
  }
}
