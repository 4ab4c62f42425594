package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Unseen;
import org.horkos.dsl.syntax.slips.LatinLetters;
import org.horkos.dsl.syntax.slips.Slips;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/**
 * Reads a text into a parse tree. Bounded: a text of up to {@link SourceText#MAXIMUM_BYTES}, nested
 * up to {@link Nesting#DEEPEST}; what is larger is reported and not parsed, so that no text can
 * exhaust the stack.
 */
public final class Reading {
  private Reading() {}

  /**
   * The parse tree of a text. Statements with a slip have an exception in their context and are to
   * be passed over; empty if the text cannot be parsed at all.
   */
  public static Optional<OathParser.TextContext> read(SourceText source, Diagnostics diagnostics) {
    if (source.bytes() > SourceText.MAXIMUM_BYTES) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TEXT_TOO_LONG,
                  new Span(0, 0),
                  "this text has " + source.bytes() + " bytes")
              .hint("an agreement has at most " + SourceText.MAXIMUM_BYTES + " bytes"));
      return Optional.empty();
    }
    if (!source.decoded()) {
      int at = Math.max(0, source.text().indexOf('\uFFFD'));
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.NOT_UTF8,
                  new Span(at, at + 1),
                  "here are bytes that are no UTF-8 character")
              .hint("save the text as UTF-8"));
      return Optional.empty();
    }
    if (isOfTwoBytes(source)) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.NOT_UTF8,
                  new Span(0, 1),
                  "every other byte of this text is 0: it was saved as UTF-16")
              .hint("save the text as UTF-8"));
      return Optional.empty();
    }
    // What reads as it stands is never taken for plausible English.
    Diagnostics asItStands = new Diagnostics();
    Optional<OathParser.TextContext> tree =
        parsed(source, tokens(source, source.text()), asItStands);
    if (tree.isPresent() && asItStands.isEmpty()) {
      return tree;
    }
    String text = LatinLetters.meant(source, Slips.straight(source, diagnostics), diagnostics);
    return parsed(source, Slips.mended(source, tokens(source, text), diagnostics), diagnostics);
  }

  /** Whether it is UTF-16 of Latin letters, which is also UTF-8, with a 0 beside every letter. */
  private static boolean isOfTwoBytes(SourceText source) {
    long zeros = source.text().chars().filter(c -> c == 0).count();
    return zeros > 8 && zeros > source.length() / 3;
  }

  private static List<Token> tokens(SourceText source, String text) {
    OathLexer lexer = new OathLexer(CharStreams.fromString(text, source.name()));
    lexer.removeErrorListeners();
    return new ArrayList<>(lexer.getAllTokens());
  }

  private static Optional<OathParser.TextContext> parsed(
      SourceText source, List<? extends Token> meant, Diagnostics diagnostics) {
    Set<Integer> unclosed = new HashSet<>();
    List<Token> tokens = checked(source, meant, unclosed, diagnostics);
    if (Nesting.isTooDeep(tokens, diagnostics)) {
      return Optional.empty();
    }
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens, source.name()));
    OathParser parser = new OathParser(stream);
    parser.removeErrorListeners();
    parser.setErrorHandler(new Recovery(unclosed, diagnostics));
    OathParser.TextContext text = parser.text();
    LeadingWhen.check(text, diagnostics);
    return Optional.of(text);
  }

  /** Where a token stands. */
  static Span span(Token token) {
    int start = Math.max(0, token.getStartIndex());
    return new Span(start, Math.max(start, token.getStopIndex() + 1));
  }

  private static List<Token> checked(
      SourceText source,
      List<? extends Token> tokens,
      Set<Integer> unclosed,
      Diagnostics diagnostics) {
    List<Token> kept = new ArrayList<>(tokens.size());
    int unknownUntil = -1;
    boolean strangeName = false;
    boolean brokenWord = false;
    for (Token token : tokens) {
      boolean adjacent = token.getStartIndex() == unknownUntil;
      boolean rest =
          adjacent
              && (strangeName && isName(token.getType()) || brokenWord && isWord(token.getType()));
      if (token.getType() != OathLexer.UNKNOWN && rest) {
        // The rest of a word in which a strange letter or an unseen character stands: it is told.
        unknownUntil = token.getStopIndex() + 1;
        continue;
      }
      switch (token.getType()) {
        case OathLexer.UNKNOWN -> {
          // A run of them is one slip.
          if (!adjacent) {
            int end = token.getStopIndex() + 1;
            diagnostics.add(
                Diagnostic.of(
                        DiagnosticCode.FORBIDDEN_CHARACTER,
                        new Span(token.getStartIndex(), end),
                        describe(source.codePoint(token.getStartIndex())) + " means nothing here")
                    .hint(
                        "outside of quotes and comments Oath has only ASCII letters, digits and"
                            + " { } ( ) , : . | = + - * / ^ % _ # and \""));
            int character = source.codePoint(token.getStartIndex());
            strangeName = Character.isLetter(character);
            boolean behindWord =
                !kept.isEmpty() && kept.getLast().getStopIndex() + 1 == token.getStartIndex();
            boolean continues = behindWord && isName(kept.getLast().getType());
            brokenWord = behindWord && isWord(kept.getLast().getType()) && Unseen.is(character);
            if (strangeName && !continues) {
              ((CommonToken) token).setType(OathLexer.NAME);
              kept.add(token);
            }
          }
          unknownUntil = token.getStopIndex() + 1;
        }
        case OathLexer.OPEN_STRING -> {
          diagnostics.add(
              Diagnostic.of(
                      DiagnosticCode.UNCLOSED_STRING, span(token), "the closing quote is missing")
                  .hint("a string ends with \" on the line on which it began"));
          unclosed.add(token.getLine());
          ((CommonToken) token).setType(OathLexer.STRING);
          kept.add(token);
        }
        case OathLexer.STRING, OathLexer.COMMENT, OathLexer.SPACE -> {
          hiddenCharacters(source, token, diagnostics);
          kept.add(token);
        }
        default -> kept.add(token);
      }
    }
    return kept;
  }

  private static boolean isName(int type) {
    return type == OathLexer.NAME || type == OathLexer.TITLE || type == OathLexer.SYMBOL;
  }

  private static boolean isWord(int type) {
    return isName(type) || type == OathLexer.NUMBER || type == OathLexer.PERCENT;
  }

  // What cannot be seen could make the signed text read differently from what it means.
  private static void hiddenCharacters(SourceText source, Token token, Diagnostics diagnostics) {
    for (int i = token.getStartIndex(); i <= token.getStopIndex(); i++) {
      int c = source.codePoint(i);
      boolean markAtStart = c == 0xFEFF && i == 0;
      if (Unseen.is(c) && !markAtStart) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.FORBIDDEN_CHARACTER,
                    new Span(i, i + 1),
                    describe(c) + " cannot be seen")
                .hint("delete it: what is signed must be what is read"));
        return;
      }
    }
  }

  private static String describe(int codePoint) {
    String number = "U+" + String.format("%04X", codePoint);
    return !Unseen.is(codePoint)
        ? "'" + Character.toString(codePoint) + "' (" + number + ")"
        : "the character " + number;
  }
}
