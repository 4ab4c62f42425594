package org.horkos.app.explain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.engine.lifecycle.Lifecycle;

/** How a dispute over a deliverable goes: who must speak up until when, and what if nobody does. */
final class Disputes {
  private final Agreement agreement;
  private final Phrases phrases;
  private final Deliverable deliverable;

  Disputes(Agreement agreement, Phrases phrases, Deliverable deliverable) {
    this.agreement = agreement;
    this.phrases = phrases;
    this.deliverable = deliverable;
  }

  /** Whether there can be any. */
  boolean any() {
    return deliverable.court() != Deliverable.NO_COURT
        && deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (deliverable.challengeSeconds() > 0) {
      boolean business =
          deliverable.clauses().business().filter(Clauses.Business::challenge).isPresent();
      lines.add(
          "challenges: within "
              + phrases.span(deliverable, deliverable.challengeSeconds(), business)
              + " of the verdict");
    }
    if (any()) {
      Agreement.Court court = agreement.courts().get(deliverable.court());
      standBy().forEach((said, facts) -> lines.add(standBy(facts, said, court)));
      lines.add(lasts(court));
      lines.add(withoutRuling(court));
    }
    return lines;
  }

  /** Whether all that its source says needs somebody to stand by it. */
  boolean isNobodys(Deliverable.Fact fact) {
    return switch (fact.source()) {
      case Source.Performer _ -> !hasBond(deliverable.performer());
      case Source.Other other -> other.attestor() || !hasBond(other.index());
    };
  }

  /** What of a fact nobody defends unless somebody stands by it. */
  private List<String> undefended(Deliverable.Fact fact) {
    List<String> said = new ArrayList<>();
    if (isNobodys(fact)) {
      said.add("what " + source(fact) + " states");
    }
    if (fact.source() instanceof Source.Other other) {
      boolean claimed = other.silence() instanceof Silence.AsClaimed;
      if (!claimed || !hasBond(deliverable.performer())) {
        said.add("what the silence of " + source(fact) + " means");
      }
    }
    return said;
  }

  private String source(Deliverable.Fact fact) {
    return switch (fact.source()) {
      case Source.Performer _ -> phrases.party(deliverable.performer());
      case Source.Other other ->
          other.attestor()
              ? agreement.attestors().get(other.index()).name()
              : phrases.party(other.index());
    };
  }

  private boolean hasBond(int party) {
    return deliverable.lots().stream().anyMatch(lot -> lot.owner() == party);
  }

  /** The names of the facts of which the same is nobody's. */
  private Map<String, List<String>> standBy() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Deliverable.Fact fact : deliverable.facts()) {
      String said = String.join(" and ", undefended(fact));
      if (fact.contestable() && !said.isEmpty()) {
        all.computeIfAbsent(said, _ -> new ArrayList<>()).add(fact.name());
      }
    }
    return all;
  }

  private String standBy(List<String> facts, String said, Agreement.Court court) {
    String owners =
        deliverable.lots().stream()
            .map(lot -> phrases.party(lot.owner()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return Phrases.names(facts)
        + ": "
        + said
        + " is nobody's own: if it is challenged, "
        + owners
        + (deliverable.lots().size() > 1 ? ", who did not challenge it," : "")
        + " may stand by it until "
        + Narrator.duration(court.evidenceSeconds())
        + " after the time for challenges; if nobody does, the challenge is right without a"
        + " court, unless two of them differ, and nobody forfeits anything";
  }

  private static String lasts(Agreement.Court court) {
    long most =
        court.evidenceSeconds()
            + Lifecycle.drawWithin()
            + court.commitSeconds()
            + court.revealSeconds()
            + Lifecycle.panelSlack();
    return "a dispute: evidence for "
        + Narrator.duration(court.evidenceSeconds())
        + " after the time for challenges, then the draw of "
        + court.draws()
        + " arbitrators within "
        + Narrator.duration(Lifecycle.drawWithin())
        + ", then ballots for "
        + Narrator.duration(court.commitSeconds())
        + ", their opening for "
        + Narrator.duration(court.revealSeconds())
        + " and "
        + Narrator.duration(Lifecycle.panelSlack())
        + " for the ruling to come in: "
        + Narrator.duration(most)
        + " at most"
        + (court.appeals() == 0 ? "" : "; appeals are not heard yet: that ruling is final");
  }

  /** Nobody was wrong then, but the court has been asked. */
  private static String withoutRuling(Agreement.Court court) {
    BigInteger half =
        BigInteger.valueOf(court.forfeitBps()).multiply(BigInteger.valueOf(court.courtBps()));
    String percent =
        new BigDecimal(half, 6).divide(BigDecimal.TWO).stripTrailingZeros().toPlainString();
    return "without a ruling by then the facts stand as they did before"
        + (half.signum() == 0
            ? ""
            : ", and each side pays half of the court's part, " + percent + "% of its bond here");
  }
}
