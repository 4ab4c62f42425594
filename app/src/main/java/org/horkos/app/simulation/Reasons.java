package org.horkos.app.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.horkos.arbitration.dispute.DisputeState.Claim;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.rules.Explanation;

/** Tells why a verdict is what it is: which rules held with which values, and who found a fact. */
public final class Reasons {
  private final Narrator narrator;

  /** The reasons in the words of one agreement. */
  public Reasons(Narrator narrator) {
    this.narrator = narrator;
  }

  /** Each rule of an evaluation: what it is, whether it held, with which values. */
  public List<String> rules(int deliverable, Explanation explanation) {
    List<Explanation.RuleOutcome> awards =
        explanation.rules().stream()
            .filter(rule -> rule.kind() == Explanation.Kind.AWARD && rule.held())
            .toList();
    Optional<Explanation.RuleOutcome> greatest =
        awards.stream().max(Comparator.comparing(rule -> rule.amount().orElse(BigInteger.ZERO)));
    // A penalty for several payers is a rule for each; that none holds is told once.
    Set<String> told = new HashSet<>();
    return explanation.rules().stream()
        .filter(rule -> rule.held() || told.add(rule(deliverable, rule)))
        .map(
            rule ->
                rule(deliverable, rule)
                    + (awards.size() > 1 && rule.equals(greatest.orElseThrow())
                        ? ": the greatest, so it counts"
                        : ""))
        .toList();
  }

  /** The same, each behind the name of its deliverable, as in a timeline. */
  public List<String> timeline(int deliverable, Explanation explanation) {
    return rules(deliverable, explanation).stream()
        .map(rule -> narrator.name(deliverable) + ":   rule " + rule)
        .toList();
  }

  /**
   * Whose silence stands in a verdict for an answer, and what it means.
   *
   * @param part the deliverable's terms
   * @param facts what is known of each once all answers are in or have lapsed
   * @param deliveredAt Unix second of the delivery
   * @param assertedAt Unix second of the verdict
   */
  public List<String> silences(
      int deliverable,
      DeliverableTerms part,
      List<FactState> facts,
      long deliveredAt,
      long assertedAt) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      FactTerms terms = part.facts().get(i);
      FactState known = facts.get(i);
      if (terms.source() == Source.PERFORMER
          || known.answered().isPresent()
          || Lifecycle.neverAsked(part, facts, deliveredAt, assertedAt, i)) {
        continue;
      }
      BigInteger word =
          terms.statedByPerformer()
              ? known.claimed().orElse(terms.silenceWord())
              : terms.silenceWord();
      told.add(
          narrator.name(deliverable)
              + ":   "
              + (terms.source() == Source.ATTESTOR
                  ? narrator.attestor(terms.index())
                  : narrator.party(terms.index()))
              + " was silent for "
              + narrator.within(deliverable, i)
              + ": "
              + narrator.fact(deliverable, i).name()
              + " is "
              + narrator.word(deliverable, i, word)
              + (terms.statedByPerformer() ? ", as claimed" : ""));
    }
    return told;
  }

  private String rule(int deliverable, Explanation.RuleOutcome rule) {
    String what =
        switch (rule.kind()) {
          case REQUIRE -> "require \"" + rule.label() + '"';
          case AWARD -> (rule.label().endsWith("%") ? "award " : "award number ") + rule.label();
          case PENALTY -> "penalty \"" + rule.label() + '"';
          case RECORD -> "record \"" + rule.label() + '"';
        };
    String values =
        rule.values().stream()
            .map(value -> value(deliverable, value))
            .distinct()
            .collect(Collectors.joining(", "));
    return what
        + (rule.held() ? " holds" : " does not hold")
        + rule.amount().map(amount -> ", " + amount(deliverable, rule, amount)).orElse("")
        + (values.isEmpty() ? "" : " (" + values + ")");
  }

  private String amount(int deliverable, Explanation.RuleOutcome rule, BigInteger amount) {
    return rule.kind() == Explanation.Kind.RECORD
        ? amount + (amount.equals(BigInteger.ONE) ? " point" : " points")
        : narrator.money(deliverable, amount);
  }

  /** Lateness says what it is by itself: "on time", "3 h 0 min 0 s late". */
  private String value(int deliverable, Explanation.Value value) {
    return value.name().equals("late") || value.name().equals("early")
        ? value.text()
        : value.name() + " " + narrator.value(deliverable, value);
  }

  /**
   * What was said of each contested fact, what was found, and who forfeits what.
   *
   * @param contested the facts of the dispute
   * @param ruled what was found
   */
  public List<String> dispute(int deliverable, List<ContestedFact> contested, Effect.Ruled ruled) {
    List<String> told = new ArrayList<>();
    for (ContestedFact fact : contested) {
      Optional<Finding> found =
          ruled.findings().stream().filter(each -> each.fact() == fact.fact()).findFirst();
      told.add(
          "contested: "
              + narrator.fact(deliverable, fact.fact()).name()
              + " was asserted as "
              + narrator.word(deliverable, fact.fact(), fact.asserted())
              + stated(fact)
              + fact.claims().stream()
                  .map(claim -> claim(deliverable, fact, claim))
                  .collect(Collectors.joining())
              + found.map(finding -> found(deliverable, finding)).orElse(""));
      ruled.forfeits().stream()
          .filter(forfeit -> forfeit.fact() == fact.fact())
          .forEach(forfeit -> told.add("forfeit: " + narrator.forfeit(deliverable, forfeit)));
    }
    return told;
  }

  private String stated(ContestedFact fact) {
    return fact.statedBy() == ContestedFact.NOBODY
        ? ""
        : " (" + narrator.party(fact.statedBy()) + " stated it)";
  }

  private String claim(int deliverable, ContestedFact fact, Claim claim) {
    return ", "
        + narrator.party(claim.party())
        + " claims "
        + narrator.word(deliverable, fact.fact(), claim.word());
  }

  private String found(int deliverable, Finding finding) {
    String word = narrator.word(deliverable, finding.fact(), finding.word());
    return switch (finding.by()) {
      case COURT -> ", the court found " + word;
      case NO_BALLOTS -> ", no panel found otherwise: it stays " + word;
      case UNDEFENDED -> ", nobody defended it: it is " + word;
    };
  }
}
