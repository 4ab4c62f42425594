package org.horkos.dsl.syntax;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/**
 * The words of the language that a text declares as names. That they cannot be names is said where
 * they are declared, and not again wherever they are used.
 */
final class WordsAsNames {
  private static final Set<Integer> DECLARING =
      Set.of(
          OathLexer.PARAMETER,
          OathLexer.PARTY,
          OathLexer.ATTESTOR,
          OathLexer.PANEL,
          OathLexer.COURT,
          OathLexer.CONTEST,
          OathLexer.CALENDAR,
          OathLexer.TEMPLATE,
          OathLexer.DELIVERABLE,
          OathLexer.LET,
          OathLexer.FACT,
          OathLexer.DECISION);

  private final Set<String> declared = new HashSet<>();

  /** The name that a statement declares which cannot be read to its end. */
  static Optional<String> unread(TokenStream tokens, ParserRuleContext within) {
    ParserRuleContext statement = within;
    while (statement != null && !DECLARING.contains(statement.getStart().getType())) {
      if (Starters.isBlock(statement) && statement.getChildCount() > 0) {
        return Optional.empty();
      }
      statement = statement.getParent();
    }
    if (statement == null) {
      return Optional.empty();
    }
    for (int i = statement.getStart().getTokenIndex() + 1; i < tokens.index(); i++) {
      Token name = tokens.get(i);
      if (name.getChannel() == Token.DEFAULT_CHANNEL) {
        return Optional.of(name.getText()).filter(text -> name.getType() == OathLexer.NAME);
      }
    }
    return Optional.empty();
  }

  /** Whether the text declares it. */
  boolean isDeclared(Token word) {
    return declared.contains(word.getText());
  }

  /** Whether it is declared here, or used without having been declared before. */
  boolean isNew(@Nullable Token before, Token word) {
    if (before != null && DECLARING.contains(before.getType())) {
      declared.add(word.getText());
      return true;
    }
    return !declared.contains(word.getText());
  }
}
