package org.horkos.dsl.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;

/** An example of each statement, for whoever has begun one and does not know how it goes on. */
final class Forms {
  /** The first line of every text. */
  static final String HEADING = "agreement WebsiteBuild version 1";

  private static final String SERIES = "deliverable rent by tenant 12 times every 30 days { }";

  /** Of declarations, by their first word. */
  static final Map<Integer, String> DECLARATION =
      Map.ofEntries(
          Map.entry(OathLexer.TOKEN, "token USDC decimals 6"),
          Map.entry(OathLexer.PARAMETER, "parameter price: 1_000..100_000 USDC"),
          Map.entry(OathLexer.PARTY, "party hunter open for 30 days"),
          Map.entry(OathLexer.ATTESTOR, "attestor lab"),
          Map.entry(OathLexer.FUNDED, "funded within 7 days"),
          Map.entry(OathLexer.IMPORT, "import \"courts.oath\" 0x00"),
          Map.entry(OathLexer.PANEL, "panel jury seats 5 needs 3"),
          Map.entry(
              OathLexer.CONTEST, "contest prizes { pays 500 USDC from sponsor place 1 100% }"),
          Map.entry(
              OathLexer.CALENDAR,
              "calendar berlin { weekend saturday and sunday until 2028-12-31 }"),
          Map.entry(OathLexer.TEMPLATE, "template milestone(amount) { pays amount from client }"),
          Map.entry(OathLexer.COURT, "court quality { draws 3, evidence 3 days }"),
          Map.entry(OathLexer.DELIVERABLE, "deliverable launch by studio after design { }"),
          Map.entry(OathLexer.EVERY, "every deliverable { }"),
          Map.entry(OathLexer.LET, "let score = 70% of tests"),
          Map.entry(OathLexer.SCENARIO, "scenario \"all goes well\" { }"));

  /** Of clauses of a deliverable. */
  static final Map<Integer, String> CLAUSE =
      Map.ofEntries(
          Map.entry(OathLexer.PAYS, "pays 500 USDC from client"),
          Map.entry(OathLexer.OWES, "owes 200 USDC to lender"),
          Map.entry(OathLexer.RANKS, "ranks score in prizes"),
          Map.entry(OathLexer.EXCUSE, "excuse at most 30 days"),
          Map.entry(OathLexer.ALLOW, "allow client to end 15 days after due"),
          Map.entry(OathLexer.RECORDS, "records \"kept its word\" of performer 10 when not late"),
          Map.entry(OathLexer.BOND, "bond 20% of pay by performer"),
          Map.entry(OathLexer.DUE, "due 14 days after start, grace 2 days"),
          Map.entry(
              OathLexer.FACT,
              "fact fits \"Does it fit?\": yes|no by client within 5 days, silence means yes"),
          Map.entry(
              OathLexer.DECISION, "decision style: 0..10 by client within 5 days, silence means 5"),
          Map.entry(OathLexer.LET, "let score = 70% of tests"),
          Map.entry(OathLexer.REQUIRE, "require \"complete\" signoff is yes"),
          Map.entry(OathLexer.AWARD, "award 85% when score at least 75"),
          Map.entry(
              OathLexer.PENALTY,
              "penalty \"late\" gives client 1% of pay per started day late, at most 10% of pay"),
          Map.entry(OathLexer.CHALLENGE, "challenge within 3 days, judged by quality"),
          Map.entry(OathLexer.DELIVER, "deliver at most 3 times"),
          Map.entry(OathLexer.MISSED, "missed 21 days after due gives payer 50% of performer.bond"),
          Map.entry(OathLexer.FAILED, "failed gives payer 50% of performer.bond"));

  /** Of clauses of a court. */
  static final Map<Integer, String> COURT =
      Map.of(
          OathLexer.DRAWS, "draws 3",
          OathLexer.EVIDENCE, "evidence 3 days",
          OathLexer.COMMIT, "commit 2 days",
          OathLexer.REVEAL, "reveal 1 day",
          OathLexer.APPEAL, "appeal 2 days at most 2 times",
          OathLexer.LOSER, "loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}");

  /** Of clauses of a contest. */
  static final Map<Integer, String> CONTEST =
      Map.of(
          OathLexer.PAYS, "pays 500 USDC from sponsor",
          OathLexer.PLACE, "place 1 50%",
          OathLexer.SHARES, "shares");

  /** Of steps of a scenario. */
  static final Map<Integer, String> STEP =
      Map.of(
          OathLexer.GIVEN, "given price = 5_000 USDC",
          OathLexer.WAIT, "wait 3 days",
          OathLexer.EXPECT, "expect studio gets 1_940 USDC, client recovers 200 USDC",
          OathLexer.COURT, "court finds launch {lighthouse 78} after 8 days",
          OathLexer.NAME, "studio delivers design {screens 9} 60 hours after design.due");

  /** Of what somebody does in a scenario, by the verb. */
  static final Map<Integer, String> ACT =
      Map.of(
          OathLexer.DELIVERS, "studio delivers design {screens 9} 60 hours after design.due",
          OathLexer.PAYS, "borrower pays loan 500 USDC after 1 day",
          OathLexer.ANSWERS, "client answers design.signoff yes after 1 day",
          OathLexer.CHALLENGES, "client challenges design {screens 5} after 1 day",
          OathLexer.STANDS, "studio stands by design.screens after 1 day",
          OathLexer.CONCEDES, "studio concedes design.screens after 1 day",
          OathLexer.ACCEPTS, "client accepts design after 1 day",
          OathLexer.JOINS, "hunter joins 2 days after start",
          OathLexer.ENDS, "client ends design 20 days after start");

  private Forms() {}

  /** How a statement of a block goes that begins with a word. */
  static Optional<String> beginningWith(int type, Set<Integer> starters) {
    Map<Integer, String> forms =
        starters.equals(Starters.CLAUSE)
            ? CLAUSE
            : starters.equals(Starters.COURT)
                ? COURT
                : starters.equals(Starters.STEP) ? STEP : DECLARATION;
    return Optional.ofNullable(forms.get(type));
  }

  /** How the statement goes in which the reader is; empty outside of statements with an example. */
  static Optional<String> around(ParserRuleContext context) {
    for (ParserRuleContext at = context; at != null; at = at.getParent()) {
      boolean insideBlock = Starters.isBlock(at) && at.getChildCount() > 0;
      if (at instanceof OathParser.TextContext || insideBlock) {
        return Optional.empty();
      }
      Optional<String> form = of(at);
      if (form.isPresent()) {
        return form;
      }
    }
    return Optional.empty();
  }

  /** How a statement goes, or the part of one that has an example of its own. */
  static Optional<String> of(ParserRuleContext statement) {
    int first = statement.getStart().getType();
    return switch (statement) {
      case OathParser.HeadingContext _ -> Optional.of(HEADING);
      case OathParser.SeriesContext _ -> Optional.of(SERIES);
      case OathParser.ClauseContext _ -> Optional.ofNullable(CLAUSE.get(first));
      case OathParser.CourtClauseContext _ -> Optional.ofNullable(COURT.get(first));
      case OathParser.ContestClauseContext _ -> Optional.ofNullable(CONTEST.get(first));
      case OathParser.ActContext act when act.action() != null ->
          Optional.ofNullable(ACT.get(act.action().getStart().getType()));
      case OathParser.StepContext _ -> Optional.ofNullable(STEP.get(first));
      case OathParser.DeclarationContext _ -> Optional.ofNullable(DECLARATION.get(first));
      default -> Optional.empty();
    };
  }
}
