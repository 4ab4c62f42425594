package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/**
 * Where the statements and blocks of a text are, whatever they say: for tools. It looks at nothing
 * but the grammar's rules: those whose name ends in "Block" and the text itself hold statements. So
 * a new statement of the language needs nothing here.
 *
 * @param statements those of the text itself, the heading first
 * @param blocks the places of the braces that hold statements, opening and closing ones
 * @param attached the places of the signs that belong to the word beside them: a parenthesis to the
 *     name before it, a minus to the number behind it
 */
public record Outline(List<Statement> statements, Set<Integer> blocks, Set<Integer> attached) {
  /** Copies what it is made of. */
  public Outline {
    statements = List.copyOf(statements);
    blocks = Set.copyOf(blocks);
    attached = Set.copyOf(attached);
  }

  /**
   * A statement.
   *
   * @param first its first word
   * @param name what stands behind its first words, if that is a name or a text in quotes
   * @param span all of it, with its block
   * @param lines where it begins a line of its own besides its start: the prose of the heading
   * @param block its block with the braces, if it has one
   * @param inner the statements of its block
   */
  public record Statement(
      Word first,
      Optional<Word> name,
      Span span,
      List<Integer> lines,
      Optional<Span> block,
      List<Statement> inner) {
    /** Copies what it is made of. */
    public Statement {
      lines = List.copyOf(lines);
      inner = List.copyOf(inner);
    }
  }

  /**
   * The outline of a text; what is wrong with it is reported, and the outline then shows what could
   * be read. Empty if nothing could.
   */
  public static Outline of(SourceText source, Diagnostics diagnostics) {
    Set<Integer> blocks = new HashSet<>();
    Set<Integer> attached = new HashSet<>();
    List<Statement> statements =
        Reading.read(source, diagnostics)
            .map(
                tree -> {
                  attached(tree, attached);
                  return statements(tree, blocks);
                })
            .orElse(List.of());
    return new Outline(statements, blocks, attached);
  }

  // What stands behind a word of its rule and not behind a part of it begins something.
  private static void attached(ParseTree tree, Set<Integer> places) {
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof TerminalNode leaf) {
        ParseTree before = i == 0 ? null : tree.getChild(i - 1);
        boolean behindName =
            before instanceof TerminalNode name && name.getSymbol().getType() == OathLexer.NAME;
        boolean behindPart = before instanceof ParserRuleContext;
        boolean attaches =
            switch (leaf.getText()) {
              case "(" -> behindName;
              case "-" -> !behindPart;
              default -> false;
            };
        if (attaches) {
          places.add(leaf.getSymbol().getStartIndex());
        }
      } else {
        attached(child, places);
      }
    }
  }

  private static List<Statement> statements(ParserRuleContext block, Set<Integer> blocks) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < block.getChildCount(); i++) {
      if (block.getChild(i) instanceof ParserRuleContext child && child.getStart() != null) {
        statements.add(statement(child, blocks));
      }
    }
    return statements;
  }

  private static Statement statement(ParserRuleContext tree, Set<Integer> blocks) {
    Token start = tree.getStart();
    List<Token> head = new ArrayList<>();
    List<ParserRuleContext> found = new ArrayList<>();
    collect(tree, head, found);
    Span span = Reading.span(start);
    if (tree.getStop() != null && tree.getStop().getStartIndex() >= start.getStartIndex()) {
      span = span.to(Reading.span(tree.getStop()));
    }
    List<Integer> lines = new ArrayList<>();
    if (tree instanceof OathParser.HeadingContext heading && heading.STRING() != null) {
      lines.add(heading.STRING().getSymbol().getStartIndex());
    }
    Optional<Span> place = Optional.empty();
    List<Statement> inner = new ArrayList<>();
    for (ParserRuleContext block : found) {
      braces(block, blocks);
      Span braces = Reading.span(block.getStart());
      if (block.getStop() != null && block.getStop().getStartIndex() >= braces.start()) {
        braces = braces.to(Reading.span(block.getStop()));
      }
      place = Optional.of(braces);
      inner.addAll(statements(block, blocks));
    }
    Word first = new Word(start.getText(), Reading.span(start));
    return new Statement(first, name(head), span, lines, place, inner);
  }

  private static void braces(ParserRuleContext block, Set<Integer> blocks) {
    for (int i = 0; i < block.getChildCount(); i++) {
      if (block.getChild(i) instanceof TerminalNode brace
          && !(brace instanceof ErrorNode)
          && (brace.getSymbol().getType() == OathLexer.LBRACE
              || brace.getSymbol().getType() == OathLexer.RBRACE)) {
        blocks.add(brace.getSymbol().getStartIndex());
      }
    }
  }

  /** The first words of a statement, and its blocks. */
  private static void collect(ParseTree tree, List<Token> head, List<ParserRuleContext> blocks) {
    if (tree instanceof TerminalNode leaf) {
      if (head.size() < 3) {
        head.add(leaf.getSymbol());
      }
    } else if (tree instanceof ParserRuleContext rule && isBlock(rule)) {
      if (rule.getStart() != null) {
        blocks.add(rule);
      }
    } else {
      for (int i = 0; i < tree.getChildCount(); i++) {
        collect(tree.getChild(i), head, blocks);
      }
    }
  }

  private static boolean isBlock(ParserRuleContext rule) {
    return OathParser.ruleNames[rule.getRuleIndex()].endsWith("Block");
  }

  private static Optional<Word> name(List<Token> head) {
    for (Token token : head.subList(Math.min(1, head.size()), head.size())) {
      switch (token.getType()) {
        case OathLexer.NAME, OathLexer.SYMBOL, OathLexer.TITLE, OathLexer.STRING -> {
          return Optional.of(new Word(token.getText(), Reading.span(token)));
        }
        default -> {
          if (!Words.isKeyword(token.getType())) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.empty();
  }
}
