package org.horkos.dsl.syntax.slips;

import java.util.List;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Marks and spaces around statements, which Oath does without. */
final class Marks {
  private static final Set<Integer> BEFORE_COLON =
      Set.of(
          OathLexer.AGREEMENT,
          OathLexer.VERSION,
          OathLexer.TOKEN,
          OathLexer.DECIMALS,
          OathLexer.PARTY,
          OathLexer.ATTESTOR,
          OathLexer.COURT,
          OathLexer.DELIVERABLE,
          OathLexer.DRAWS,
          OathLexer.EVIDENCE,
          OathLexer.COMMIT,
          OathLexer.REVEAL,
          OathLexer.PAYS,
          OathLexer.BOND,
          OathLexer.DUE,
          OathLexer.GRACE,
          OathLexer.MISSED,
          OathLexer.FACT,
          OathLexer.REQUIRE,
          OathLexer.AWARD,
          OathLexer.PENALTY,
          OathLexer.CHALLENGE,
          OathLexer.SCENARIO,
          OathLexer.GIVEN,
          OathLexer.WAIT,
          OathLexer.EXPECT);

  private Marks() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = mark(tokens, i);
    return slip == null ? space(tokens, i) : slip;
  }

  // - pays …    pays … .    pays … ;    party: client
  private static @Nullable Slip mark(Tokens tokens, int i) {
    boolean last = !tokens.sameLine(i + 1) || tokens.type(i + 1) == OathLexer.RBRACE;
    boolean bullet =
        (Signs.dash(tokens, i) || tokens.sign(i, "•‣·") || tokens.type(i) == OathLexer.STAR)
            && tokens.begins(i)
            && tokens.sameLine(i + 1)
            && !Signs.goesOn(tokens, i);
    boolean semicolon = tokens.sign(i, ";；。");
    if (bullet
        || semicolon
        || tokens.type(i) == OathLexer.DOT && last && endsStatement(tokens, i)) {
      return dropped(
          tokens,
          i,
          DiagnosticCode.END_MARK,
          "statements need no mark around them",
          "leave it out: the next statement begins with its own word");
    }
    if (tokens.type(i) == OathLexer.COLON && BEFORE_COLON.contains(tokens.type(i - 1))) {
      return dropped(
          tokens,
          i,
          DiagnosticCode.STRAY_COLON,
          "behind `" + tokens.text(i - 1) + "` stands no colon",
          "leave it out: a colon stands behind the name of a parameter or a fact");
    }
    boolean inFacts =
        (tokens.type(i) == OathLexer.COLON || tokens.type(i) == OathLexer.EQUALS)
            && tokens.type(i - 1) == OathLexer.NAME
            && (tokens.type(i - 2) == OathLexer.LBRACE
                || tokens.type(i - 2) == OathLexer.COMMA && inFacts(tokens, i));
    return inFacts
        ? dropped(
            tokens,
            i,
            DiagnosticCode.STRAY_COLON,
            "between a fact and its value stands nothing",
            "write `" + tokens.text(i - 1) + " " + tokens.text(i + 1) + "`")
        : null;
  }

  private static boolean inFacts(Tokens tokens, int i) {
    for (int at = i; at > 0 && i - at < Tokens.FARTHEST; at--) {
      if (tokens.type(at) == OathLexer.LBRACE) {
        return tokens.type(at - 1) == OathLexer.NAME;
      }
      if (tokens.type(at) == OathLexer.GIVEN || tokens.type(at) == OathLexer.RBRACE) {
        return false;
      }
    }
    return false;
  }

  // A path may go on in the next line; a number, a word of the language or a clause may not.
  private static boolean endsStatement(Tokens tokens, int i) {
    int before = tokens.type(i - 1);
    boolean path =
        before == OathLexer.NAME || before == OathLexer.PERFORMER || before == OathLexer.PAYER;
    int next = tokens.type(i + 1);
    boolean goesOn = next == OathLexer.NAME || next == OathLexer.BOND || next == OathLexer.DUE;
    int second = tokens.type(i + 2);
    boolean clause =
        next != OathLexer.NAME
            && (second == OathLexer.NUMBER
                || second == OathLexer.PERCENT
                || second == OathLexer.DATE);
    return i > 0 && (!path || !goesOn || clause);
  }

  private static @Nullable Slip space(Tokens tokens, int i) {
    boolean space =
        tokens.type(i) == OathLexer.UNKNOWN && Character.isSpaceChar(tokens.text(i).codePointAt(0));
    if (!space) {
      return null;
    }
    Slip slip =
        dropped(
            tokens,
            i,
            DiagnosticCode.OTHER_SPACE,
            "here is a space that is none for a computer (U+"
                + String.format("%04X", tokens.text(i).codePointAt(0))
                + ")",
            "type an ordinary space");
    return new Slip(slip.end(), slip.instead(), slip.diagnostic().mend(tokens.span(i, i + 1), " "));
  }

  /** What is simply left out. */
  static Slip dropped(Tokens tokens, int i, DiagnosticCode code, String message, String hint) {
    Span span = tokens.span(i, i + 1);
    return new Slip(i + 1, List.of(), Diagnostic.of(code, span, message).hint(hint).mend(span, ""));
  }
}
