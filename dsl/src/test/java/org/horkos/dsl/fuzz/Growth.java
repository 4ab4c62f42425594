package org.horkos.dsl.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.horkos.dsl.LongTexts;

/**
 * A shape of texts that can be made as long as one likes.
 *
 * @param name of the shape
 * @param text makes one of about so many characters
 */
public record Growth(String name, IntFunction<String> text) {
  private static final String HEAD = "agreement Big version 1\n";

  /** The shapes that are measured: fine ones, and such as readers of texts stumble over. */
  public static final List<Growth> ALL =
      List.of(
          new Growth("fine scenarios", n -> LongTexts.ofLines(Math.max(20, n / 45))),
          repeated("open parentheses", "("),
          repeated("open braces", "{"),
          repeated("closed braces", "}\n"),
          repeated("parties", "party p\n"),
          repeated("blocks never closed", "deliverable d by p {\n"),
          repeated("quotes", "\""),
          repeated("curly quotes", "“x "),
          repeated("remarks never closed", "/* "),
          repeated("signs", "a ≥ \n"),
          repeated("one line of conditions", "if x then award "),
          repeated("grouped numbers", "1,000,"),
          repeated("numbers", "1 "),
          repeated("points", ". "),
          repeated("options", ": a or b/c "),
          repeated("NULs", "\0"),
          repeated("unknown words", "hello world\n"),
          repeated("percentages", "50% of "),
          new Growth("one long name", n -> HEAD + "party " + "a".repeat(n)),
          new Growth("one long number", n -> HEAD + "let a = " + "9".repeat(n)),
          new Growth("a long sum", n -> HEAD + "let a = " + "1 + ".repeat(n / 4) + "1\n"),
          new Growth("a long condition", n -> fine("size is 1 or ".repeat(n / 13) + "size is 2")));

  private static Growth repeated(String name, String what) {
    return new Growth(name, n -> HEAD + what.repeat(Math.max(1, n / what.length())));
  }

  private static String fine(String condition) {
    return LongTexts.ofLines(40).replace("size at least 300", condition);
  }

  /**
   * How the time grows from a length to eight times of it, as a table row: milliseconds of
   * processor time for each.
   */
  String measured(int characters) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
    for (int factor = 1; factor <= 8; factor *= 2) {
      row.append(String.format(Locale.ROOT, "%10.1f", best(text.apply(characters * factor)) / 1e6));
    }
    return row.toString();
  }

  /** How many times longer eight times the text takes; 8 would be linear. */
  public double ratio(int characters) {
    return (double) best(text.apply(characters * 8)) / Math.max(1, best(text.apply(characters)));
  }

  private static long best(String text) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      best = Math.min(best, Trial.of(text).nanos());
    }
    return best;
  }
}
