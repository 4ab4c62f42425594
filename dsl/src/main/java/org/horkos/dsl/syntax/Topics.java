package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.horkos.grammar.OathParser;

/**
 * What somebody probably wants to say with a sentence that is no statement, by the words in it; so
 * that the hint shows the statement that says it.
 */
final class Topics {
  /** What a sentence is about when one of these words stands in it; the first that fits counts. */
  private record Topic(Set<String> words, String hint) {}

  private static final String LATE =
      "what is taken for being late is a penalty: `penalty \"late\" gives client 1% of pay per"
          + " started day late, at most 10% of pay`";

  private static final String BACK =
      "money that nobody has earned goes back by itself; what more is given if nothing comes"
          + " stands in `missed 21 days after due gives payer 50% of performer.bond`";

  /** How several parties are declared. */
  static final String PARTY = "every party has a line of its own: `party client`";

  private static final String OWED =
      "money that somebody has to pay in is a clause of its own: `owes 200 USDC to lender`";

  // So many words are no slip of the pen.
  private static final int SENTENCE = 5;

  private static final List<Topic> CLAUSES =
      List.of(
          new Topic(Set.of("late", "later", "delay", "delayed", "delays", "overdue"), LATE),
          new Topic(
              Set.of("back", "refund", "refunded", "returned", "never", "cancel", "cancelled"),
              BACK),
          new Topic(
              Set.of(
                  "interest",
                  "instalment",
                  "instalments",
                  "rent",
                  "loan",
                  "lend",
                  "lends",
                  "repays",
                  "repay"),
              OWED),
          new Topic(
              Set.of("bonus", "premium"),
              "what is earned on top is the greater of several awards: `award 85% when score at"
                  + " least 75` and `award 100% when score at least 90`"),
          new Topic(
              Set.of("upfront", "half", "remainder", "otherwise", "full", "partially", "rest"),
              "what part of the pay is earned is an award: `award 50% when score at least 75`, and"
                  + " what no award gives goes back by itself; work that is paid in parts is"
                  + " several deliverables"),
          new Topic(
              Set.of("fine", "penalty", "deduct", "deducted", "minus", "less", "damage", "damages"),
              "what is taken from the pay is a penalty: `penalty \"faults\" gives client 5% of pay"
                  + " when faults above 3`"),
          new Topic(
              Set.of("deposit", "deposits", "bond", "collateral", "stake", "pledge"),
              "what somebody puts at stake is a bond: `bond 20% of pay by performer`"),
          new Topic(
              Set.of(
                  "dispute",
                  "complain",
                  "object",
                  "objects",
                  "disputes",
                  "disagree",
                  "court",
                  "judge",
                  "judges",
                  "arbitrator",
                  "arbitration"),
              "disputes are a clause: `challenge within 3 days, judged by quality`"),
          new Topic(
              Set.of(
                  "pay", "pays", "paid", "payment", "price", "costs", "cost", "receives", "gets"),
              "who pays what stands in a clause: `pays 500 USDC from client`"),
          new Topic(
              Set.of(
                  "quality",
                  "good",
                  "approves",
                  "approve",
                  "accepts",
                  "rated",
                  "check",
                  "says",
                  "happy",
                  "satisfied",
                  "decides"),
              "what somebody has to find is a fact: `fact fits \"Does it fit?\": yes|no by client"
                  + " within 5 days, silence means yes`, and then `require \"as agreed\" fits is"
                  + " yes`"),
          new Topic(
              Set.of(
                  "deliver",
                  "delivers",
                  "delivered",
                  "finish",
                  "finished",
                  "finishes",
                  "done",
                  "complete",
                  "ready",
                  "ends",
                  "deadline",
                  "by",
                  "until",
                  "before"),
              "by when it is owed stands in `due 14 days after start`"));

  private static final List<Topic> DECLARATIONS =
      List.of(
          new Topic(
              Set.of(
                  "ship",
                  "ships",
                  "deliver",
                  "delivers",
                  "send",
                  "sends",
                  "build",
                  "builds",
                  "make",
                  "makes",
                  "write",
                  "writes",
                  "paint",
                  "paints",
                  "bakes",
                  "walks"),
              "what somebody does for others is a `deliverable logo by artist { }`, with `due 14"
                  + " days after start` between its braces"),
          new Topic(Set.of("parties", "between"), PARTY));

  private static final List<Topic> STEPS =
      List.of(
          new Topic(
              Set.of("receives", "get", "gets", "receive", "earns", "should", "must", "back"),
              "what comes of it is an expectation: `expect studio gets 500 USDC`"),
          new Topic(
              Set.of("says", "say", "answer", "approves", "agrees", "confirms", "rates", "thinks"),
              "who states a fact answers it: `client answers design.signoff yes after 1 day`"),
          new Topic(
              Set.of("days", "day", "later", "time", "passes", "weeks"),
              "time passes with `wait 3 days`"));

  private Topics() {}

  /** What kind of statement begins in a block. */
  static String kind(ParserRuleContext block) {
    return switch (block) {
      case OathParser.ClauseBlockContext _ -> "clause";
      case OathParser.CourtBlockContext _ -> "clause of a court";
      case OathParser.ContestBlockContext _ -> "clause of a contest";
      case OathParser.CalendarBlockContext _ -> "clause of a calendar";
      case OathParser.StepBlockContext _ -> "step";
      default -> "declaration";
    };
  }

  /** The statement that a sentence in a block probably means. */
  static Optional<String> hint(List<String> sentence, ParserRuleContext block) {
    List<Topic> topics =
        switch (block) {
          case OathParser.ClauseBlockContext _ -> CLAUSES;
          case OathParser.StepBlockContext _ -> STEPS;
          case OathParser.TextContext _ -> DECLARATIONS;
          default -> List.of();
        };
    Set<String> words =
        Set.copyOf(sentence.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
    boolean repays = words.contains("back") && (words.contains("pays") || words.contains("pay"));
    if (repays && topics.equals(CLAUSES)) {
      return Optional.of(OWED);
    }
    Optional<String> found = first(topics, words);
    if (found.isEmpty() && block instanceof OathParser.TextContext) {
      return first(CLAUSES, words)
          .map(hint -> hint + ", between the braces of a `deliverable logo by artist { }`")
          .or(
              () ->
                  Optional.of("what somebody does for others is a `deliverable logo by artist { }`")
                      .filter(hint -> sentence.size() >= SENTENCE));
    }
    return found;
  }

  /** The step that a verb means which is none of the language. */
  static Optional<String> ofVerb(String verb) {
    return first(STEPS, Set.of(verb));
  }

  private static Optional<String> first(List<Topic> topics, Set<String> words) {
    return topics.stream()
        .filter(topic -> topic.words().stream().anyMatch(words::contains))
        .map(Topic::hint)
        .findFirst();
  }
}
