package org.horkos.dsl.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;
import org.jspecify.annotations.Nullable;

/** Names of two words, {@code agreement Birthday Cake}, which are one word in Oath. */
final class JoinedNames {
  private static final Set<Integer> NAMES =
      Set.of(OathLexer.NAME, OathLexer.TITLE, OathLexer.SYMBOL);

  private static final Pattern VERSION = Pattern.compile("[vV][0-9]{1,9}");

  private JoinedNames() {}

  /**
   * The message that the word found belongs to the name before it; empty where it does not.
   *
   * @param within where the reader is: a statement that gives a name, or the block behind one
   */
  static Optional<Diagnostic> of(Diagnostic diagnostic, Token found, ParserRuleContext within) {
    Token before = nameBefore(within);
    boolean word = NAMES.contains(found.getType());
    if (before == null
        || !word
        || within instanceof OathParser.FactClauseContext && found.getType() != OathLexer.NAME
        || before.getLine() != found.getLine()
        || before.getStopIndex() + 2 != found.getStartIndex()) {
      return Optional.empty();
    }
    boolean fact =
        within instanceof OathParser.FactClauseContext
            || within instanceof OathParser.DecisionClauseContext;
    if (fact && isAnOption(found)) {
      return Optional.of(
          diagnostic
              .hint("write a `:` before what can be answered: `" + before.getText() + ": yes|no`")
              .mend(new Span(before.getStopIndex() + 1, before.getStopIndex() + 1), ":"));
    }
    String second = found.getText();
    if (within instanceof OathParser.HeadingContext && VERSION.matcher(second).matches()) {
      String version = "version " + second.substring(1);
      return Optional.of(
          diagnostic
              .hint("write `" + version + "`")
              .mend(new Span(found.getStartIndex(), found.getStopIndex() + 1), version));
    }
    String joined =
        before.getText() + second.substring(0, 1).toUpperCase(Locale.ROOT) + second.substring(1);
    return Optional.of(
        diagnostic
            .hint("a name is one word: write `" + joined + "`")
            .mend(new Span(before.getStartIndex(), found.getStopIndex() + 1), joined));
  }

  /** Whether options begin with a word: {@code yes|no}. */
  private static boolean isAnOption(Token word) {
    CharStream text = word.getInputStream();
    int at = word.getStopIndex() + 1;
    while (at < text.size() && text.getText(Interval.of(at, at)).equals(" ")) {
      at++;
    }
    return at < text.size() && text.getText(Interval.of(at, at)).equals("|");
  }

  private static @Nullable Token nameBefore(ParserRuleContext within) {
    ParseTree last =
        within.getChildCount() == 0 ? null : within.getChild(within.getChildCount() - 1);
    return switch (within) {
      case OathParser.HeadingContext heading ->
          heading.VERSION() == null && heading.title() != null ? heading.title().getStop() : null;
      case OathParser.FactClauseContext _,
          OathParser.DecisionClauseContext _,
          OathParser.ParameterDeclarationContext _,
          OathParser.CourtDeclarationContext _,
          OathParser.DeliverableHeadContext _ ->
          last instanceof TerminalNode name && name.getSymbol().getType() == OathLexer.NAME
              ? name.getSymbol()
              : null;
      case OathParser.TextContext _ ->
          last instanceof OathParser.DeclarationContext party
                  && (party.partyDeclaration() != null || party.attestorDeclaration() != null)
                  && party.getStop().getType() == OathLexer.NAME
              ? party.getStop()
              : null;
      default -> null;
    };
  }
}
