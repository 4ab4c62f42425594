package org.horkos.dsl.syntax.slips;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** The first word of a declaration with a capital: {@code Party owner}. */
final class Capitals {
  private static final Map<String, Integer> WORDS = words();
  private static final Set<Integer> NAMES =
      Set.of(OathLexer.NAME, OathLexer.TITLE, OathLexer.SYMBOL);

  private Capitals() {}

  private static Map<String, Integer> words() {
    Map<String, Integer> words = new HashMap<>();
    List.of(
            OathLexer.AGREEMENT,
            OathLexer.LIBRARY,
            OathLexer.TOKEN,
            OathLexer.PARAMETER,
            OathLexer.PARTY,
            OathLexer.ATTESTOR,
            OathLexer.PANEL,
            OathLexer.COURT,
            OathLexer.CONTEST,
            OathLexer.CALENDAR,
            OathLexer.DELIVERABLE,
            OathLexer.LET,
            OathLexer.TEMPLATE)
        .forEach(type -> words.put(literal(type), type));
    return words;
  }

  private static String literal(int type) {
    String quoted = OathLexer.VOCABULARY.getLiteralName(type);
    return quoted.substring(1, quoted.length() - 1);
  }

  static @Nullable Slip at(Tokens tokens, int i) {
    boolean capital = tokens.type(i) == OathLexer.TITLE || tokens.type(i) == OathLexer.SYMBOL;
    if (!capital || !tokens.begins(i) || !tokens.sameLine(i + 1) || !names(tokens, i + 1)) {
      return null;
    }
    Integer type = WORDS.get(tokens.text(i).toLowerCase(Locale.ROOT));
    if (type == null || !goesOn(tokens, i, type)) {
      return null;
    }
    Span span = tokens.span(i, i + 1);
    String small = literal(type);
    return new Slip(
        i + 1,
        List.of(tokens.keyword(i, type)),
        Diagnostic.of(
                DiagnosticCode.MISSPELT,
                span,
                "`"
                    + tokens.shown(i, i + 1)
                    + "` has a capital, but words of the language have none")
            .hint("write it in small letters: `" + small + "`")
            .mend(span, small));
  }

  private static boolean names(Tokens tokens, int i) {
    return NAMES.contains(tokens.type(i));
  }

  // Behind the name another word would make it a sentence: `Party owner pays 500 USDC`.
  private static boolean goesOn(Tokens tokens, int i, int type) {
    int next = tokens.type(i + 2);
    boolean heading = type == OathLexer.AGREEMENT || type == OathLexer.LIBRARY;
    return !tokens.sameLine(i + 2)
        || switch (next) {
          case OathLexer.VERSION -> heading;
          case OathLexer.DECIMALS,
              OathLexer.COLON,
              OathLexer.EQUALS,
              OathLexer.BY,
              OathLexer.OPEN,
              OathLexer.SEATS,
              OathLexer.LBRACE,
              OathLexer.LPAREN ->
              !heading;
          default -> false;
        };
  }
}
