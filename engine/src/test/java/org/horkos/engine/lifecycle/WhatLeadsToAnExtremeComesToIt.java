package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.foresight.End;
import org.horkos.dsl.foresight.Extreme;
import org.horkos.dsl.foresight.Foresight;
import org.horkos.dsl.foresight.Lead;
import org.horkos.dsl.foresight.Outlook;
import org.horkos.dsl.foresight.Range;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.RandomAgreements;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;
import org.junit.jupiter.api.Test;

/**
 * The facts that {@code horkos explain} says lead to a party's worst and best do lead there, to the
 * unit, whatever the facts are that it says do not matter: judged by the rule program.
 */
class WhatLeadsToAnExtremeComesToIt {
  private static final long SEED = Long.getLong("horkos.seed", 815L);
  private static final int TRIES = 12;

  private final Chance chance = new Chance(SEED);
  private int judged;
  private int unreached;

  @Test
  void inEveryExample() {
    for (Path file : BoundAgreements.examples()) {
      Agreement agreement = BoundAgreements.checked(file);
      for (int run = 0; run < 3; run++) {
        BoundAgreements.of(file.getFileName().toString(), agreement, chance)
            .ifPresent(this::extremes);
      }
    }
    assertThat(judged).isGreaterThan(500);
    assertThat(unreached).as("bounds that are not exact, beside %s", judged).isZero();
  }

  @Test
  void inRandomAgreements() {
    for (long seed = SEED; seed < SEED + Math.max(4, RandomLife.LIVES / 250); seed++) {
      RandomAgreements random = new RandomAgreements(seed);
      BoundAgreements.of("seed " + seed, random.agreement(), random.bindings().parameters())
          .ifPresent(this::extremes);
    }
    assertThat(judged).isGreaterThan(unreached);
  }

  private void extremes(BoundAgreements bound) {
    for (Outlook outlook : Foresight.of(bound.agreement(), bound.parameters()).outlooks()) {
      for (Extreme extreme : List.of(outlook.least(), outlook.most())) {
        for (Lead lead : extreme.leads()) {
          boolean delivered = lead.end() == End.KEPT || lead.end() == End.FAILED;
          boolean owes =
              !bound.terms().deliverables().get(lead.deliverable()).clauses().owes().isEmpty();
          if (delivered && !owes) {
            judge(bound, outlook, lead);
          }
        }
      }
    }
  }

  private void judge(BoundAgreements bound, Outlook outlook, Lead lead) {
    if (!lead.exact()) {
      unreached++;
      return;
    }
    DeliverableTerms part = bound.terms().deliverables().get(lead.deliverable());
    for (int i = 0; i < TRIES; i++) {
      FactSheet sheet = sheet(bound, lead);
      Verdict verdict = new RuleMachine(bound.terms()).evaluate(lead.deliverable(), sheet);
      String where = bound.name() + ": " + lead + " on " + sheet;
      assertThat(Outcome.isKept(part, verdict)).as(where).isEqualTo(lead.end() == End.KEPT);
      assertThat(net(bound, part, verdict, outlook)).as(where).isEqualTo(lead.amount());
      judged++;
    }
  }

  private BigInteger net(
      BoundAgreements bound, DeliverableTerms part, Verdict verdict, Outlook outlook) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < bound.agreement().parties().size(); i++) {
      members.add(new Member(Optional.of(RandomTerms.address(60 + i)), RandomLife.START));
    }
    BigInteger net = BigInteger.ZERO;
    for (DeliverableTerms.Pot pot : part.pays()) {
      net = pot.owner() == outlook.party() ? net.subtract(pot.amount()) : net;
    }
    for (DeliverableTerms.Pot pot : part.lots()) {
      net = pot.owner() == outlook.party() ? net.subtract(pot.amount()) : net;
    }
    for (Payout payout : Outcome.delivered(part, members, verdict, List.of())) {
      boolean its = payout.to().equals(new Recipient.Party(outlook.party()));
      net = its ? net.add(payout.amount()) : net;
    }
    return net;
  }

  private FactSheet sheet(BoundAgreements bound, Lead lead) {
    Deliverable deliverable = bound.agreement().deliverables().get(lead.deliverable());
    Amounts amounts = Amounts.of(deliverable, bound.parameters());
    List<BigInteger> words = new ArrayList<>();
    for (int i = 0; i < deliverable.facts().size(); i++) {
      Deliverable.Domain domain = deliverable.facts().get(i).domain();
      Range all = new Range(domain.least(), amounts.most(domain));
      Range range = lead.facts().getOrDefault(i, all);
      words.add(domain instanceof Deliverable.Domain.Document ? BigInteger.TEN : within(range));
    }
    long seconds = lead.lateness().map(this::seconds).orElse(0L);
    boolean late = seconds > deliverable.graceSeconds();
    return new FactSheet(words, late ? seconds : 0, Math.max(0, -seconds));
  }

  private BigInteger within(Range range) {
    BigInteger width = range.most().subtract(range.least());
    return switch (chance.between(0, 2)) {
      case 0 -> range.least();
      case 1 -> range.most();
      default -> range.least().add(chance.amount().mod(width.add(BigInteger.ONE)));
    };
  }

  private long seconds(Lead.Lateness when) {
    long least = when.least().map(BigInteger::longValueExact).orElse(Long.MIN_VALUE);
    long most = when.most().map(BigInteger::longValueExact).orElse(Long.MAX_VALUE);
    return chance.oneIn(2) && least != Long.MIN_VALUE || most == Long.MAX_VALUE ? least : most;
  }
}
