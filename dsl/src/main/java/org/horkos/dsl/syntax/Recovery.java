package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/**
 * What the parser does after a slip: one message, then on with the next statement. A statement is
 * taken to begin where its first word is the first of a line; so a mistyped word in the middle of a
 * clause does not make a second message of the keywords behind it.
 */
final class Recovery extends DefaultErrorStrategy {
  // So many words of a line say what it is about; looking at more would not be linear.
  private static final int MOST_WORDS = 64;

  private final Lines lines = new Lines();
  private final WordsAsNames named = new WordsAsNames();
  private final Set<Integer> unclosedLines;
  private final Diagnostics diagnostics;

  /** Reports into the messages; behind a string without end the rest of its line is missing. */
  Recovery(Set<Integer> unclosedLines, Diagnostics diagnostics) {
    this.unclosedLines = unclosedLines;
    this.diagnostics = diagnostics;
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw new InputMismatchException(recognizer);
  }

  /** Only before each statement of a block is it looked whether there is one. */
  @Override
  public void sync(Parser recognizer) {
    ParserRuleContext block = recognizer.getContext();
    int state = recognizer.getATN().states.get(recognizer.getState()).getStateType();
    if (!isBlock(block)
        || (state != ATNState.STAR_LOOP_ENTRY && state != ATNState.STAR_LOOP_BACK)) {
      return;
    }
    TokenStream tokens = recognizer.getInputStream();
    while (true) {
      Token next = tokens.LT(1);
      IntervalSet expected = recognizer.getATN().nextTokens(state(recognizer), block);
      // A court is declared where a ruling of one does not go on with `finds`.
      boolean court =
          block instanceof OathParser.StepBlockContext
              && next.getType() == OathLexer.COURT
              && tokens.LA(2) == OathLexer.NAME
              && tokens.LA(3) == OathLexer.LBRACE;
      if (expected.contains(next.getType()) && !court) {
        return;
      }
      boolean declaration =
          Starters.DECLARATION.contains(next.getType())
              && Lines.firstOfLine(tokens, tokens.index());
      boolean ended = next.getType() == Token.EOF || declaration;
      if (ended && !(block instanceof OathParser.TextContext)) {
        Span brace = Reading.span(block.getStart());
        diagnostics.add(
            Diagnostic.of(DiagnosticCode.UNCLOSED_BLOCK, brace, "this block is never closed")
                .note(placeBefore(tokens), "a `}` is missing before this place or here")
                .hint("add `}` where the block ends"));
        beginErrorCondition(recognizer);
        throw new InputMismatchException(recognizer);
      }
      if (next.getType() != OathLexer.RBRACE && Lines.firstOfLine(tokens, tokens.index())) {
        boolean sentence = reportSentence(tokens, expected, block);
        tokens.consume();
        if (sentence) {
          skipSentence(tokens, next.getLine(), block);
        } else {
          skip(tokens, 0, block);
        }
        continue;
      }
      report(
          Wording.between(
              Diagnostic.of(
                  DiagnosticCode.UNEXPECTED,
                  Reading.span(next),
                  "expected " + Wording.expected(expected) + ", but found " + Wording.found(next)),
              next,
              tokens.LA(2),
              expected,
              block),
          block);
      tokens.consume();
      if (next.getType() != OathLexer.RBRACE) {
        skip(tokens, 0, block);
      }
    }
  }

  private void report(Diagnostic slip, ParserRuleContext block) {
    if (block instanceof OathParser.TextContext) {
      diagnostics.add(slip);
    } else {
      diagnostics.addInsideBlock(slip);
    }
  }

  /** A line that begins with no word of a statement; whether it is a sentence as a whole. */
  private boolean reportSentence(
      TokenStream tokens, IntervalSet expected, ParserRuleContext block) {
    Token first = tokens.LT(1);
    List<String> words = new ArrayList<>();
    for (int i = 1; i <= MOST_WORDS && tokens.LT(i).getLine() == first.getLine(); i++) {
      if (tokens.LA(i) == Token.EOF) {
        break;
      }
      words.add(tokens.LT(i).getText());
    }
    Diagnostic slip =
        Wording.noStatement(
            Diagnostic.of(
                DiagnosticCode.NO_STATEMENT,
                Reading.span(first),
                "no " + Topics.kind(block) + " begins with " + Wording.found(first)),
            first,
            words,
            lines.isSomebody(tokens, first) ? new IntervalSet() : expected,
            block);
    report(slip, block);
    boolean sentence = slip.code() == DiagnosticCode.NO_STATEMENT && words.size() > 1;
    if (sentence) {
      diagnostics.addSentence(slip, Lines.lineOf(first));
    }
    return sentence;
  }

  /** Behind the sentence of a line; a brace in it belongs to what is left out. */
  private void skipSentence(TokenStream tokens, int line, ParserRuleContext block) {
    while (tokens.LA(1) != Token.EOF && tokens.LT(1).getLine() == line) {
      if (tokens.LA(1) == OathLexer.LBRACE || tokens.LA(1) == OathLexer.RBRACE) {
        skip(tokens, 0, block);
        return;
      }
      tokens.consume();
    }
    while (!Lines.isWord(tokens.LA(1)) && !Starters.of(block).contains(tokens.LA(1))) {
      if (tokens.LA(1) == Token.EOF
          || tokens.LA(1) == OathLexer.RBRACE
          || tokens.LA(1) == OathLexer.LBRACE
          || Starters.DECLARATION_ONLY.contains(tokens.LA(1))) {
        return;
      }
      tokens.consume();
    }
  }

  private static ATNState state(Parser recognizer) {
    return recognizer.getATN().states.get(recognizer.getState());
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException slip) {
    if (inErrorRecoveryMode(recognizer)) {
      return;
    }
    beginErrorCondition(recognizer);
    Token found = slip.getOffendingToken();
    TokenStream tokens = recognizer.getInputStream();
    IntervalSet expected = slip.getExpectedTokens();
    Token before = Lines.before(tokens, found.getTokenIndex());
    boolean lineEnds =
        found.getType() == Token.EOF || (before != null && before.getLine() < found.getLine());
    if (before != null && unclosedLines.contains(before.getLine())) {
      return;
    }
    Span span = lineEnds && before != null ? behind(before) : Reading.span(found);
    String what =
        found.getType() == Token.EOF
            ? "the text ends"
            : lineEnds ? "the line ends" : "found " + Wording.found(found);
    Diagnostic diagnostic =
        Diagnostic.of(
            DiagnosticCode.UNEXPECTED,
            span,
            "expected " + Wording.expected(expected) + ", but " + what);
    ParserRuleContext within = recognizer.getContext();
    WordsAsNames.unread(tokens, within).ifPresent(diagnostics::addUnread);
    Diagnostic hinted =
        lineEnds
            ? Wording.withForm(diagnostic, expected, within)
            : Wording.withHint(diagnostic, found, expected, within);
    boolean asName = hinted.code() == DiagnosticCode.WORD_AS_NAME;
    if ((asName || named.isDeclared(found)) && !named.isNew(before, found)) {
      return;
    }
    if (hinted.code() == DiagnosticCode.NO_HEADING
        && !Starters.DECLARATION.contains(found.getType())) {
      diagnostics.addSentence(hinted, Lines.lineOf(found));
    }
    if (isInStatementOfBlock(within)) {
      diagnostics.addInsideBlock(hinted);
    } else {
      diagnostics.add(hinted);
    }
  }

  /** Whether {@link #recover} goes on with the next statement of the same block. */
  private static boolean isInStatementOfBlock(ParserRuleContext within) {
    for (ParserRuleContext at = within; at != null; at = at.getParent()) {
      switch (at) {
        case OathParser.ClauseContext _,
            OathParser.CourtClauseContext _,
            OathParser.ContestClauseContext _,
            OathParser.StepContext _ -> {
          return true;
        }
        default -> {
          // what is around it may tell
        }
      }
    }
    return false;
  }

  /** Goes back to the statement in which the slip is, and from its end on. */
  @Override
  public void recover(Parser recognizer, RecognitionException slip) {
    ParserRuleContext context = recognizer.getContext();
    TokenStream tokens = recognizer.getInputStream();
    switch (context) {
      case OathParser.DeliverableHeadContext head -> {
        if (!skipToBrace(tokens)) {
          throw slip;
        }
        endErrorCondition(recognizer);
      }
      case OathParser.HeadingContext heading -> resume(recognizer, heading);
      case OathParser.DeclarationContext declaration -> resume(recognizer, declaration);
      case OathParser.ClauseContext clause -> resume(recognizer, clause);
      case OathParser.CourtClauseContext clause -> resume(recognizer, clause);
      case OathParser.ContestClauseContext clause -> resume(recognizer, clause);
      case OathParser.StepContext step -> resume(recognizer, step);
      case OathParser.TextContext text -> {
        while (tokens.LA(1) != Token.EOF) {
          tokens.consume();
        }
      }
      default -> throw slip;
    }
  }

  private void resume(Parser recognizer, ParserRuleContext statement) {
    TokenStream tokens = recognizer.getInputStream();
    int depth = 0;
    for (int i = statement.getStart().getTokenIndex(); i < tokens.index(); i++) {
      switch (tokens.get(i).getType()) {
        case OathLexer.LBRACE -> depth++;
        case OathLexer.RBRACE -> depth--;
        default -> {}
      }
    }
    ParserRuleContext parent = statement.getParent();
    skip(tokens, Math.max(0, depth), parent == null ? statement : parent, statement);
    endErrorCondition(recognizer);
  }

  private void skip(TokenStream tokens, int depth, ParserRuleContext block) {
    skip(tokens, depth, block, block);
  }

  // Behind a heading every line that begins with a word is looked at as a sentence of its own.
  private void skip(
      TokenStream tokens, int depth, ParserRuleContext block, ParserRuleContext statement) {
    int open = depth;
    while (true) {
      int type = tokens.LA(1);
      if (type == Token.EOF) {
        return;
      }
      if (Lines.firstOfLine(tokens, tokens.index())) {
        boolean own = Starters.of(block).contains(type) && (open == 0 || open == depth);
        boolean outer = Starters.DECLARATION_ONLY.contains(type);
        boolean sentence =
            open == depth
                && (lines.isSentence(tokens, block)
                    || statement instanceof OathParser.HeadingContext heading
                        && Lines.isWord(type)
                        && tokens.LT(1).getLine() > heading.getStart().getLine());
        if (own && !(block instanceof OathParser.TextContext && open > 0) || outer || sentence) {
          return;
        }
      }
      if (type == OathLexer.LBRACE) {
        open++;
      } else if (type == OathLexer.RBRACE) {
        if (open == 0 && !(block instanceof OathParser.TextContext)) {
          return;
        }
        open = Math.max(0, open - 1);
        if (open == 0 && block instanceof OathParser.TextContext && depth == 0) {
          tokens.consume();
          return;
        }
      }
      tokens.consume();
    }
  }

  private static boolean skipToBrace(TokenStream tokens) {
    int line = tokens.LT(1).getLine();
    int ahead = 1;
    while (tokens.LA(ahead) != Token.EOF && tokens.LT(ahead).getLine() == line) {
      if (tokens.LA(ahead) == OathLexer.LBRACE) {
        for (int i = 1; i < ahead; i++) {
          tokens.consume();
        }
        return true;
      }
      ahead++;
    }
    return false;
  }

  private static Span placeBefore(TokenStream tokens) {
    Token before = Lines.before(tokens, tokens.index());
    return before == null ? Reading.span(tokens.LT(1)) : behind(before);
  }

  private static Span behind(Token token) {
    int end = token.getStopIndex() + 1;
    return new Span(end, end);
  }

  private static boolean isBlock(ParserRuleContext context) {
    return context instanceof OathParser.TextContext || Starters.isBlock(context);
  }
}
