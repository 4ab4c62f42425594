package org.horkos.dsl.syntax.slips;

import java.util.List;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** What can be answered, as people write it: {@code 0%..30%}, {@code 1|2|3}, {@code yes, no}. */
final class Facts {
  private static final Set<String> ANYTHING = Set.of("number", "amount", "integer", "value");
  private static final Set<String> MOST = Set.of("max", "maximum", "maximal");

  private Facts() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    if (tokens.type(i - 1) == OathLexer.COLON
        && tokens.begunWith(i, OathLexer.FACT, OathLexer.DECISION)) {
      Slip slip = share(tokens, i);
      slip = slip == null ? numbers(tokens, i) : slip;
      slip = slip == null ? answers(tokens, i) : slip;
      return slip == null ? bounds(tokens, i) : slip;
    }
    Slip slip = source(tokens, i);
    return slip == null ? token(tokens, i) : slip;
  }

  // : 0%..30%; : 0..100%
  private static @Nullable Slip share(Tokens tokens, int i) {
    boolean first = tokens.type(i) == OathLexer.PERCENT || tokens.type(i) == OathLexer.NUMBER;
    boolean share =
        first
            && tokens.type(i + 1) == OathLexer.DOTS
            && tokens.type(i + 2) == OathLexer.PERCENT
            && tokens.sameLine(i + 2);
    if (!share) {
      return null;
    }
    Span span = tokens.span(i, i + 3);
    return new Slip(
        i + 3,
        List.of(tokens.keyword(i, OathLexer.PERCENTAGE)),
        Diagnostic.of(
                DiagnosticCode.OTHER_WORD,
                span,
                "a percentage is asked for by its name, and is anything from 0% to 100%")
            .hint("write `percent`; what is more than you want is for a `require`")
            .mend(span, "percent"));
  }

  // : 1|2|3
  private static @Nullable Slip numbers(Tokens tokens, int i) {
    int end = i;
    int least = Integer.MAX_VALUE;
    int most = -1;
    while (end - i < Tokens.FARTHEST
        && tokens.type(end) == OathLexer.NUMBER
        && tokens.text(end).matches("[0-9]{1,6}")
        && (end == i || tokens.type(end - 1) == OathLexer.PIPE)) {
      int number = Integer.parseInt(tokens.text(end));
      least = Math.min(least, number);
      most = Math.max(most, number);
      end += tokens.type(end + 1) == OathLexer.PIPE ? 2 : 1;
    }
    int count = (end - i + 1) / 2;
    if (count < 2 || tokens.type(end - 1) != OathLexer.NUMBER) {
      return null;
    }
    String written = least + ".." + most;
    Diagnostic message =
        Diagnostic.of(
            DiagnosticCode.OPTION_SIGN, tokens.span(i, end), "numbers are no options but a range");
    boolean all = most - least + 1 == count;
    return new Slip(
        end,
        List.of(
            tokens.as(i, OathLexer.NUMBER, Integer.toString(least)),
            tokens.as(i, OathLexer.DOTS, ".."),
            tokens.as(i, OathLexer.NUMBER, Integer.toString(most))),
        all
            ? message.hint("write `" + written + "`").mend(tokens.span(i, end), written)
            : message.hint("write `" + written + "`, and what it must be in a `require`"));
  }

  // : yes, no
  private static @Nullable Slip answers(Tokens tokens, int i) {
    boolean answers =
        tokens.text(i).equals("yes")
            && tokens.type(i + 1) == OathLexer.COMMA
            && tokens.text(i + 2).equals("no")
            && tokens.sameLine(i + 2);
    if (!answers) {
      return null;
    }
    Span span = tokens.span(i, i + 3);
    return new Slip(
        i + 3,
        List.of(tokens.get(i), tokens.keyword(i + 1, OathLexer.PIPE), tokens.get(i + 2)),
        Diagnostic.of(DiagnosticCode.OPTION_SIGN, span, "options stand between strokes")
            .hint("write `yes|no`")
            .mend(span, "yes|no"));
  }

  // : any number; : up to 500 EUR; : max 500
  private static @Nullable Slip bounds(Tokens tokens, int i) {
    boolean any = tokens.word(i, "any") && tokens.word(i + 1, ANYTHING);
    boolean upTo = tokens.word(i, "up") && tokens.type(i + 1) == OathLexer.TO;
    int most = upTo ? i + 2 : i + 1;
    boolean bound = (upTo || tokens.word(i, MOST)) && tokens.type(most) == OathLexer.NUMBER;
    if (!any && !bound) {
      return null;
    }
    int end = any ? i + 2 : most + 1;
    String greatest = any ? "1_000" : tokens.text(most);
    Diagnostic message =
        Diagnostic.of(
                DiagnosticCode.RANGE_SIGN, tokens.span(i, end), "a range says both of its bounds")
            .hint("write `0.." + greatest + "`" + (any ? ", or as much as there can be" : ""));
    return new Slip(
        end,
        List.of(
            tokens.as(i, OathLexer.NUMBER, "0"),
            tokens.as(i, OathLexer.DOTS, ".."),
            tokens.as(i, OathLexer.NUMBER, greatest)),
        any ? message : message.mend(tokens.span(i, end), "0.." + greatest));
  }

  // : 0..price USDC
  private static @Nullable Slip token(Tokens tokens, int i) {
    boolean second =
        tokens.type(i) == OathLexer.SYMBOL
            && tokens.type(i - 1) == OathLexer.NAME
            && tokens.type(i - 2) == OathLexer.DOTS
            && tokens.sameLine(i);
    return second
        ? Marks.dropped(
            tokens,
            i,
            DiagnosticCode.FILLER_WORD,
            "the token is that of `" + tokens.text(i - 1) + "`, and is not named again",
            "leave it out")
        : null;
  }

  // : 0..100, by lab within 2 days; : 0..100 from lab within 2 days
  private static @Nullable Slip source(Tokens tokens, int i) {
    boolean comma = tokens.type(i) == OathLexer.COMMA && tokens.type(i + 1) == OathLexer.BY;
    boolean from = tokens.type(i) == OathLexer.FROM;
    int name = comma ? i + 2 : i + 1;
    boolean source =
        (comma || from)
            && tokens.sameLine(name)
            && tokens.type(name) == OathLexer.NAME
            && (tokens.type(name + 1) == OathLexer.WITHIN || from)
            && tokens.begunWith(i, OathLexer.FACT, OathLexer.DECISION);
    if (!source) {
      return null;
    }
    return comma
        ? Marks.dropped(
            tokens,
            i,
            DiagnosticCode.END_MARK,
            "before who states it stands no comma",
            "leave it out: `… by lab within 2 days, silence means 0`")
        : Signs.word(
            tokens,
            i,
            i + 1,
            List.of(OathLexer.BY),
            DiagnosticCode.OTHER_WORD,
            "does not say who states it");
  }
}
