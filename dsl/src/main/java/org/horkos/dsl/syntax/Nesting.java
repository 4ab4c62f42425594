package org.horkos.dsl.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.grammar.OathLexer;

/**
 * How deep a text is nested: an upper bound of how often the parser, and whatever walks over what
 * it read, calls itself. Counted are open parentheses and, on each level of them, {@code not},
 * {@code of}, a minus sign before an amount, and quotients of quotients, each since the last word
 * that ends such a chain.
 */
final class Nesting {
  /** How deep parentheses, {@code not}, {@code of}, minus signs and quotients may be nested. */
  static final int DEEPEST = 64;

  // Behind these an amount or a condition follows, so that a minus is its sign.
  private static final Set<Integer> OPERATORS =
      Set.of(
          OathLexer.OF,
          OathLexer.AND,
          OathLexer.OR,
          OathLexer.NOT,
          OathLexer.MINUS,
          OathLexer.PLUS,
          OathLexer.STAR,
          OathLexer.SLASH,
          OathLexer.CARET,
          OathLexer.LPAREN,
          OathLexer.IS,
          OathLexer.LEAST,
          OathLexer.MOST,
          OathLexer.ABOVE,
          OathLexer.BELOW);

  private final Deque<Level> outer = new ArrayDeque<>();
  private Level level = new Level();
  private int open;
  private int before = Token.EOF;

  private Nesting() {}

  /** What is counted between two parentheses. */
  private static final class Level {
    private int nots;
    private int factors;
    private int quotients;
    // Their `and` stands between two amounts and ends nothing.
    private int pairs;

    int depth() {
      return nots + factors + quotients;
    }

    void endTerm() {
      factors = 0;
      quotients = 0;
      pairs = 0;
    }
  }

  /** Whether the tokens are nested too deep, which is reported where it begins to be so. */
  static boolean isTooDeep(List<? extends Token> tokens, Diagnostics diagnostics) {
    Nesting nesting = new Nesting();
    for (Token token : tokens) {
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      if (nesting.take(token.getType()) > DEEPEST) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.TOO_DEEP,
                    Reading.span(token),
                    "this is nested more than " + DEEPEST + " deep")
                .hint(
                    token.getType() == OathLexer.NOT
                        ? "leave every two `not` out that follow each other"
                        : "name a part of it with `let`"));
        return true;
      }
    }
    return false;
  }

  private int take(int type) {
    switch (type) {
      case OathLexer.LPAREN -> {
        outer.addLast(level);
        open += level.depth() + 1;
        level = new Level();
      }
      case OathLexer.RPAREN -> {
        level = outer.isEmpty() ? new Level() : outer.removeLast();
        open = outer.isEmpty() ? 0 : open - level.depth() - 1;
      }
      case OathLexer.NOT -> level.nots++;
      case OathLexer.OF -> level.factors++;
      case OathLexer.SLASH -> level.quotients++;
      case OathLexer.LESSER, OathLexer.GREATER -> level.pairs++;
      case OathLexer.MINUS -> {
        if (OPERATORS.contains(before)) {
          level.factors++;
        } else {
          level.endTerm();
        }
      }
      case OathLexer.PLUS, OathLexer.FROM, OathLexer.BY, OathLexer.WHEN -> level.endTerm();
      case OathLexer.AND -> and();
      case OathLexer.OR -> endPart();
      default -> {
        if (beginsStatement(type)) {
          level.endTerm();
          level.nots = outer.isEmpty() ? 0 : level.nots;
        }
      }
    }
    before = type;
    return open + level.depth();
  }

  private void and() {
    if (level.pairs > 0) {
      level.pairs--;
    } else {
      endPart();
    }
  }

  private void endPart() {
    level.endTerm();
    level.nots = 0;
  }

  // `award` and `bond` begin clauses, and are amounts as well.
  private boolean beginsStatement(int type) {
    if (OPERATORS.contains(before) || before == OathLexer.DOT) {
      return false;
    }
    return Starters.CLAUSE.contains(type)
        || Starters.DECLARATION.contains(type)
        || type == OathLexer.LBRACE
        || type == OathLexer.RBRACE
        || type == OathLexer.COMMA;
  }
}
