package org.horkos.dsl.syntax;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text. Line ends mean nothing in Oath, but after a slip they tell where people
 * begin anew.
 */
final class Lines {
  private static final int FEWEST_WORDS = 5;

  private static final Set<Integer> DECLARING_SOMEBODY =
      Set.of(OathLexer.PARTY, OathLexer.ATTESTOR);

  private final Set<String> somebody = new HashSet<>();
  private int looked = 1;

  /** Whether it names a party; no misspelt word of the language, then. */
  boolean isSomebody(TokenStream tokens, Token name) {
    for (; looked < tokens.size(); looked++) {
      Token before = before(tokens, looked);
      boolean declares = before != null && DECLARING_SOMEBODY.contains(before.getType());
      if (declares && tokens.get(looked).getChannel() == Token.DEFAULT_CHANNEL) {
        somebody.add(tokens.get(looked).getText());
      }
    }
    return somebody.contains(name.getText());
  }

  /** Whether the next line is a sentence of its own; a shorter one rather goes on with the slip. */
  boolean isSentence(TokenStream tokens, ParserRuleContext block) {
    int type = tokens.LA(1);
    if (!(block instanceof OathParser.ClauseBlockContext)
        || type != OathLexer.NAME
        || !isSomebody(tokens, tokens.LT(1))) {
      return false;
    }
    int line = tokens.LT(1).getLine();
    for (int i = 2; i <= FEWEST_WORDS; i++) {
      if (tokens.LA(i) == Token.EOF || tokens.LT(i).getLine() != line) {
        return false;
      }
    }
    return true;
  }

  /** The line of a token, as far as the text has it. */
  static Span lineOf(Token token) {
    CharStream text = token.getInputStream();
    // The end of a text stands before its beginning when there is nothing in it.
    int start = Math.max(0, token.getStartIndex());
    int end = Math.max(start, token.getStopIndex() + 1);
    if (text == null) {
      return new Span(start, end);
    }
    while (start > 0 && !isLineEnd(text, start - 1)) {
      start--;
    }
    while (end < text.size() && !isLineEnd(text, end)) {
      end++;
    }
    return new Span(start, end);
  }

  private static boolean isLineEnd(CharStream text, int at) {
    String c = text.getText(Interval.of(at, at));
    return c.equals("\n") || c.equals("\r");
  }

  /** Whether it is a word, though none of the language. */
  static boolean isWord(int type) {
    return type == OathLexer.NAME || type == OathLexer.TITLE || type == OathLexer.SYMBOL;
  }

  /** Whether a token is the first of its line. */
  static boolean firstOfLine(TokenStream tokens, int index) {
    Token before = before(tokens, index);
    return before == null || before.getLine() < tokens.get(index).getLine();
  }

  /** The token before one, but for blanks and comments. */
  static @Nullable Token before(TokenStream tokens, int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
        return tokens.get(i);
      }
    }
    return null;
  }
}
