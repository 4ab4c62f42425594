package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;

/**
 * The smallest part of a text, for tools: also of a text that cannot be parsed.
 *
 * @param kind what it is
 * @param text its characters
 * @param span where it stands
 */
public record Lexeme(Kind kind, String text, Span span) {
  /** What a lexeme is. */
  public enum Kind {
    /** A word of the language. */
    KEYWORD,
    /** A name that begins with a small letter. */
    NAME,
    /** A word in capitals, such as a token. */
    SYMBOL,
    /** A name with a capital. */
    TITLE,
    /** A number or a percentage. */
    NUMBER,
    /** A date. */
    DATE,
    /** A text in quotes, or what was begun as one. */
    STRING,
    /** A brace, a parenthesis, a comma, a sign. */
    SIGN,
    /** A comment up to the end of its line. */
    COMMENT,
    /** Blanks and line ends. */
    SPACE,
    /** A character that belongs nowhere. */
    UNKNOWN
  }

  /**
   * All lexemes of a text, one behind the other: their characters are those of the text. Empty if
   * the text is longer than one that is read.
   */
  public static List<Lexeme> of(SourceText source) {
    if (source.bytes() > SourceText.MAXIMUM_BYTES) {
      return List.of();
    }
    OathLexer lexer = new OathLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    List<Lexeme> lexemes = new ArrayList<>();
    for (Token token : lexer.getAllTokens()) {
      lexemes.add(new Lexeme(kind(token.getType()), token.getText(), Reading.span(token)));
    }
    return lexemes;
  }

  /** Whether it means something: it is neither blank nor comment. */
  public boolean speaks() {
    return kind != Kind.SPACE && kind != Kind.COMMENT;
  }

  /** Whether it is a word that can name something. */
  public boolean isName() {
    return kind == Kind.NAME || kind == Kind.SYMBOL || kind == Kind.TITLE;
  }

  /** Whether it is these characters, as a word of the language or a sign. */
  public boolean is(String word) {
    return (kind == Kind.KEYWORD || kind == Kind.SIGN) && text.equals(word);
  }

  private static Kind kind(int type) {
    return switch (type) {
      case OathLexer.NAME -> Kind.NAME;
      case OathLexer.SYMBOL -> Kind.SYMBOL;
      case OathLexer.TITLE -> Kind.TITLE;
      case OathLexer.NUMBER, OathLexer.PERCENT -> Kind.NUMBER;
      case OathLexer.DATE -> Kind.DATE;
      case OathLexer.STRING, OathLexer.OPEN_STRING -> Kind.STRING;
      case OathLexer.COMMENT -> Kind.COMMENT;
      case OathLexer.SPACE -> Kind.SPACE;
      case OathLexer.UNKNOWN -> Kind.UNKNOWN;
      default -> Words.isKeyword(type) ? Kind.KEYWORD : Kind.SIGN;
    };
  }
}
