package org.horkos.app.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.horkos.app.binding.Money;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.rules.Explanation;
import org.horkos.engine.verdict.Verdict;

/** Tells effects in sentences, with the names of the agreement. */
public final class Narrator {
  private final Agreement agreement;

  /** A narrator for one agreement. */
  public Narrator(Agreement agreement) {
    this.agreement = agreement;
  }

  /** What an effect means; several sentences where money moves. */
  public List<String> tell(Effect effect) {
    return switch (effect) {
      case Effect.Moved moved -> moved(moved);
      case Effect.Asserted asserted ->
          List.of(
              asserted.missed()
                  ? name(asserted.deliverable())
                      + ": nothing was delivered in time"
                      + window(asserted.deliverable())
                  : name(asserted.deliverable())
                      + ": asserted: "
                      + verdict(asserted.deliverable(), asserted.verdict())
                      + window(asserted.deliverable()));
      case Effect.Frozen frozen ->
          List.of(
              name(frozen.deliverable())
                  + ": contested by "
                  + party(frozen.challenger())
                  + "; its pay and bonds are frozen");
      case Effect.Challenged challenged ->
          List.of(
              name(challenged.deliverable())
                  + ": "
                  + party(challenged.party())
                  + " claims"
                  + facts(challenged.deliverable(), challenged.claim()));
      case Effect.StoodBy stoodBy ->
          List.of(
              name(stoodBy.deliverable())
                  + ": "
                  + party(stoodBy.party())
                  + " stands by "
                  + fact(stoodBy.deliverable(), stoodBy.fact()).name());
      case Effect.Paid paid ->
          paid.shares().stream()
              .map(
                  share ->
                      name(paid.deliverable())
                          + ": "
                          + party(agreement.deliverables().get(paid.deliverable()).performer())
                          + " pays "
                          + party(share.to())
                          + " "
                          + Money.show(share.amount(), agreement.tokens().get(paid.token())))
              .toList();
      case Effect.Conceded conceded ->
          List.of(
              name(conceded.deliverable())
                  + ": "
                  + party(conceded.party())
                  + " concedes "
                  + fact(conceded.deliverable(), conceded.fact()).name());
      case Effect.PanelCalled called ->
          List.of(
              name(called.deliverable())
                  + ": the evidence period is over, a panel must find "
                  + called.facts().stream()
                      .map(fact -> fact(called.deliverable(), fact).name())
                      .collect(Collectors.joining(", ")));
      case Effect.Joined joined ->
          List.of(party(joined.party()) + " joined as " + joined.account());
      case Effect.Settled settled -> List.of("all parties settled on L1");
      case Effect.Shown shown ->
          List.of(
              name(shown.deliverable())
                  + ": "
                  + party(shown.party())
                  + " shows the court document "
                  + shown.document());
      case Effect.Ruled ruled -> ruled(ruled);
      case Effect.Ended ended -> ended(ended);
      case Effect.Closed closed -> List.of("all has ended: the agreement is closed");
    };
  }

  /** When an effect happened, Unix seconds. */
  public static long instant(Effect effect) {
    return switch (effect) {
      case Effect.Moved moved -> moved.at();
      case Effect.Asserted asserted -> asserted.at();
      case Effect.Frozen frozen -> frozen.at();
      case Effect.Challenged challenged -> challenged.at();
      case Effect.StoodBy stoodBy -> stoodBy.at();
      case Effect.Conceded conceded -> conceded.at();
      case Effect.PanelCalled called -> called.at();
      case Effect.Paid paid -> paid.at();
      case Effect.Joined joined -> joined.at();
      case Effect.Settled settled -> settled.at();
      case Effect.Shown shown -> shown.at();
      case Effect.Ruled ruled -> ruled.at();
      case Effect.Ended ended -> ended.at();
      case Effect.Closed closed -> closed.at();
    };
  }

  /** Stated or claimed facts in braces. */
  String facts(int deliverable, SortedMap<Integer, BigInteger> facts) {
    return facts.entrySet().stream()
        .map(
            entry ->
                fact(deliverable, entry.getKey()).name()
                    + " "
                    + word(deliverable, entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", " {", "}"));
  }

  /** A verdict in half a sentence: award, penalties and failed requires. */
  public String verdict(int deliverable, Verdict verdict) {
    Deliverable terms = agreement.deliverables().get(deliverable);
    StringBuilder told = new StringBuilder("award ").append(money(deliverable, verdict.award()));
    if (!verdict.failedRequires().isEmpty()) {
      told.append(" because ")
          .append(
              verdict.failedRequires().stream()
                  .map(index -> '"' + terms.requires().get(index).label() + '"')
                  .collect(Collectors.joining(" and ")))
          .append(" does not hold");
    }
    for (Verdict.Penalty penalty : verdict.penalties()) {
      told.append(", penalty \"")
          .append(terms.penalties().get(penalty.rule()).label())
          .append("\" gives ")
          .append(party(penalty.to()))
          .append(' ')
          .append(money(deliverable, penalty.amount()));
    }
    if (verdict.value().signum() > 0) {
      told.append(", worth ").append(verdict.value()).append(" in its contest");
    }
    for (Verdict.Points record : verdict.records()) {
      told.append(", ")
          .append(party(record.to()))
          .append(record.points() < 0 ? " loses " : " gets ")
          .append(Math.abs(record.points()))
          .append(" points in record ")
          .append(record.rule());
    }
    return told.toString();
  }

  /** A fact's word as people write it. */
  public String word(int deliverable, int fact, BigInteger word) {
    if (isVote(deliverable, fact) && word.equals(fact(deliverable, fact).domain().least())) {
      return "no vote";
    }
    return switch (fact(deliverable, fact).domain()) {
      case Deliverable.Domain.Choice choice ->
          word.signum() >= 0 && word.compareTo(BigInteger.valueOf(choice.options().size())) < 0
              ? choice.options().get(word.intValue())
              : word.toString();
      case Deliverable.Domain.Range range ->
          range
              .token()
              .map(token -> Money.show(word, agreement.tokens().get(token)))
              .orElse(word.toString());
      case Deliverable.Domain.TimeSpan _ ->
          word.signum() == 0 ? "0 days" : duration(word.longValue());
      case Deliverable.Domain.Percent _ ->
          new java.math.BigDecimal(word, 2).stripTrailingZeros().toPlainString() + "%";
      case Deliverable.Domain.Time _ ->
          java.time.Instant.ofEpochSecond(word.longValue()).toString();
      case Deliverable.Domain.Document document ->
          "document " + String.format(Locale.ROOT, "%064x", word).substring(0, 8) + "…";
    };
  }

  /** A value that a rule looked at; a seat that did not vote and a span in words. */
  String value(int deliverable, Explanation.Value value) {
    List<Deliverable.Fact> facts = agreement.deliverables().get(deliverable).facts();
    for (int i = 0; i < facts.size(); i++) {
      boolean span = facts.get(i).domain() instanceof Deliverable.Domain.TimeSpan;
      if (facts.get(i).name().equals(value.name()) && (span || isVote(deliverable, i))) {
        return word(deliverable, i, value.word());
      }
    }
    return value.text();
  }

  /**
   * Whether a fact is the vote of a panel's seat on a number: its least word says that there is no
   * vote.
   */
  public boolean isVote(int deliverable, int fact) {
    Deliverable.Fact of = fact(deliverable, fact);
    return of.name().indexOf('#') >= 0 && of.domain() instanceof Deliverable.Domain.Range;
  }

  /** The party's name. */
  public String party(int index) {
    return agreement.parties().get(index).name();
  }

  /** The attestor's name. */
  public String attestor(int index) {
    return agreement.attestors().get(index).name();
  }

  /** The deliverable's name. */
  public String name(int deliverable) {
    return agreement.deliverables().get(deliverable).name();
  }

  /** Who is paid, as a name. */
  public String recipient(Effect.Recipient recipient) {
    return switch (recipient) {
      case Effect.Recipient.Party party -> party(party.index());
      case Effect.Recipient.Court court -> "court";
      case Effect.Recipient.Burn burn -> "burn";
    };
  }

  private List<String> moved(Effect.Moved moved) {
    String name = name(moved.deliverable());
    return switch (moved.to()) {
      case WAITING -> List.of(name + ": waits");
      case OPEN ->
          List.of(
              moved.from() == Phase.ASSERTED
                  ? name + ": open again, for another delivery"
                  : name + ": open for delivery");
      case ANSWERING -> List.of(name + ": delivered; other sources are asked");
      // told by Asserted, Frozen and Ended
      case ASSERTED, DISPUTED, EXECUTED, CANCELLED -> List.of();
    };
  }

  private List<String> ruled(Effect.Ruled ruled) {
    List<String> told = new ArrayList<>();
    for (Finding finding : ruled.findings()) {
      told.add(
          name(ruled.deliverable())
              + ": found: "
              + fact(ruled.deliverable(), finding.fact()).name()
              + " is "
              + word(ruled.deliverable(), finding.fact(), finding.word()));
    }
    for (Forfeit forfeit : ruled.forfeits()) {
      told.add(name(ruled.deliverable()) + ": " + forfeit(ruled.deliverable(), forfeit));
    }
    return told;
  }

  /** Who forfeits what to whom. */
  String forfeit(int deliverable, Forfeit forfeit) {
    Deliverable.Lot lot = agreement.deliverables().get(deliverable).lots().get(forfeit.lot());
    return party(lot.owner())
        + " was wrong and forfeits "
        + Money.show(forfeit.amount(), agreement.tokens().get(lot.token()))
        + switch (forfeit.to()) {
          case WINNER -> " to " + party(forfeit.party());
          case COURT -> " to the court";
          case BURN -> ", burned";
        };
  }

  private List<String> ended(Effect.Ended ended) {
    String name = name(ended.deliverable());
    List<String> told = new ArrayList<>();
    told.add(
        name
            + switch (ended.end()) {
              case NONE -> ": goes on";
              case KEPT -> ": kept";
              case FAILED -> ": failed";
              case MISSED -> ": missed";
              case CANCELLED -> ": cancelled";
            }
            + ended
                .verdict()
                .map(verdict -> ", " + verdict(ended.deliverable(), verdict))
                .orElse(""));
    for (Effect.Payout payout : ended.payouts()) {
      told.add(
          name
              + ": "
              + Money.show(payout.amount(), agreement.tokens().get(payout.token()))
              + " to "
              + recipient(payout.to())
              + " ("
              + why(payout.source())
              + ")");
    }
    return told;
  }

  /** What a payout is for. */
  public static String why(Effect.Reason reason) {
    return switch (reason) {
      case AWARD -> "award";
      case UNAWARDED -> "pay that was not awarded";
      case PENALTY -> "penalty";
      case FORFEIT -> "forfeit";
      case BOND -> "bond back";
    };
  }

  /** The challenge window behind a semicolon; nothing where nothing waits for one. */
  private String window(int deliverable) {
    Deliverable of = agreement.deliverables().get(deliverable);
    return of.challengeSeconds() == 0
        ? ""
        : "; the challenge window is "
            + span(
                of.challengeSeconds(), of.clauses().business().filter(Clauses.Business::challenge));
  }

  /** How long the source of a fact has to answer. */
  String within(int deliverable, int fact) {
    Optional<Clauses.Business> counted =
        agreement
            .deliverables()
            .get(deliverable)
            .clauses()
            .business()
            .filter(days -> days.facts().contains(fact));
    return switch (fact(deliverable, fact).source()) {
      case Deliverable.Source.Performer _ -> duration(0);
      case Deliverable.Source.Other other -> span(other.withinSeconds(), counted);
    };
  }

  private String span(long seconds, Optional<Clauses.Business> counted) {
    return counted
        .map(days -> days.shown(seconds, agreement.calendars()))
        .orElseGet(() -> duration(seconds));
  }

  /** A duration for people, in its largest whole units. */
  public static String duration(long seconds) {
    long days = seconds / 86_400;
    long hours = seconds % 86_400 / 3_600;
    long minutes = seconds % 3_600 / 60;
    long rest = seconds % 60;
    List<String> parts = new ArrayList<>();
    if (days > 0) {
      parts.add(days + (days == 1 ? " day" : " days"));
    }
    if (hours > 0) {
      parts.add(hours + (hours == 1 ? " hour" : " hours"));
    }
    if (minutes > 0) {
      parts.add(minutes + (minutes == 1 ? " minute" : " minutes"));
    }
    if (rest > 0 || parts.isEmpty()) {
      parts.add(rest + (rest == 1 ? " second" : " seconds"));
    }
    return String.join(" ", parts);
  }

  Deliverable.Fact fact(int deliverable, int fact) {
    return agreement.deliverables().get(deliverable).facts().get(fact);
  }

  String money(int deliverable, BigInteger baseUnits) {
    Deliverable terms = agreement.deliverables().get(deliverable);
    int token =
        terms.pays().isEmpty()
            ? terms.lots().stream().findFirst().map(Deliverable.Lot::token).orElse(0)
            : terms.pays().getFirst().token();
    return Money.show(baseUnits, agreement.tokens().get(token));
  }
}
