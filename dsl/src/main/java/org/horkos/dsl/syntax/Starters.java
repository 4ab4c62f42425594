package org.horkos.dsl.syntax;

import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/** The words with which statements begin. */
final class Starters {
  /** Of a declaration. */
  static final Set<Integer> DECLARATION =
      Set.of(
          OathLexer.IMPORT,
          OathLexer.TOKEN,
          OathLexer.PARAMETER,
          OathLexer.PARTY,
          OathLexer.ATTESTOR,
          OathLexer.FUNDED,
          OathLexer.PANEL,
          OathLexer.COURT,
          OathLexer.CONTEST,
          OathLexer.CALENDAR,
          OathLexer.TEMPLATE,
          OathLexer.DELIVERABLE,
          OathLexer.EVERY,
          OathLexer.LET,
          OathLexer.SCENARIO);

  /** Of a declaration and of nothing else: wherever one begins a line, a declaration begins. */
  static final Set<Integer> DECLARATION_ONLY =
      Set.of(
          OathLexer.IMPORT,
          OathLexer.TOKEN,
          OathLexer.PARAMETER,
          OathLexer.PARTY,
          OathLexer.ATTESTOR,
          OathLexer.FUNDED,
          OathLexer.PANEL,
          OathLexer.CONTEST,
          OathLexer.CALENDAR,
          OathLexer.TEMPLATE,
          OathLexer.DELIVERABLE,
          OathLexer.EVERY,
          OathLexer.SCENARIO);

  /** Of a clause. */
  static final Set<Integer> CLAUSE =
      Set.of(
          OathLexer.PAYS,
          OathLexer.OWES,
          OathLexer.BOND,
          OathLexer.DUE,
          OathLexer.FACT,
          OathLexer.DECISION,
          OathLexer.LET,
          OathLexer.REQUIRE,
          OathLexer.AWARD,
          OathLexer.RANKS,
          OathLexer.PENALTY,
          OathLexer.CHALLENGE,
          OathLexer.DELIVER,
          OathLexer.EXCUSE,
          OathLexer.MISSED,
          OathLexer.FAILED,
          OathLexer.ALLOW,
          OathLexer.RECORDS);

  /** Of a court's clause. */
  static final Set<Integer> COURT =
      Set.of(
          OathLexer.DRAWS,
          OathLexer.EVIDENCE,
          OathLexer.COMMIT,
          OathLexer.REVEAL,
          OathLexer.APPEAL,
          OathLexer.LOSER);

  /** Of a contest's clause. */
  static final Set<Integer> CONTEST = Set.of(OathLexer.PAYS, OathLexer.PLACE, OathLexer.SHARES);

  /** Of a calendar's clause. */
  static final Set<Integer> CALENDAR =
      Set.of(OathLexer.OFFSET, OathLexer.WEEKEND, OathLexer.HOLIDAYS, OathLexer.UNTIL);

  /** Of a step. */
  static final Set<Integer> STEP =
      Set.of(OathLexer.GIVEN, OathLexer.WAIT, OathLexer.EXPECT, OathLexer.COURT, OathLexer.NAME);

  /** Of an amount. */
  static final Set<Integer> AMOUNT =
      Set.of(
          OathLexer.NUMBER,
          OathLexer.PERCENT,
          OathLexer.PAY,
          OathLexer.AWARD,
          OathLexer.NAME,
          OathLexer.PERFORMER,
          OathLexer.PAYER,
          OathLexer.SYMBOL,
          OathLexer.TITLE,
          OathLexer.DATE,
          OathLexer.EARLY,
          OathLexer.MINUS,
          OathLexer.LESSER,
          OathLexer.GREATER,
          OathLexer.LPAREN);

  private Starters() {}

  /** Whether it holds statements between braces. */
  static boolean isBlock(ParserRuleContext context) {
    return context instanceof OathParser.ClauseBlockContext
        || context instanceof OathParser.CourtBlockContext
        || context instanceof OathParser.ContestBlockContext
        || context instanceof OathParser.CalendarBlockContext
        || context instanceof OathParser.StepBlockContext;
  }

  /** Those of the statements of a block. */
  static Set<Integer> of(ParserRuleContext block) {
    return switch (block) {
      case OathParser.ClauseBlockContext clauses -> CLAUSE;
      case OathParser.CourtBlockContext clauses -> COURT;
      case OathParser.ContestBlockContext clauses -> CONTEST;
      case OathParser.CalendarBlockContext clauses -> CALENDAR;
      case OathParser.StepBlockContext steps -> STEP;
      default -> DECLARATION;
    };
  }
}
