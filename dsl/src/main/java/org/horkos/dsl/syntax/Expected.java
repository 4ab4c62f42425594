package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/**
 * What may stand in a place of a text, as far as the grammar tells: for completion. It is asked of
 * the grammar itself, so a new statement needs nothing here.
 *
 * @param keywords the words of the language
 * @param name whether a name may stand there
 * @param symbol whether a word in capitals may stand there
 * @param number whether a number may stand there: an amount, then
 */
public record Expected(List<Keyword> keywords, boolean name, boolean symbol, boolean number) {
  /** Copies what it is made of. */
  public Expected {
    keywords = List.copyOf(keywords);
  }

  /**
   * A word of the language.
   *
   * @param text the word
   * @param form an example of the statement that begins with it, where it begins one
   */
  public record Keyword(String text, Optional<String> form) {}

  /**
   * What may stand behind the first {@code length} characters of a text, counted in code points.
   */
  public static Expected after(SourceText source, int length) {
    if (source.bytes() > SourceText.MAXIMUM_BYTES) {
      return new Expected(List.of(), false, false, false);
    }
    int[] before = source.text().codePoints().limit(length).toArray();
    OathLexer lexer =
        new OathLexer(CharStreams.fromString(new String(before, 0, before.length), source.name()));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>();
    for (Token token : lexer.getAllTokens()) {
      if (token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != OathLexer.UNKNOWN) {
        tokens.add(token);
      }
    }
    boolean newLine = firstOfLine(before);
    if (tokens.isEmpty()) {
      return of(new TreeSet<>(Set.of(OathLexer.AGREEMENT, OathLexer.LIBRARY)), Set.of());
    }
    if (Nesting.isTooDeep(tokens, new Diagnostics())) {
      return new Expected(List.of(), false, false, false);
    }
    Caret parser = new Caret(tokens);
    parser.text();
    Set<Integer> types = new TreeSet<>(parser.expected);
    Set<Integer> starters = Starters.of(parser.block);
    if (newLine && types.isEmpty()) {
      types.addAll(starters);
    }
    return of(types, newLine || types.containsAll(starters) ? starters : Set.of());
  }

  private static Expected of(Set<Integer> types, Set<Integer> starters) {
    List<Keyword> keywords = new ArrayList<>();
    for (int type : types) {
      if (Words.isKeyword(type)) {
        Optional<String> form =
            starters.contains(type) ? Forms.beginningWith(type, starters) : Optional.empty();
        keywords.add(new Keyword(Words.literal(type), form));
      }
    }
    return new Expected(
        keywords,
        types.contains(OathLexer.NAME),
        types.contains(OathLexer.SYMBOL) || types.contains(OathLexer.TITLE),
        types.contains(OathLexer.NUMBER));
  }

  private static boolean firstOfLine(int[] before) {
    int i = before.length;
    while (i > 0 && (before[i - 1] == ' ' || before[i - 1] == '\t')) {
      i--;
    }
    return i == 0 || before[i - 1] == '\n' || before[i - 1] == '\r';
  }

  /** Parses up to a place and remembers what could follow the last word before it. */
  private static final class Caret extends OathParser {
    private final Token last;
    private final Set<Integer> expected = new HashSet<>();
    private ParserRuleContext block = new ParserRuleContext();

    Caret(List<Token> tokens) {
      super(new CommonTokenStream(new ListTokenSource(tokens)));
      last = tokens.getLast();
      removeErrorListeners();
      setErrorHandler(new Recovery(Set.of(), new Diagnostics()));
    }

    @Override
    public Token consume() {
      ATNState state = getATN().states.get(getState());
      Token consumed = super.consume();
      if (consumed == last) {
        for (Transition transition : state.getTransitions()) {
          if (transition.matches(
              consumed.getType(), Token.MIN_USER_TOKEN_TYPE, Integer.MAX_VALUE)) {
            IntervalSet next =
                getATN().getExpectedTokens(transition.target.stateNumber, getContext());
            expected.addAll(next.toSet());
          }
        }
      }
      return consumed;
    }

    @Override
    public void exitRule() {
      TokenStream tokens = getInputStream();
      if (tokens.LA(1) == Token.EOF && block.isEmpty() && isOpenBlock(getContext())) {
        block = getContext();
      }
      super.exitRule();
    }

    private static boolean isOpenBlock(ParserRuleContext context) {
      boolean holdsStatements = ruleNames[context.getRuleIndex()].endsWith("Block");
      int children = context.getChildCount();
      boolean closed =
          children > 1
              && context.getChild(children - 1) instanceof TerminalNode end
              && end.getSymbol().getType() == OathLexer.RBRACE;
      return holdsStatements && !closed;
    }
  }
}
