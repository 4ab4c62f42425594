package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.horkos.grammar.OathLexer;

/** The words of the language. */
public final class Words {
  private Words() {}

  /** All of them, in the order of the grammar. */
  public static List<String> all() {
    List<String> words = new ArrayList<>();
    for (int type = 1; type <= OathLexer.VOCABULARY.getMaxTokenType(); type++) {
      if (isKeyword(type)) {
        words.add(literal(type));
      }
    }
    return words;
  }

  /** Whether a token is a word of the language: its literal is made of letters. */
  static boolean isKeyword(int type) {
    String literal = literal(type);
    return !literal.isEmpty() && Character.isLetter(literal.charAt(0));
  }

  /** The characters of a token that is always the same; else empty. */
  static String literal(int type) {
    String quoted = type < 0 ? null : OathLexer.VOCABULARY.getLiteralName(type);
    return quoted == null ? "" : quoted.substring(1, quoted.length() - 1);
  }
}
