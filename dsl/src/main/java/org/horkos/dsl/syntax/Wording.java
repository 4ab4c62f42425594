package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/** The names of tokens for people. */
final class Wording {
  private static final int MOST_NAMED = 6;
  private static final Set<Integer> CONSEQUENCES =
      Set.of(OathLexer.GIVES, OathLexer.CARRIES, OathLexer.ENDS);

  private Wording() {}

  /** What was found. */
  static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the text";
      case OathLexer.STRING -> "a text in quotes";
      default -> "`" + cut(token.getText()) + "`";
    };
  }

  /** What could have stood there, as a list that ends in "or". */
  static String expected(IntervalSet types) {
    Set<Integer> left = new TreeSet<>(types.toSet());
    left.remove(Token.EPSILON);
    List<String> names = new ArrayList<>();
    if (left.containsAll(Starters.DECLARATION)) {
      left.removeAll(Starters.DECLARATION);
      left.remove(Token.EOF);
      names.add("the next declaration");
    }
    if (left.containsAll(Starters.CLAUSE)) {
      left.removeAll(Starters.CLAUSE);
      names.add("the next clause");
    }
    if (left.containsAll(Starters.COURT)) {
      left.removeAll(Starters.COURT);
      names.add("the next clause of the court");
    }
    if (left.containsAll(Starters.STEP)) {
      left.removeAll(Starters.STEP);
      names.add("the next step");
    }
    if (left.containsAll(Starters.AMOUNT)) {
      left.removeAll(Starters.AMOUNT);
      boolean condition = left.remove(OathLexer.LATE) | left.remove(OathLexer.NOT);
      names.addFirst(condition ? "a condition" : "an amount");
    }
    List<String> words = new ArrayList<>();
    for (int type : left) {
      words.add(name(type));
    }
    names.addAll(0, words);
    if (names.size() > MOST_NAMED) {
      names = new ArrayList<>(names.subList(0, MOST_NAMED));
      names.add("something like them");
    }
    if (names.size() == 1) {
      return names.getFirst();
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /**
   * The message with what to do about it: a guess at what was meant, else how the statement goes.
   *
   * @param within where the reader is
   */
  static Diagnostic withHint(
      Diagnostic diagnostic, Token found, IntervalSet expected, ParserRuleContext within) {
    if (expected.contains(OathLexer.AGREEMENT)) {
      return diagnostic
          .as(DiagnosticCode.NO_HEADING)
          .hint("a text begins with a line such as `" + Forms.HEADING + "`");
    }
    Optional<Diagnostic> joined = JoinedNames.of(diagnostic, found, within);
    if (joined.isPresent()) {
      return joined.get();
    }
    Optional<Diagnostic> guess = Guesses.guess(diagnostic, found, expected, within);
    if (guess.isPresent()) {
      return guess.get();
    }
    Optional<String> form = Forms.around(within).map(example -> "it goes like `" + example + "`");
    return form.map(diagnostic::hint)
        .or(() -> begins(diagnostic, found, expected))
        .orElse(diagnostic);
  }

  /** The same where a line ends too early: what was found is not to blame. */
  static Diagnostic withForm(
      Diagnostic diagnostic, IntervalSet expected, ParserRuleContext within) {
    if (expected.contains(OathLexer.AGREEMENT)) {
      return diagnostic
          .as(DiagnosticCode.NO_HEADING)
          .hint("a text begins with a line such as `" + Forms.HEADING + "`");
    }
    if (percentAlone(expected)) {
      return ofWhat(diagnostic);
    }
    Diagnostic unfinished = diagnostic.as(DiagnosticCode.UNFINISHED);
    if (expected.size() == 1 && expected.contains(OathLexer.LBRACE)) {
      return unfinished.hint(Guesses.BRACES).mend(diagnostic.span(), " {");
    }
    return Forms.around(within)
        .map(example -> unfinished.hint("it goes like `" + example + "`"))
        .orElse(unfinished);
  }

  /**
   * What stands behind a whole statement and does not belong to it.
   *
   * @param behind the type of the token behind the one that was found
   */
  static Diagnostic between(
      Diagnostic diagnostic,
      Token found,
      int behind,
      IntervalSet expected,
      ParserRuleContext block) {
    Optional<String> before =
        block.getChildCount() > 0
                && block.getChild(block.getChildCount() - 1) instanceof ParserRuleContext statement
            ? Forms.of(statement)
            : Optional.empty();
    if (found.getType() == OathLexer.COMMA
        && CONSEQUENCES.contains(behind)
        && awaitsConsequence(block)) {
      return diagnostic
          .hint(
              "leave the comma out: what follows stands right behind it, as in `missed 21 days after due ends all`")
          .mend(diagnostic.span(), "");
    }
    boolean parties =
        found.getType() == OathLexer.COMMA
            && block.getChild(block.getChildCount() - 1)
                instanceof OathParser.DeclarationContext party
            && party.partyDeclaration() != null;
    if (parties) {
      return diagnostic.hint(Topics.PARTY);
    }
    if (found.getType() != OathLexer.RBRACE && before.isPresent()) {
      return JoinedNames.of(diagnostic, found, block)
          .or(
              () ->
                  block instanceof OathParser.ClauseBlockContext
                      ? Guesses.misspelt(diagnostic, found, new IntervalSet())
                      : Optional.empty())
          .orElseGet(
              () ->
                  diagnostic.hint(
                      "what stands before it is complete; such a statement goes like `"
                          + before.get()
                          + "`"));
    }
    return withHint(diagnostic, found, expected, block);
  }

  /** Whether what follows from missing or failing was about to be said. */
  private static boolean awaitsConsequence(ParserRuleContext block) {
    if (block.getChildCount() == 0
        || !(block.getChild(block.getChildCount() - 1)
            instanceof OathParser.ClauseContext clause)) {
      return false;
    }
    OathParser.ConsequenceContext consequence =
        clause.missedClause() != null
            ? clause.missedClause().consequence()
            : clause.failedClause() != null ? clause.failedClause().consequence() : null;
    return consequence != null && consequence.getChildCount() == 0;
  }

  /** A line that begins with no word of a statement. */
  static Diagnostic noStatement(
      Diagnostic diagnostic,
      Token first,
      List<String> words,
      IntervalSet expected,
      ParserRuleContext block) {
    if (first.getType() == OathLexer.END && Starters.isBlock(block) && words.size() == 1) {
      return diagnostic.hint("a block ends with `}`").mend(diagnostic.span(), "}");
    }
    Optional<Diagnostic> misspelt =
        expected.isNil() ? Optional.empty() : Guesses.misspelt(diagnostic, first, expected);
    if (misspelt.isPresent()) {
      return misspelt.get();
    }
    return Topics.hint(words, block)
        .or(() -> beginning(Starters.of(block)))
        .map(diagnostic::hint)
        .orElse(diagnostic);
  }

  /** Between statements. */
  private static Optional<Diagnostic> begins(
      Diagnostic diagnostic, Token found, IntervalSet expected) {
    if (found.getType() == OathLexer.RBRACE) {
      return Optional.of(
          diagnostic
              .as(DiagnosticCode.STRAY_BRACE)
              .hint("no block is open here: leave the brace out, or add the one that it closes"));
    }
    return beginning(expected.toSet()).map(diagnostic.as(DiagnosticCode.NO_STATEMENT)::hint);
  }

  private static Optional<String> beginning(Set<Integer> types) {
    if (types.containsAll(Starters.CLAUSE)) {
      return Optional.of("a clause begins with its own word, such as `pays`, `due` or `fact`");
    }
    if (types.containsAll(Starters.DECLARATION)) {
      return Optional.of(
          "a declaration begins with its own word, such as `party` or `deliverable`");
    }
    if (types.containsAll(Starters.COURT)) {
      return Optional.of("a clause of a court begins with its own word, such as `draws`");
    }
    return types.containsAll(Starters.STEP)
        ? Optional.of("a step begins with `given`, `wait`, `expect`, `court` or a party's name")
        : Optional.empty();
  }

  static boolean percentAlone(IntervalSet expected) {
    return expected.size() == 1 && expected.contains(OathLexer.OF);
  }

  static Diagnostic ofWhat(Diagnostic diagnostic) {
    return diagnostic
        .as(DiagnosticCode.PERCENT_OF_WHAT)
        .hint("every percentage names its base: `10% of pay`");
  }

  static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  static boolean isKeyword(int type) {
    return type > 0 && type < OathLexer.LBRACE;
  }

  static String literal(int type) {
    String quoted = OathLexer.VOCABULARY.getLiteralName(type);
    return quoted == null ? "" : quoted.substring(1, quoted.length() - 1);
  }

  private static String name(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case OathLexer.NAME -> "a name";
      case OathLexer.SYMBOL -> "a word in capitals";
      case OathLexer.TITLE -> "a name with a capital";
      case OathLexer.NUMBER -> "a number";
      case OathLexer.PERCENT -> "a percentage";
      case OathLexer.STRING -> "a text in quotes";
      case OathLexer.HASH -> "a hash such as `0x12ab…`";
      case OathLexer.DATE -> "a date";
      default -> "`" + literal(type) + "`";
    };
  }
}
