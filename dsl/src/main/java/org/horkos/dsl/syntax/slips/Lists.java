package org.horkos.dsl.syntax.slips;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Enumerations: {@code 1. pays …}, {@code low, medium or high}, and {@code studio's bond}. */
final class Lists {
  private Lists() {}

  /** Numbers before statements; they are looked for before all else, since sentences follow. */
  static @Nullable Slip numbered(Tokens tokens, int i) {
    boolean number =
        tokens.type(i) == OathLexer.NUMBER && tokens.begins(i) && tokens.adjacent(i + 1);
    boolean mark = tokens.type(i + 1) == OathLexer.DOT || tokens.type(i + 1) == OathLexer.RPAREN;
    int next = tokens.type(i + 2);
    boolean statement =
        tokens.sameLine(i + 2)
            && !tokens.adjacent(i + 2)
            && (next == OathLexer.NAME
                || next == OathLexer.TITLE
                || next > 0 && next < OathLexer.LBRACE);
    if (!number || !mark || !statement) {
      return null;
    }
    Span span = tokens.span(i, i + 2);
    return new Slip(
        i + 2,
        List.of(),
        Diagnostic.of(DiagnosticCode.END_MARK, span, "statements need no number before them")
            .hint("leave it out: the next statement begins with its own word")
            .mend(new Span(span.start(), tokens.span(i + 2, i + 3).start()), ""));
  }

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = possessive(tokens, i);
    return slip == null ? options(tokens, i) : slip;
  }

  // studio's bond
  private static @Nullable Slip possessive(Tokens tokens, int i) {
    boolean owned =
        tokens.sign(i + 1, "'’")
            && tokens.adjacent(i + 1)
            && tokens.adjacent(i + 2)
            && tokens.text(i + 2).equals("s")
            && tokens.type(i + 3) == OathLexer.BOND;
    boolean somebody = tokens.party(i) || tokens.type(i) == OathLexer.PERFORMER;
    if (!owned || !somebody) {
      return null;
    }
    String written = tokens.text(i) + ".bond";
    Span span = tokens.span(i, i + 4);
    return new Slip(
        i + 4,
        List.of(tokens.get(i), tokens.keyword(i + 1, OathLexer.DOT), tokens.get(i + 3)),
        Diagnostic.of(
                DiagnosticCode.OTHER_WORD, span, "whose bond it is stands before a point in Oath")
            .hint("write `" + written + "`")
            .mend(span, written));
  }

  // : low, medium or high
  private static @Nullable Slip options(Tokens tokens, int i) {
    if (tokens.type(i - 1) != OathLexer.COLON || !word(tokens, i)) {
      return null;
    }
    int end = i + 1;
    boolean comma = false;
    boolean or = false;
    java.util.List<Token> instead = new java.util.ArrayList<>(tokens.list(i, i + 1));
    StringBuilder written = new StringBuilder(tokens.text(i));
    while (end - i < Tokens.FARTHEST && tokens.sameLine(end)) {
      boolean isComma = tokens.type(end) == OathLexer.COMMA;
      int option = isComma && tokens.type(end + 1) == OathLexer.OR ? end + 2 : end + 1;
      boolean isOr = option == end + 2 || tokens.type(end) == OathLexer.OR;
      if (!isComma && !isOr || !word(tokens, option)) {
        break;
      }
      comma = comma || isComma;
      or = or || isOr;
      instead.add(tokens.keyword(end, OathLexer.PIPE));
      instead.add(tokens.get(option));
      written.append('|').append(tokens.text(option));
      end = option + 1;
      if (isOr) {
        break;
      }
    }
    if (!comma || !or) {
      return null;
    }
    Span span = tokens.span(i, end);
    return new Slip(
        end,
        instead,
        Diagnostic.of(DiagnosticCode.OPTION_SIGN, span, "options stand between strokes")
            .hint("write `" + written + "`")
            .mend(span, written.toString()));
  }

  private static boolean word(Tokens tokens, int i) {
    int type = tokens.type(i);
    return type == OathLexer.NAME || type == OathLexer.TITLE || type == OathLexer.SYMBOL;
  }
}
