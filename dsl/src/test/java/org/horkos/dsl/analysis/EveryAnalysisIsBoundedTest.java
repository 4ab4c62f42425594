package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worst texts that the limits of the language admit are checked in bounded work, which is
 * measured by what is allocated: it does not depend on the machine or on what else runs there. What
 * was not looked at is said.
 */
class EveryAnalysisIsBoundedTest {
  private static final long MOST_BYTES = 4L << 30;
  private static final int COPIES = 60;
  private static final String SOURCE = " by lab within 2 days, silence means 0";

  /**
   * A text of many deliverables with the same rules.
   *
   * @param name what is bad about it
   * @param body the clauses
   * @param passedOver whether there are too many cases in it to look at
   */
  record Bad(String name, String body, boolean passedOver) {
    @Override
    public String toString() {
      return name;
    }

    SourceText text() {
      String head =
          """
          agreement Worst version 1
          token USDC decimals 6
          party client
          party studio
          attestor lab
          court quality {
            draws 3, evidence 3 days, commit 2 days, reveal 1 day
            loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
          }
          """;
      String parameters = lines(16, p -> "parameter p" + p + ": 1..100");
      String deliverables =
          lines(
              COPIES,
              i ->
                  "deliverable d"
                      + i
                      + """
                       by studio {
                        pays 500 USDC from client
                        bond 200 USDC by studio
                        bond 200 USDC by client
                        due 10 days after start
                        missed 20 days after due
                        challenge within 3 days, judged by quality
                      """
                      + body
                      + "}");
      return SourceText.of("worst.oath", head + parameters + deliverables);
    }
  }

  static Stream<Bad> texts() {
    return Stream.of(
        new Bad(
            "all facts in one condition",
            facts(32, "0..100")
                + "  require \"all\" "
                + joined(32, " and ", f -> "f" + f + " is 5")
                + " or f0 is 7\n",
            true),
        new Bad(
            "as many awards of many facts as there may be",
            facts(32, "0..100")
                + lines(
                    64,
                    k ->
                        "  award "
                            + (k + 1)
                            + "% when "
                            + joined(5, " and ", j -> "f" + (k + j) % 32 + " is " + j)),
            true),
        new Bad(
            "awards of sums",
            facts(32, "0..7")
                + lines(
                    64,
                    k ->
                        "  award "
                            + (k + 1)
                            + "% when "
                            + joined(4, " + ", j -> "f" + (k + j) % 32)
                            + " at least "
                            + k % 20),
            true),
        new Bad(
            "penalties that hold together in many ways",
            facts(14, "0..1")
                + lines(
                    64,
                    k ->
                        "  penalty \"p"
                            + k
                            + "\" gives client 1% of studio.bond when f"
                            + k % 14
                            + " is 1 and f"
                            + (k * 5 + 1) % 14
                            + " is 0"),
            true),
        new Bad(
            "penalties of polynomials of many parameters",
            facts(1, "0..100")
                + lines(
                    2,
                    k ->
                        "  penalty \"p"
                            + k
                            + "\" gives client lesser of ("
                            + joined(
                                60,
                                " + ",
                                i ->
                                    "1 USDC * p"
                                        + i % 10
                                        + " * p"
                                        + (i * 3 + 1) % 10
                                        + " * p"
                                        + (i * 7 + 5) % 10)
                            + ") and 20 USDC from studio.bond"),
            true),
        new Bad(
            "awards above the pay, each with a life to look for",
            facts(30, "0..63")
                + lines(
                    60,
                    k ->
                        "  award 700 USDC * f"
                            + k % 30
                            + " + 3 USDC * f"
                            + (k + 7) % 30
                            + " when f"
                            + k % 30
                            + " at least 3"),
            true));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void andSaysWhatItPassedOver(Bad bad) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SourceText text = bad.text();
    long before = thread.getCurrentThreadAllocatedBytes();
    List<Diagnostic> found = Compiler.check(text).diagnostics();
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes for %s", bad).isLessThan(MOST_BYTES);
    assertThat(found.stream().anyMatch(d -> d.code() == DiagnosticCode.TOO_MANY_CASES))
        .as("%s", found)
        .isEqualTo(bad.passedOver());
  }

  private static String facts(int count, String range) {
    return lines(count, f -> "  fact f" + f + " \"How many?\": " + range + SOURCE);
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String joined(int count, String between, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
  }
}
