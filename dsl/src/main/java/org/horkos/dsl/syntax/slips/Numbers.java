package org.horkos.dsl.syntax.slips;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: {@code 1,000}, {@code 2,5}, {@code 10 %}, {@code 5 million}. */
final class Numbers {
  private static final Pattern WITH_POINT = Pattern.compile("[0-9]{1,3}\\.[0-9]{3}");
  private static final Pattern GROUP = Pattern.compile("[0-9]{3}(\\.[0-9]+)?");
  private static final Set<String> ENDINGS = Set.of("st", "nd", "rd", "th");
  private static final Set<String> PERCENT_WORDS = Set.of("pct", "percentage");
  private static final Map<String, String> LARGE =
      Map.of(
          "k", "1000",
          "thousand", "1000",
          "m", "1000000",
          "mio", "1000000",
          "million", "1000000",
          "hundred", "100",
          "bn", "1000000000",
          "billion", "1000000000");

  private static final List<String> WORDS =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty");
  private static final Map<String, Integer> TENS =
      Map.of("thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "ninety", 90);
  private static final Set<Integer> BEFORE_A_COUNT =
      Set.of(OathLexer.DRAWS, OathLexer.VERSION, OathLexer.DECIMALS);

  private static final Set<Integer> BEFORE_A_NUMBER =
      Set.of(OathLexer.LEAST, OathLexer.MOST, OathLexer.ABOVE, OathLexer.BELOW);
  private static final Map<String, String> FRACTIONS =
      Map.of("half", "50%", "quarter", "25%", "fifth", "20%", "tenth", "10%");

  private Numbers() {}

  /** The number that a word means, -1 if it means none. */
  static int ofWord(Tokens tokens, int i) {
    if (tokens.type(i) != OathLexer.NAME || tokens.declared(i)) {
      return -1;
    }
    String word = tokens.text(i);
    return word.equals("a") || word.equals("an") ? 1 : named(word).orElse(-1);
  }

  /** The number that an English word names. */
  static OptionalInt named(String word) {
    int index = WORDS.indexOf(word);
    if (index >= 0) {
      return OptionalInt.of(index);
    }
    Integer tens = TENS.get(word);
    return tens == null ? OptionalInt.empty() : OptionalInt.of(tens);
  }

  static @Nullable Slip at(Tokens tokens, int i) {
    if (tokens.type(i) != OathLexer.NUMBER) {
      return inWords(tokens, i);
    }
    Slip slip = bare(tokens, i);
    slip = slip == null ? percent(tokens, i) : slip;
    slip = slip == null ? large(tokens, i) : slip;
    slip = slip == null ? grouped(tokens, i) : slip;
    slip = slip == null ? point(tokens, i) : slip;
    return slip;
  }

  private static @Nullable Slip inWords(Tokens tokens, int i) {
    int number = ofWord(tokens, i);
    if (number < 0) {
      return fraction(tokens, i);
    }
    boolean article = tokens.text(i).length() <= 2;
    boolean compared = BEFORE_A_NUMBER.contains(tokens.type(i - 1)) || tokens.word(i - 1, "than");
    boolean counts =
        tokens.unit(i + 1)
            || tokens.type(i + 1) == OathLexer.BUSINESS
            || !article
                && (compared
                    || tokens.type(i + 1) == OathLexer.TIMES
                    || tokens.type(i + 1) == OathLexer.TIME
                    || BEFORE_A_COUNT.contains(tokens.type(i - 1)));
    if (!counts || Times.isOtherUnit(tokens, i + 1)) {
      return null;
    }
    String digits = Integer.toString(number);
    return number(
        tokens,
        i,
        i + 1,
        digits,
        Diagnostic.of(
                DiagnosticCode.NUMBER_IN_WORDS,
                tokens.span(i, i + 1),
                "`" + tokens.text(i) + "` is no number")
            .hint("write numbers in digits: `" + digits + "`"));
  }

  // half of the pay, all of the bond
  private static @Nullable Slip fraction(Tokens tokens, int i) {
    boolean all = tokens.type(i) == OathLexer.ALL;
    if (!all && !tokens.word(i, FRACTIONS.keySet()) || tokens.type(i + 1) != OathLexer.OF) {
      return null;
    }
    String share =
        all
            ? "100%"
            : FRACTIONS.getOrDefault(tokens.text(i).toLowerCase(java.util.Locale.ROOT), "50%");
    return new Slip(
        i + 1,
        List.of(tokens.as(i, OathLexer.PERCENT, share)),
        Diagnostic.of(
                DiagnosticCode.NUMBER_IN_WORDS,
                tokens.span(i, i + 1),
                "`" + tokens.text(i) + "` is no number")
            .hint("write the share: `" + share + "`")
            .mend(tokens.span(i, i + 1), share));
  }

  private static @Nullable Slip percent(Tokens tokens, int i) {
    boolean comma =
        tokens.type(i + 1) == OathLexer.COMMA
            && tokens.adjacent(i + 1)
            && tokens.type(i + 2) == OathLexer.PERCENT
            && tokens.adjacent(i + 2)
            && digits(tokens.text(i));
    if (comma) {
      String share = tokens.text(i) + "." + tokens.text(i + 2);
      return new Slip(
          i + 3,
          List.of(tokens.as(i, i + 3, OathLexer.PERCENT, share)),
          Diagnostic.of(
                  DiagnosticCode.DECIMAL_COMMA,
                  tokens.span(i, i + 3),
                  "`" + tokens.shown(i, i + 3) + "` has a comma before its decimals")
              .hint("write `" + share + "`")
              .mend(tokens.span(i, i + 3), share));
    }
    boolean sign = tokens.sign(i + 1, "%％");
    boolean word =
        tokens.sameLine(i + 1)
            && (tokens.type(i + 1) == OathLexer.PERCENTAGE || tokens.word(i + 1, PERCENT_WORDS));
    if (!sign && !word) {
      return null;
    }
    String text = tokens.text(i) + "%";
    return new Slip(
        i + 2,
        List.of(tokens.as(i, i + 2, OathLexer.PERCENT, text)),
        Diagnostic.of(
                DiagnosticCode.LOOSE_PERCENT,
                tokens.span(i, i + 2),
                "`" + tokens.shown(i, i + 2) + "` is not written as a percentage")
            .hint("write `" + text + "`")
            .mend(tokens.span(i, i + 2), text));
  }

  // bond 20 of pay by studio
  private static @Nullable Slip bare(Tokens tokens, int i) {
    boolean share =
        tokens.type(i + 1) == OathLexer.OF
            && tokens.sameLine(i + 1)
            && tokens.text(i).matches("[0-9]{1,2}(\\.[0-9]+)?|100");
    if (!share) {
      return null;
    }
    String text = tokens.text(i) + "%";
    Span span = tokens.span(i, i + 1);
    return new Slip(
        i + 1,
        List.of(tokens.as(i, OathLexer.PERCENT, text)),
        Diagnostic.of(
                DiagnosticCode.BARE_SHARE, span, "`" + tokens.text(i) + "` of something is a share")
            .hint("a share is a percentage: write `" + text + "`")
            .mend(span, text));
  }

  private static @Nullable Slip large(Tokens tokens, int i) {
    if (!tokens.word(i + 1, LARGE.keySet()) || !tokens.sameLine(i + 1) || !small(tokens.text(i))) {
      return null;
    }
    String word = tokens.text(i + 1).toLowerCase(java.util.Locale.ROOT);
    if (word.length() <= 2 && !tokens.adjacent(i + 1)) {
      return null;
    }
    BigDecimal value =
        new BigDecimal(tokens.text(i).replace("_", ""))
            .multiply(new BigDecimal(LARGE.getOrDefault(word, "1")));
    String digits = inGroups(value.stripTrailingZeros().toPlainString());
    return number(
        tokens,
        i,
        i + 2,
        digits,
        Diagnostic.of(
                DiagnosticCode.LARGE_NUMBER_WORD,
                tokens.span(i, i + 2),
                "`" + tokens.shown(i, i + 2) + "` is no number")
            .hint("write it out: `" + digits + "`"));
  }

  private static @Nullable Slip grouped(Tokens tokens, int i) {
    String first = tokens.text(i);
    boolean digits = first.length() <= 3 && digits(first);
    boolean points = WITH_POINT.matcher(first).matches();
    if (!digits && !points) {
      return null;
    }
    StringBuilder whole = new StringBuilder(first.replace(".", ""));
    int end = i + 1;
    String decimals = "";
    while (end - i < Tokens.FARTHEST) {
      boolean apart =
          digits
              && tokens.type(end) == OathLexer.NUMBER
              && tokens.sameLine(end)
              && GROUP.matcher(tokens.text(end)).matches();
      boolean mark =
          (tokens.type(end) == OathLexer.COMMA
                  || tokens.sign(end, "'’")
                  || points && tokens.type(end) == OathLexer.DOT)
              && tokens.adjacent(end)
              && tokens.type(end + 1) == OathLexer.NUMBER
              && tokens.adjacent(end + 1);
      if (!apart && !mark) {
        break;
      }
      String next = tokens.text(apart ? end : end + 1);
      int skip = apart ? 1 : 2;
      boolean group = GROUP.matcher(next).matches();
      if (!group && tokens.type(end) == OathLexer.COMMA && digits(next)) {
        decimals = next;
        end += skip;
        break;
      }
      if (!group) {
        break;
      }
      whole.append(next.contains(".") ? next.substring(0, 3) : next);
      decimals = next.contains(".") ? next.substring(4) : "";
      end += skip;
      if (!decimals.isEmpty()) {
        break;
      }
    }
    if (end == i + 1) {
      return null;
    }
    boolean onlyDecimals = end == i + 3 && !decimals.isEmpty() && whole.length() == first.length();
    String number = inGroups(whole.toString()) + (decimals.isEmpty() ? "" : "." + decimals);
    String written = tokens.shown(i, end);
    Diagnostic diagnostic =
        onlyDecimals
            ? Diagnostic.of(
                    DiagnosticCode.DECIMAL_COMMA,
                    tokens.span(i, end),
                    "`" + written + "` has a comma before its decimals")
                .hint("write `" + number + "`")
            : Diagnostic.of(
                    DiagnosticCode.GROUPED_NUMBER,
                    tokens.span(i, end),
                    "`" + written + "` is not written as one number")
                .hint("write `" + number + "`, or without marks between the digits");
    return number(tokens, i, end, number, diagnostic);
  }

  private static @Nullable Slip point(Tokens tokens, int i) {
    boolean point =
        tokens.type(i + 1) == OathLexer.DOT && tokens.adjacent(i + 1) && tokens.sameLine(i + 2);
    boolean ending = tokens.adjacent(i + 1) && tokens.word(i + 1, ENDINGS);
    if (!point && !ending || tokens.type(i + 2) == OathLexer.NUMBER) {
      return null;
    }
    String number = tokens.text(i);
    return number(
        tokens,
        i,
        i + 2,
        number,
        Diagnostic.of(
                DiagnosticCode.POINT_BEHIND_NUMBER,
                tokens.span(i, i + 2),
                "`" + tokens.shown(i, i + 2) + "` is no number")
            .hint("write `" + number + "`"));
  }

  /** A number in the place of a slip. */
  static Slip number(Tokens tokens, int from, int to, String number, Diagnostic diagnostic) {
    return new Slip(
        to,
        List.of(tokens.as(from, to, OathLexer.NUMBER, number)),
        diagnostic.mend(tokens.span(from, to), number));
  }

  /** Whether it can be computed with. */
  static boolean small(String number) {
    return number.length() <= 12;
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whole digits in groups of three: {@code 12_000}. */
  static String inGroups(String number) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < whole.length(); at++) {
      if (at > 0 && (whole.length() - at) % 3 == 0) {
        out.append('_');
      }
      out.append(whole.charAt(at));
    }
    return out + (point < 0 ? "" : number.substring(point));
  }
}
