package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/** What was probably meant where something else was expected, as hints that mend it. */
final class Guesses {
  private static final int FEW = 6;

  // Words that nobody takes for a name: with them a statement goes on in another way.
  private static final Set<Integer> JOINING =
      Set.of(
          OathLexer.AFTER,
          OathLexer.WITHIN,
          OathLexer.AT,
          OathLexer.WHEN,
          OathLexer.AND,
          OathLexer.OR,
          OathLexer.NOT,
          OathLexer.IS,
          OathLexer.OF,
          OathLexer.BY,
          OathLexer.TO,
          OathLexer.FROM,
          OathLexer.IN,
          OathLexer.AS,
          OathLexer.FOR,
          OathLexer.GIVES,
          OathLexer.PER,
          OathLexer.EVERY);

  /** What a block needs. */
  static final String BRACES =
      "what belongs to it stands between braces: write `{` here and `}` at the end";

  // Who writes one of these in the place of another has only taken the wrong one.
  private static final Set<Integer> PREPOSITIONS =
      Set.of(OathLexer.BY, OathLexer.TO, OathLexer.FROM, OathLexer.IN, OathLexer.OF, OathLexer.FOR);

  // What stands before a pot: "10% of the bond", "from bond".
  private static final Pattern POT_FOLLOWS = Pattern.compile("\\b(of|from)( the)? +$");

  /** Shorter words are near to too many others. */
  private static final int LONG_ENOUGH = 4;

  private Guesses() {}

  /** A few letters that stand before a word. */
  private static String before(Token word) {
    int end = word.getStartIndex();
    int start = Math.max(0, end - 2 * FEW);
    return end == 0 ? "" : word.getInputStream().getText(Interval.of(start, end - 1));
  }

  /** The message with what was probably meant; empty where nothing is near. */
  static Optional<Diagnostic> guess(
      Diagnostic diagnostic, Token found, IntervalSet expected, ParserRuleContext within) {
    int type = found.getType();
    boolean wantsName = expected.contains(OathLexer.NAME);
    String text = Wording.cut(found.getText());
    if (type == OathLexer.COURT && within instanceof OathParser.ChallengeClauseContext) {
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.WORD_AS_NAME)
              .hint("say which court, by its name: `judged by quality`"));
    }
    if (type == OathLexer.BOND && wantsName && POT_FOLLOWS.matcher(before(found)).find()) {
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.WORD_AS_NAME)
              .hint("say whose bond: `performer.bond`, or `studio.bond` by its owner's name"));
    }
    if (within instanceof OathParser.SourceContext) {
      Optional<Diagnostic> source = source(diagnostic, type);
      if (source.isPresent()) {
        return source;
      }
    }
    if (wantsName && Wording.isKeyword(type) && !JOINING.contains(type)) {
      if (expected.contains(OathLexer.NUMBER)) {
        return Optional.of(
            diagnostic
                .as(DiagnosticCode.WORD_AS_NAME)
                .hint(
                    "`"
                        + text
                        + "` is a word of the language and names nothing"
                        + Forms.around(within).map(f -> "; it goes like `" + f + "`").orElse("")));
      }
      if (expected.contains(OathLexer.START)) {
        return Optional.of(
            diagnostic.hint(
                "time counts from `start`, when all money is in, from `due`, or from the end of a"
                    + " deliverable by its name"));
      }
      if (type == OathLexer.EACH) {
        return Optional.of(
            diagnostic.hint("name somebody; `each` stands in the head of a deliverable alone"));
      }
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.WORD_AS_NAME)
              .hint("`" + text + "` is a word of the language: choose another name"));
    }
    if (wantsName && (type == OathLexer.TITLE || type == OathLexer.SYMBOL)) {
      String small = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.LETTER_CASE)
              .hint("a name begins with a lower-case letter: `" + small + "`")
              .mend(diagnostic.span(), small));
    }
    if (expected.contains(OathLexer.TITLE) && type == OathLexer.NAME && !wantsName) {
      String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.LETTER_CASE)
              .hint("an agreement's name begins with a capital: `" + capital + "`")
              .mend(diagnostic.span(), capital));
    }
    if (expected.contains(OathLexer.SYMBOL) && expected.size() == 1 && isWord(type)) {
      String capitals = text.toUpperCase(Locale.ROOT);
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.LETTER_CASE)
              .hint("a token is written in capitals: `" + capitals + "`")
              .mend(diagnostic.span(), capitals));
    }
    if (expected.size() == 1 && expected.contains(OathLexer.BOND) && type == OathLexer.NAME) {
      return Optional.of(
          diagnostic.hint(
              "in a deliverable its facts are named alone: `"
                  + text
                  + "`; behind a point stands a bond, as in `performer.bond`"));
    }
    boolean compares = type == OathLexer.AT || type == OathLexer.ABOVE || type == OathLexer.BELOW;
    if (compares && expected.contains(OathLexer.LATE)) {
      return Optional.of(
          diagnostic.hint("what is compared stands first, as in `photos at least 200`"));
    }
    if (type == OathLexer.GIVES && within instanceof OathParser.PenaltyClauseContext) {
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.NO_LABEL)
              .hint("say before it what people call the rule: `penalty \"late\" gives …`"));
    }
    boolean question = expected.contains(OathLexer.COLON);
    if (expected.contains(OathLexer.STRING)
        && expected.size() == (question ? 2 : 1)
        && isWord(type)) {
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.UNQUOTED)
              .hint("put it in quotes: `\"" + text + " …\"`" + goesOn(within)));
    }
    if (expected.contains(OathLexer.PERCENT)
        && type == OathLexer.NUMBER
        && !expected.contains(OathLexer.NUMBER)) {
      if (!text.matches("[0-9]{1,2}(\\.[0-9]+)?|100")) {
        return Optional.of(
            diagnostic
                .as(DiagnosticCode.BARE_SHARE)
                .hint("a share is a percentage of the whole, such as `60%`"));
      }
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.BARE_SHARE)
              .hint("a share is a percentage: write `" + text + "%`")
              .mend(diagnostic.span(), text + "%"));
    }
    if (Wording.percentAlone(expected)) {
      return Optional.of(Wording.ofWhat(diagnostic));
    }
    if (type == OathLexer.MINUS && expected.contains(OathLexer.DOCUMENT)) {
      return Optional.of(
          diagnostic.hint("what is stated is never below 0: `0..10`; say in words what it counts"));
    }
    if (type == OathLexer.CARET) {
      return Optional.of(
          diagnostic.hint("say with brackets which power comes first, as in `(2 ^ 3) ^ 2`"));
    }
    if (expected.contains(OathLexer.DOCUMENT)
        && (Wording.isKeyword(type) || type == OathLexer.STRING)) {
      return Optional.of(
          diagnostic.hint(
              "a fact says which answers there are, such as `0..5_000`, `yes|no` or `document`;"
                  + " what is wanted of it stands in a `require`"));
    }
    if (expected.contains(OathLexer.DELIVERS) && expected.contains(OathLexer.ANSWERS)) {
      Optional<String> step = Topics.ofVerb(text);
      if (step.isPresent()) {
        return step.map(diagnostic::hint);
      }
    }
    Optional<Diagnostic> single = single(diagnostic, found, expected, within);
    return single.isPresent() ? single : misspelt(diagnostic, found, expected);
  }

  /** Who states a fact, and what his silence means. */
  private static Optional<Diagnostic> source(Diagnostic diagnostic, int type) {
    return switch (type) {
      case OathLexer.OR, OathLexer.AND ->
          Optional.of(
              diagnostic.hint(
                  "one of them states it; what several find together is the `decision` of a"
                      + " `panel`"));
      case OathLexer.COURT ->
          Optional.of(
              diagnostic.hint(
                  "name who states it, a party or an attestor; a court judges what is challenged"));
      case OathLexer.CLAIMED ->
          Optional.of(diagnostic.hint("write `as claimed`").mend(diagnostic.span(), "as claimed"));
      default -> Optional.empty();
    };
  }

  // Who leaves the quotes of a label out often leaves the condition out too.
  private static String goesOn(ParserRuleContext within) {
    return within instanceof OathParser.RequireClauseContext
        ? "; behind it stands what has to hold, as in `require \"complete\" signoff is yes`"
        : "";
  }

  /** Where only one word can stand. */
  private static Optional<Diagnostic> single(
      Diagnostic diagnostic, Token found, IntervalSet expected, ParserRuleContext within) {
    if (expected.size() != 1) {
      return Optional.empty();
    }
    int wanted = expected.getMinElement();
    int type = found.getType();
    Span before = new Span(diagnostic.span().start(), diagnostic.span().start());
    if (wanted == OathLexer.FROM
        && type == OathLexer.TO
        && within instanceof OathParser.PaysClauseContext) {
      return Optional.of(
          diagnostic.hint(
              "say who pays, as in `pays 500 USDC from client`: it goes to whoever performs the"
                  + " deliverable"));
    }
    if (wanted == OathLexer.JUDGED && type == OathLexer.BY) {
      return Optional.of(diagnostic.hint("write `judged` before it").mend(before, "judged "));
    }
    if (Wording.isKeyword(wanted) && PREPOSITIONS.contains(type)) {
      return Optional.of(
          diagnostic
              .hint("write `" + Wording.literal(wanted) + "` in its place")
              .mend(diagnostic.span(), Wording.literal(wanted)));
    }
    if (wanted == OathLexer.FROM && within instanceof OathParser.PaysClauseContext) {
      return misspelt(diagnostic, found, expected)
          .or(
              () ->
                  Optional.of(
                      diagnostic.hint(
                          "it goes like `pays 500 USDC from client`; what somebody owes another one"
                              + " goes like `owes 200 USDC to lender`")));
    }
    if (wanted == OathLexer.COMMA && (type == OathLexer.JUDGED || type == OathLexer.SILENCE)) {
      return Optional.of(
          diagnostic
              .hint("put a comma before it: `, " + Wording.literal(type) + "`")
              .mend(before, ", "));
    }
    if (wanted == OathLexer.LBRACE && within instanceof OathParser.FactsContext) {
      return Optional.of(
          diagnostic
              .hint("what is stated with it stands between braces: `{}` if it is nothing")
              .mend(before, "{} "));
    }
    if (wanted == OathLexer.LBRACE && type == OathLexer.COLON) {
      return Optional.of(diagnostic.hint(BRACES).mend(diagnostic.span(), " {"));
    }
    return Optional.empty();
  }

  /** The message that a word of the language is misspelt; empty where none is near. */
  static Optional<Diagnostic> misspelt(Diagnostic diagnostic, Token found, IntervalSet expected) {
    List<String> keywords = new ArrayList<>();
    for (int other : expected.toSet()) {
      if (Wording.isKeyword(other)) {
        keywords.add(Wording.literal(other));
      }
    }
    Optional<String> near = Spelling.nearest(found.getText(), keywords);
    // Between statements a word is misspelt only for one with which a statement begins.
    boolean within = keywords.size() < FEW;
    if (near.isEmpty()
        && within
        && found.getType() == OathLexer.NAME
        && found.getText().length() >= LONG_ENOUGH) {
      List<String> all = new ArrayList<>();
      for (int other = 1; other < OathLexer.LBRACE; other++) {
        all.add(Wording.literal(other));
      }
      near = Spelling.nearest(found.getText(), all).filter(word -> !isInflected(found, word));
    }
    return near.map(
        word ->
            diagnostic
                .as(DiagnosticCode.MISSPELT)
                .hint("did you mean `" + word + "`?")
                .mend(diagnostic.span(), word));
  }

  // `later` is no misspelt `late`, and `loses` no `loser`.
  private static boolean isInflected(Token found, String word) {
    String stem = word.substring(0, word.length() - 1);
    return found.getText().equals(word + "r")
        || found.getText().equals(word + "d")
        || word.endsWith("r") && found.getText().equals(stem + "s");
  }

  private static boolean isWord(int type) {
    return type == OathLexer.NAME
        || type == OathLexer.TITLE
        || type == OathLexer.SYMBOL
        || Wording.isKeyword(type);
  }
}
