package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
  private static final int RUNS = Integer.getInteger("horkos.runs", 4_000);
  private static final String ODD = " \t\r\n\0{}()|.,:=+*%\"'é\u202E\uFEFF0123456789_azAZ/-\\$";

  @Test
  void mutatedExamplesAreReadOrRefused() {
    List<String> texts = Corpus.texts().stream().map(SourceText::text).toList();
    List<String> words =
        texts.stream().flatMap(t -> Arrays.stream(t.split("\\s+"))).distinct().toList();
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      String text = texts.get(random.nextInt(texts.size()));
      int mutations = 1 + random.nextInt(4);
      for (int i = 0; i < mutations; i++) {
        text = mutate(text, words, texts, random);
      }
      check(text, "seed " + SEED + ", run " + run);
    }
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
      long before = System.nanoTime();
      check(hostile.get(i), "hostile text " + i);
      Duration took = Duration.ofNanos(System.nanoTime() - before);
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

  private static String mutate(String text, List<String> words, List<String> texts, Random random) {
    if (text.isEmpty()) {
      return words.get(random.nextInt(words.size()));
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(20));
    String word = words.get(random.nextInt(words.size()));
    return switch (random.nextInt(8)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + " " + word + " " + text.substring(at);
      case 2 ->
          text.substring(0, at) + ODD.charAt(random.nextInt(ODD.length())) + text.substring(at);
      case 3 -> replaceWord(text, at, word);
      case 4 -> text.substring(0, to) + text.substring(at);
      case 5 -> replaceWord(text, at, Integer.toString(random.nextInt(200)));
      case 6 -> swapLines(text, random);
      default -> {
        String other = texts.get(random.nextInt(texts.size()));
        int from = random.nextInt(Math.max(1, other.length()));
        yield text.substring(0, at)
            + other.substring(from, Math.min(other.length(), from + 60))
            + text.substring(to);
      }
    };
  }

  private static String replaceWord(String text, int at, String word) {
    int from = at;
    while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
      from--;
    }
    int to = at;
    while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
      to++;
    }
    return text.substring(0, from) + word + text.substring(to);
  }

  private static String swapLines(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.size() < 2) {
      return text;
    }
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    String line = lines.get(a);
    lines.set(a, lines.get(b));
    lines.set(b, line);
    return String.join("\n", lines) + "\n";
  }
}
