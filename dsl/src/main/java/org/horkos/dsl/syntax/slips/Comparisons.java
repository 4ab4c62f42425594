package org.horkos.dsl.syntax.slips;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Comparisons in signs and in other words: {@code >= 80}, {@code more than 3}, {@code up to 5}. */
final class Comparisons {
  private static final List<Integer> AT_LEAST = List.of(OathLexer.AT, OathLexer.LEAST);
  private static final List<Integer> AT_MOST = List.of(OathLexer.AT, OathLexer.MOST);
  private static final List<Integer> ABOVE = List.of(OathLexer.ABOVE);
  private static final List<Integer> BELOW = List.of(OathLexer.BELOW);
  private static final List<Integer> IS = List.of(OathLexer.IS);
  private static final List<Integer> IS_NOT = List.of(OathLexer.IS, OathLexer.NOT);

  private static final Map<String, List<Integer>> SIGNS =
      Map.ofEntries(
          Map.entry("≥", AT_LEAST),
          Map.entry(">=", AT_LEAST),
          Map.entry("=>", AT_LEAST),
          Map.entry("≤", AT_MOST),
          Map.entry("<=", AT_MOST),
          Map.entry("=<", AT_MOST),
          Map.entry(">", ABOVE),
          Map.entry("<", BELOW),
          Map.entry("≠", IS_NOT),
          Map.entry("!=", IS_NOT),
          Map.entry("<>", IS_NOT),
          Map.entry("==", IS),
          Map.entry("===", IS));

  private static final Set<String> MORE = Set.of("more", "greater", "larger", "higher", "bigger");
  private static final Set<String> LESS = Set.of("less", "fewer", "lower", "smaller");
  private static final Set<String> MOST = Set.of("max", "maximum", "maximal", "most");
  private static final Set<String> LEAST = Set.of("min", "minimum", "minimal");

  private static final Set<String> EQUAL = Set.of("equals", "equal", "exactly");
  private static final Set<String> UNTIL = Set.of("until", "till");
  private static final Set<String> OVER = Set.of("beyond", "exceeds", "exceeding");
  private static final Set<Integer> NUMBERS =
      Set.of(OathLexer.NUMBER, OathLexer.PERCENT, OathLexer.OF);
  private static final Set<Integer> BOUNDS =
      Set.of(OathLexer.NUMBER, OathLexer.PERCENT, OathLexer.NAME, OathLexer.PAY);

  private static final Set<Integer> CLAUSES =
      Set.of(OathLexer.PAYS, OathLexer.OWES, OathLexer.BOND, OathLexer.AWARD, OathLexer.EQUALS);

  private Comparisons() {}

  /** Whether a comparison begins here, in Oath's words or in others. */
  static boolean begins(Tokens tokens, int i) {
    return switch (tokens.type(i)) {
      case OathLexer.AT, OathLexer.ABOVE, OathLexer.BELOW -> true;
      default ->
          tokens.word(i, MORE)
              || tokens.word(i, LESS)
              || tokens.word(i, EQUAL)
              || tokens.sign(i, "≥≤≠<>");
    };
  }

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = ofWhat(tokens, i);
    slip = slip == null ? sign(tokens, i) : slip;
    slip = slip == null ? words(tokens, i) : slip;
    slip = slip == null ? unclear(tokens, i) : slip;
    return slip;
  }

  // metres at least 40 and at most 50, metres >= 40 and <= 50
  private static @Nullable Slip ofWhat(Tokens tokens, int i) {
    boolean joins = tokens.type(i) == OathLexer.AND || tokens.type(i) == OathLexer.OR;
    if (!joins || !tokens.sameLine(i + 1)) {
      return null;
    }
    int bound = tokens.type(i - 1) == OathLexer.SYMBOL ? i - 2 : i - 1;
    boolean number =
        tokens.type(bound) == OathLexer.NUMBER || tokens.type(bound) == OathLexer.PERCENT;
    Comparator comparator = number ? comparator(tokens, i + 1) : null;
    int name = comparator == null ? -1 : comparedBefore(tokens, bound);
    if (comparator == null || name < 0) {
      return null;
    }
    boolean path = tokens.type(name - 1) == OathLexer.DOT && name >= 2;
    List<Token> instead = new ArrayList<>();
    instead.add(tokens.get(i));
    instead.addAll(tokens.list(path ? name - 2 : name, name + 1));
    comparator.meant().forEach(type -> instead.add(tokens.keyword(i + 1, type)));
    String written =
        tokens.text(i)
            + " "
            + tokens.written(path ? name - 2 : name, name + 1)
            + " "
            + String.join(
                " ", comparator.meant().stream().map(t -> tokens.keyword(i, t).getText()).toList());
    Span span = tokens.span(i, comparator.end());
    return new Slip(
        comparator.end(),
        instead,
        Diagnostic.of(
                DiagnosticCode.COMPARISON_WORDS,
                span,
                "it is not said what is compared behind `" + tokens.text(i) + "`")
            .hint("name it again: `" + written + " …`")
            .mend(span, written + (tokens.adjacent(comparator.end()) ? " " : "")));
  }

  /** The name that is compared with a bound, -1 where none is. */
  private static int comparedBefore(Tokens tokens, int bound) {
    for (int name = Math.max(0, bound - 8); name < bound; name++) {
      Comparator comparator =
          tokens.type(name) == OathLexer.NAME ? comparator(tokens, name + 1) : null;
      if (comparator != null && comparator.end() == bound) {
        return name;
      }
    }
    return -1;
  }

  private record Comparator(int end, List<Integer> meant) {}

  /** What compares here, in Oath's words or in others. */
  private static @Nullable Comparator comparator(Tokens tokens, int i) {
    boolean bound = tokens.type(i + 1) == OathLexer.LEAST || tokens.type(i + 1) == OathLexer.MOST;
    int end =
        switch (tokens.type(i)) {
          case OathLexer.ABOVE, OathLexer.BELOW -> i + 1;
          case OathLexer.AT -> bound ? i + 2 : i;
          default -> i;
        };
    if (end > i) {
      return new Comparator(end, types(tokens.list(i, end)));
    }
    Slip slip = sign(tokens, i);
    slip = slip == null ? words(tokens, i) : slip;
    return slip == null || slip.instead().isEmpty()
        ? null
        : new Comparator(slip.end(), types(slip.instead()));
  }

  private static List<Integer> types(List<Token> tokens) {
    return tokens.stream().map(Token::getType).toList();
  }

  private static @Nullable Slip sign(Tokens tokens, int i) {
    if (!tokens.sign(i, "≥≤≠<>!") && tokens.type(i) != OathLexer.EQUALS) {
      return null;
    }
    StringBuilder sign = new StringBuilder(tokens.text(i));
    int end = i + 1;
    while (end - i < 3
        && tokens.adjacent(end)
        && (tokens.sign(end, "<>") || tokens.type(end) == OathLexer.EQUALS)) {
      sign.append(tokens.text(end++));
    }
    if (sign.toString().equals("=")) {
      return inCondition(tokens, i)
          ? Signs.word(tokens, i, end, IS, DiagnosticCode.EQUALS_FOR_IS, "does not compare")
          : null;
    }
    List<Integer> meant = SIGNS.get(sign.toString());
    return meant == null
        ? null
        : Signs.word(
            tokens,
            i,
            end,
            meant,
            DiagnosticCode.COMPARISON_SIGN,
            "is a sign; Oath compares in words");
  }

  private static boolean inCondition(Tokens tokens, int i) {
    for (int at = i - 1; at >= 0 && i - at < Tokens.FARTHEST; at--) {
      if (tokens.word(at, "if")) {
        return true;
      }
      switch (tokens.type(at)) {
        case OathLexer.WHEN, OathLexer.REQUIRE -> {
          return true;
        }
        case OathLexer.LET,
            OathLexer.GIVEN,
            OathLexer.LBRACE,
            OathLexer.RBRACE,
            OathLexer.COLON -> {
          return false;
        }
        default -> {
          // farther back it may tell
        }
      }
    }
    return false;
  }

  // is at least, more than, no less than, equal to, exactly, max
  private static @Nullable Slip words(Tokens tokens, int i) {
    boolean is = tokens.type(i) == OathLexer.IS;
    int at = is ? i + 1 : i;
    boolean comparing = tokens.type(at) == OathLexer.ABOVE || tokens.type(at) == OathLexer.BELOW;
    boolean atBound =
        tokens.type(at) == OathLexer.AT
            && (tokens.type(at + 1) == OathLexer.LEAST || tokens.type(at + 1) == OathLexer.MOST);
    if (is && (comparing || atBound)) {
      Span span = tokens.span(i, i + 1);
      return new Slip(
          i + 1,
          List.of(),
          Diagnostic.of(
                  DiagnosticCode.COMPARISON_WORDS, tokens.span(i, at + 1), "`is` is too many here")
              .hint("write `… " + tokens.written(at, comparing ? at + 1 : at + 2) + " …`")
              .mend(new Span(span.start(), tokens.span(at, at + 1).start()), ""));
    }
    // Also where `no` is an answer that the text has.
    boolean no = tokens.type(at) == OathLexer.NOT || tokens.text(at).equals("no");
    int degree = no ? at + 1 : at;
    boolean more = tokens.word(degree, MORE);
    boolean less = tokens.word(degree, LESS);
    if ((more || less) && tokens.word(degree + 1, "than")) {
      int end = degree + 2;
      List<Integer> meant = more ? (no ? AT_MOST : ABOVE) : no ? AT_LEAST : BELOW;
      if (tokens.type(end) == OathLexer.OR && tokens.word(end + 1, EQUAL)) {
        end = tokens.type(end + 2) == OathLexer.TO ? end + 3 : end + 2;
        meant = more ? AT_LEAST : AT_MOST;
      }
      return said(tokens, i, end, meant);
    }
    if (tokens.word(at, EQUAL)) {
      int end = tokens.type(at + 1) == OathLexer.TO ? at + 2 : at + 1;
      return said(tokens, i, end, IS);
    }
    boolean most =
        tokens.word(at, MOST)
            || tokens.type(at) == OathLexer.NOT && tokens.word(at + 1, "exceeding");
    boolean least = tokens.word(at, LEAST);
    boolean amount =
        NUMBERS.contains(tokens.type(at + 1))
            || tokens.type(at + 2) == OathLexer.NUMBER
            || tokens.type(at + 2) == OathLexer.PERCENT;
    if ((most || least) && amount && tokens.sameLine(at + 1) && compares(tokens, i)) {
      boolean second = tokens.type(at + 1) == OathLexer.OF || tokens.word(at + 1, "exceeding");
      return said(tokens, i, second ? at + 2 : at + 1, most ? AT_MOST : AT_LEAST);
    }
    return null;
  }

  /** Whether something is compared or bounded where these words stand: not in front of a clause. */
  private static boolean compares(Tokens tokens, int i) {
    boolean clause = tokens.begins(i) && tokens.type(i - 1) != OathLexer.COMMA;
    return !clause && !CLAUSES.contains(tokens.type(i - 1));
  }

  private static Slip said(Tokens tokens, int from, int to, List<Integer> meant) {
    return Signs.word(
        tokens, from, to, meant, DiagnosticCode.COMPARISON_WORDS, "is not how Oath compares");
  }

  // up to 5, over 3, under 3, until 5, between 3 and 5
  private static @Nullable Slip unclear(Tokens tokens, int i) {
    boolean upTo = tokens.word(i, "up") && tokens.type(i + 1) == OathLexer.TO;
    boolean until = tokens.word(i, UNTIL);
    boolean over =
        tokens.type(i) == OathLexer.OVER && tokens.type(i - 1) != OathLexer.CARRIES
            || tokens.word(i, OVER);
    boolean under = tokens.word(i, "under");
    int end = upTo ? i + 2 : i + 1;
    boolean bound =
        tokens.sameLine(end)
            && BOUNDS.contains(tokens.type(end))
            && (tokens.type(end) != OathLexer.NAME || tokens.declared(end));
    if (bound && tokens.word(i, "between")) {
      return between(tokens, i, i);
    }
    if (tokens.type(i) == OathLexer.IS && tokens.word(i + 1, "between")) {
      return between(tokens, i, i + 1);
    }
    if (!bound || !upTo && !until && !over && !under) {
      return null;
    }
    if (upTo
        && tokens.type(i - 1) == OathLexer.COMMA
        && tokens.begunWith(i, OathLexer.PENALTY, OathLexer.EXCUSE)) {
      return cap(tokens, i, end);
    }
    String number = tokens.text(end);
    List<Integer> meant = upTo || until ? AT_MOST : over ? ABOVE : BELOW;
    String hint =
        upTo || until
            ? "write `at most " + number + "` if it does, `below " + number + "` if not"
            : over
                ? "write `at least " + number + "` if it does, `above " + number + "` if not"
                : "write `at most " + number + "` if it does, `below " + number + "` if not";
    Slip slip = Signs.word(tokens, i, end, meant, DiagnosticCode.UNCLEAR_BOUND, "");
    return new Slip(
        slip.end(),
        slip.instead(),
        Diagnostic.of(
                DiagnosticCode.UNCLEAR_BOUND,
                slip.diagnostic().span(),
                "`" + tokens.shown(i, end) + "` does not say whether " + number + " itself counts")
            .hint(hint)
            .mend(slip.diagnostic().span(), slip.diagnostic().mend().orElseThrow().text()));
  }

  // penalty "late" gives client 1% of pay per started day late, up to 20%
  private static Slip cap(Tokens tokens, int i, int end) {
    boolean percent = tokens.type(end) == OathLexer.PERCENT && tokens.type(end + 1) != OathLexer.OF;
    List<Token> instead = new ArrayList<>();
    AT_MOST.forEach(type -> instead.add(tokens.keyword(i, type)));
    if (percent) {
      instead.add(tokens.get(end));
      instead.add(tokens.keyword(end, OathLexer.OF));
      instead.add(tokens.keyword(end, OathLexer.PAY));
    }
    String written = "at most" + (percent ? " " + tokens.text(end) + " of pay" : "");
    int behind = percent ? end + 1 : end;
    Span span = tokens.span(i, behind);
    return new Slip(
        behind,
        instead,
        Diagnostic.of(
                DiagnosticCode.COMPARISON_WORDS,
                span,
                "`" + tokens.shown(i, behind) + "` is not how a penalty is bounded")
            .hint("write `" + written + (percent ? "" : " …") + "`")
            .mend(span, written));
  }

  private static @Nullable Slip between(Tokens tokens, int first, int i) {
    boolean symbol = tokens.type(i + 2) == OathLexer.SYMBOL;
    int and = symbol ? i + 3 : i + 2;
    int high = and + 1;
    boolean whole =
        tokens.type(first - 1) == OathLexer.NAME
            && tokens.type(first - 2) != OathLexer.DOT
            && tokens.type(i + 1) == OathLexer.NUMBER
            && tokens.type(and) == OathLexer.AND
            && tokens.type(high) == OathLexer.NUMBER;
    if (!whole) {
      return null;
    }
    int end = high + 1;
    Span span = tokens.span(first, end);
    String name = tokens.text(first - 1);
    String written =
        "at least " + tokens.written(i + 1, and) + " and " + name + " at most " + tokens.text(high);
    List<Token> instead = new ArrayList<>();
    AT_LEAST.forEach(type -> instead.add(tokens.keyword(i, type)));
    instead.addAll(tokens.list(i + 1, and));
    instead.add(tokens.get(and));
    instead.add(tokens.get(first - 1));
    AT_MOST.forEach(type -> instead.add(tokens.keyword(and, type)));
    instead.add(tokens.get(high));
    return new Slip(
        end,
        instead,
        Diagnostic.of(
                DiagnosticCode.UNCLEAR_BOUND,
                span,
                "`between` does not say whether the bounds themselves count")
            .hint("say each bound: `" + written + "`")
            .mend(span, written));
  }
}
