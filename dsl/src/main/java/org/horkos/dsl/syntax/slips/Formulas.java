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

/** Formulas as spreadsheets and people have them: {@code max(a, b)}, {@code 5 USDC x shocks}. */
final class Formulas {
  private static final Map<String, Integer> FUNCTIONS =
      Map.of(
          "max", OathLexer.GREATER,
          "maximum", OathLexer.GREATER,
          "min", OathLexer.LESSER,
          "minimum", OathLexer.LESSER);
  private static final Map<String, Integer> DEGREES =
      Map.of(
          "smaller", OathLexer.LESSER,
          "lower", OathLexer.LESSER,
          "larger", OathLexer.GREATER,
          "higher", OathLexer.GREATER,
          "bigger", OathLexer.GREATER);
  private static final Set<Integer> OPERANDS =
      Set.of(OathLexer.NAME, OathLexer.NUMBER, OathLexer.PAY, OathLexer.LPAREN);

  private Formulas() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = function(tokens, i);
    slip = slip == null ? degree(tokens, i) : slip;
    return slip == null ? times(tokens, i) : slip;
  }

  // max(5% of pay, 50 USDC)
  private static @Nullable Slip function(Tokens tokens, int i) {
    if (!tokens.word(i, FUNCTIONS.keySet()) || tokens.type(i + 1) != OathLexer.LPAREN) {
      return null;
    }
    int comma = -1;
    int depth = 0;
    int end = -1;
    for (int at = i + 1; at - i < Tokens.FARTHEST && at < tokens.size() && end < 0; at++) {
      switch (tokens.type(at)) {
        case OathLexer.LPAREN -> depth++;
        case OathLexer.RPAREN -> end = --depth == 0 ? at : -1;
        case OathLexer.COMMA -> comma = depth == 1 && comma < 0 ? at : comma;
        default -> {
          // a part of one of both
        }
      }
    }
    if (comma < 0 || end < 0) {
      return null;
    }
    int type = FUNCTIONS.getOrDefault(tokens.text(i), OathLexer.GREATER);
    List<Token> instead = new ArrayList<>();
    instead.add(tokens.keyword(i, type));
    instead.add(tokens.keyword(i, OathLexer.OF));
    instead.addAll(tokens.list(i + 1, comma));
    instead.add(tokens.keyword(comma, OathLexer.RPAREN));
    instead.add(tokens.keyword(comma, OathLexer.AND));
    instead.add(tokens.keyword(comma, OathLexer.LPAREN));
    instead.addAll(tokens.list(comma + 1, end + 1));
    String written =
        tokens.keyword(i, type).getText()
            + " of ("
            + tokens.written(i + 2, comma)
            + ") and ("
            + tokens.written(comma + 1, end)
            + ")";
    Span span = tokens.span(i, end + 1);
    return new Slip(
        end + 1,
        instead,
        Diagnostic.of(
                DiagnosticCode.OTHER_WORD,
                span,
                "`" + tokens.text(i) + "` is no word of Oath, which has no functions")
            .hint("write `" + written + "`")
            .mend(span, written));
  }

  // the smaller of a and b
  private static @Nullable Slip degree(Tokens tokens, int i) {
    Integer meant =
        tokens.type(i + 1) == OathLexer.OF && tokens.word(i, DEGREES.keySet())
            ? DEGREES.get(tokens.text(i))
            : null;
    return meant == null
        ? null
        : Signs.word(
            tokens, i, i + 1, List.of(meant), DiagnosticCode.OTHER_WORD, "is no word of Oath");
  }

  // 5 USDC x shocks, 5 USDC times shocks
  private static @Nullable Slip times(Tokens tokens, int i) {
    int before = tokens.type(i - 1);
    boolean amount =
        before == OathLexer.SYMBOL || before == OathLexer.NUMBER && tokens.word(i, "x");
    boolean times = tokens.type(i) == OathLexer.TIMES || tokens.word(i, "x");
    return times && amount && tokens.sameLine(i) && OPERANDS.contains(tokens.type(i + 1))
        ? Signs.word(
            tokens,
            i,
            i + 1,
            List.of(OathLexer.STAR),
            DiagnosticCode.TIMES_SIGN,
            "does not multiply")
        : null;
  }
}
