package org.horkos.dsl.syntax;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.Token;
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

  /** Whether it is declared here, or used without having been declared before. */
  boolean isNew(@Nullable Token before, Token word) {
    if (before != null && DECLARING.contains(before.getType())) {
      declared.add(word.getText());
      return true;
    }
    return !declared.contains(word.getText());
  }
}
