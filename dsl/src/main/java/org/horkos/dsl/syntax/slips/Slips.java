package org.horkos.dsl.syntax.slips;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Finds what is plausible English and not Oath; see the package. */
public final class Slips {
  /** Looks whether a slip begins at a token. */
  private interface Rule {
    @Nullable Slip at(Tokens tokens, int i);
  }

  // Where a slip may begin; at most tokens nothing has to be looked at.
  private static final Set<Integer> BEGINNINGS =
      Set.of(
          OathLexer.NUMBER,
          OathLexer.NAME,
          OathLexer.TITLE,
          OathLexer.SYMBOL,
          OathLexer.UNKNOWN,
          OathLexer.EQUALS,
          OathLexer.PIPE,
          OathLexer.DOT,
          OathLexer.COLON,
          OathLexer.COMMA,
          OathLexer.STAR,
          OathLexer.MINUS,
          OathLexer.SLASH,
          OathLexer.GREATER,
          OathLexer.UNTIL,
          OathLexer.AND,
          OathLexer.OR,
          OathLexer.ALL,
          OathLexer.AT,
          OathLexer.DUE,
          OathLexer.MISSED,
          OathLexer.FROM,
          OathLexer.OF,
          OathLexer.IN,
          OathLexer.TIMES,
          OathLexer.AFTER,
          OathLexer.BY,
          OathLexer.IS,
          OathLexer.NOT,
          OathLexer.OVER,
          OathLexer.PAY,
          OathLexer.PAYS,
          OathLexer.REQUIRE,
          OathLexer.PERFORMER,
          OathLexer.PERCENT,
          OathLexer.WHEN);

  private static final boolean[] MAY_BEGIN = mayBegin();

  private Slips() {}

  private static boolean[] mayBegin() {
    boolean[] types = new boolean[OathLexer.VOCABULARY.getMaxTokenType() + 1];
    BEGINNINGS.forEach(type -> types[type] = true);
    return types;
  }

  /** The text as the lexer is to read it: quotes of other kinds are straight. Same length. */
  public static String straight(SourceText source, Diagnostics diagnostics) {
    return Quotes.straight(source, diagnostics);
  }

  /** The message for a number in words that stands where a name could; nothing for other words. */
  public static Optional<Diagnostic> numberInWords(String word, Span span) {
    return Numbers.named(word).stream()
        .mapToObj(Integer::toString)
        .map(
            digits ->
                Diagnostic.of(DiagnosticCode.NUMBER_IN_WORDS, span, "`" + word + "` is no number")
                    .hint("write numbers in digits: `" + digits + "`")
                    .mend(span, digits))
        .findFirst();
  }

  /** The tokens with what was meant in the place of slips, which are reported. */
  public static List<Token> mended(
      SourceText source, List<? extends Token> tokens, Diagnostics diagnostics) {
    List<Diagnostic> found = new ArrayList<>();
    List<Token> bare = pass(source, tokens, List.of(Lists::numbered, Capitals::at), found);
    List<Token> once = pass(source, bare, List.of(new Sentences()::at), found);
    List<Token> twice = pass(source, once, List.of(new Comments()::at, Numbers::at), found);
    List<Token> meant =
        pass(
            source,
            twice,
            List.of(
                Calendars::at,
                Times::at,
                Facts::at,
                Formulas::at,
                Lists::at,
                Signs::at,
                Marks::at,
                Comparisons::at,
                Words::at),
            found);
    found.forEach(diagnostics::add);
    return meant;
  }

  private static List<Token> pass(
      SourceText source, List<? extends Token> tokens, List<Rule> rules, List<Diagnostic> found) {
    List<Token> visible = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
        visible.add(tokens.get(i));
        places.add(i);
      }
    }
    Tokens read = new Tokens(source, visible);
    List<Token> out = new ArrayList<>(tokens.size());
    List<Diagnostic> told = new ArrayList<>();
    int copied = 0;
    int at = 0;
    while (at < visible.size()) {
      Slip slip = MAY_BEGIN[read.type(at)] ? first(rules, read, at) : null;
      if (slip == null) {
        at++;
        continue;
      }
      int place = places.get(at);
      out.addAll(tokens.subList(copied, place));
      out.addAll(slip.instead());
      told.add(slip.diagnostic());
      // What is hidden in a slip is still looked at: a remark may hide a character.
      int end = slip.end() < places.size() ? places.get(slip.end()) : tokens.size();
      for (Token token : tokens.subList(place, end)) {
        if (token.getChannel() != Token.DEFAULT_CHANNEL) {
          out.add(token);
        }
      }
      copied = end;
      at = slip.end();
    }
    out.addAll(tokens.subList(copied, tokens.size()));
    dropWhatIsWithin(told, found);
    found.addAll(told);
    return out;
  }

  // One slip is one message: `$4,000` is said to be `4_000 USDC`, and nothing of its comma.
  private static void dropWhatIsWithin(List<Diagnostic> slips, List<Diagnostic> found) {
    NavigableMap<Integer, Integer> ends = new TreeMap<>();
    slips.forEach(slip -> ends.put(slip.span().start(), slip.span().end()));
    found.removeIf(
        inner -> {
          var around = ends.floorEntry(inner.span().start());
          return around != null && inner.span().end() <= around.getValue();
        });
  }

  private static @Nullable Slip first(List<Rule> rules, Tokens read, int at) {
    for (Rule rule : rules) {
      Slip slip = rule.at(read, at);
      if (slip != null) {
        return slip;
      }
    }
    return null;
  }
}
