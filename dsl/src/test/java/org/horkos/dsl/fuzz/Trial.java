package org.horkos.dsl.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Text;

/**
 * What became of one text: the whole compiler has read it.
 *
 * @param problem why that breaks a promise; empty if it keeps all of them
 * @param nanos processor time that it took, in nanoseconds
 */
record Trial(Optional<String> problem, long nanos) {
  /** The longest sentence of a message, and the longest message as it is shown. */
  private static final int LONGEST_SENTENCE = 700;

  private static final int LONGEST_MESSAGE = 4_000;

  /** Processor time that every text may take, and more for each of its characters. */
  private static final long NANOS = 3_000_000_000L;

  private static final long NANOS_PER_CHARACTER = 100_000;

  /** Checks a text as {@code horkos check} does, up to what is shown. */
  static Trial of(String text) {
    long before = cpu();
    try {
      SourceText source = SourceText.of("fuzz.oath", text);
      Compiler.Checked checked = Compiler.check(source);
      Optional<String> problem = problem(source, checked);
      long took = cpu() - before;
      if (problem.isEmpty() && took > NANOS + NANOS_PER_CHARACTER * text.length()) {
        problem = Optional.of("it took " + took / 1_000_000 + " ms");
      }
      return new Trial(problem, took);
    } catch (RuntimeException | StackOverflowError broken) {
      StackTraceElement[] trace = broken.getStackTrace();
      String where = trace.length == 0 ? "" : " at " + trace[0];
      return new Trial(Optional.of(broken + where), cpu() - before);
    }
  }

  private static Optional<String> problem(SourceText source, Compiler.Checked checked) {
    boolean wrong = false;
    for (Diagnostic diagnostic : checked.diagnostics()) {
      wrong |= diagnostic.severity() == Diagnostic.Severity.ERROR;
      if (diagnostic.message().length() > LONGEST_SENTENCE
          || diagnostic.hint().orElse("").length() > LONGEST_SENTENCE
          || DiagnosticText.of(source, diagnostic).length() > LONGEST_MESSAGE) {
        return Optional.of("a message of " + diagnostic.code() + " is too long");
      }
      if (diagnostic.span().end() > source.length() + 1) {
        return Optional.of("a message of " + diagnostic.code() + " is about no place of the text");
      }
    }
    if (checked.diagnostics().size() > 2 * Diagnostics.MAXIMUM) {
      return Optional.of(checked.diagnostics().size() + " messages");
    }
    if (checked.agreement().isPresent() != wrong || !wrong && isLibrary(source)) {
      return Optional.empty();
    }
    return Optional.of(wrong ? "an agreement with errors" : "neither an agreement nor an error");
  }

  // What a library means depends on who imports it, so alone it is no agreement, however right.
  private static boolean isLibrary(SourceText source) {
    return Compiler.read(source, new Diagnostics()).filter(Text::library).isPresent();
  }

  static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
