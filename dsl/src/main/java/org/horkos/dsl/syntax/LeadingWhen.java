package org.horkos.dsl.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;
import org.jspecify.annotations.Nullable;

/**
 * A line that begins with {@code when} and holds the beginning of the next statement too: {@code
 * when late owes 5 EUR to ann}. The condition belongs to the statement of the line before, and
 * people read it as that of the one behind it. So it is refused.
 */
final class LeadingWhen {
  private final Diagnostics diagnostics;

  private LeadingWhen(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static void check(OathParser.TextContext text, Diagnostics diagnostics) {
    LeadingWhen check = new LeadingWhen(diagnostics);
    for (OathParser.DeclarationContext declaration : text.declaration()) {
      check.declaration(declaration);
    }
  }

  private void declaration(OathParser.DeclarationContext declaration) {
    for (int i = 0; i < declaration.getChildCount(); i++) {
      if (declaration.getChild(i) instanceof ParserRuleContext kind) {
        neighbours(kind);
        for (int j = 0; j < kind.getChildCount(); j++) {
          if (kind.getChild(j) instanceof OathParser.ClauseBlockContext block) {
            neighbours(block);
          }
        }
      }
    }
  }

  private void neighbours(ParserRuleContext statements) {
    for (int i = 1; i < statements.getChildCount(); i++) {
      if (statements.getChild(i - 1) instanceof ParserRuleContext before
          && statements.getChild(i) instanceof ParserRuleContext behind) {
        neighbours(before, behind);
      }
    }
  }

  private void neighbours(ParserRuleContext before, ParserRuleContext behind) {
    Token last = before.getStop();
    Token next = behind.getStart();
    if (last == null || next == null || last.getLine() != next.getLine()) {
      return;
    }
    Condition condition = condition(before);
    if (condition == null || condition.before().getLine() == condition.when().getLine()) {
      return;
    }
    String clause = "`" + Wording.cut(next.getText()) + " …`";
    Span belongs = Reading.span(before.getStart()).to(Reading.span(condition.before()));
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.UNCLEAR_CONDITION,
                Reading.span(condition.when()).to(Reading.span(last)),
                "this is the condition of the line before, not of " + clause + " behind it")
            .note(belongs, "it belongs here")
            .hint(
                "begin "
                    + clause
                    + " on a line of its own; if the condition is meant for it, write it behind"));
  }

  /**
   * The condition of a statement.
   *
   * @param when with which it begins
   * @param before the last token before it
   */
  private record Condition(Token when, Token before) {}

  private static @Nullable Condition condition(ParserRuleContext statement) {
    ParserRuleContext clause = statement;
    if (statement instanceof OathParser.ClauseContext
        && statement.getChild(0) instanceof ParserRuleContext kind) {
      clause = kind;
    }
    for (int i = 1; i < clause.getChildCount(); i++) {
      if (clause.getChild(i) instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == OathLexer.WHEN) {
        Token before = last(clause.getChild(i - 1));
        return before == null ? null : new Condition(leaf.getSymbol(), before);
      }
    }
    return null;
  }

  private static @Nullable Token last(ParseTree part) {
    return part instanceof TerminalNode leaf
        ? leaf.getSymbol()
        : ((ParserRuleContext) part).getStop();
  }
}
