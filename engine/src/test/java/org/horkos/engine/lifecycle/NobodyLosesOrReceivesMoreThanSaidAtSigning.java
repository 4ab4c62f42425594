package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.MostLost;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.junit.jupiter.api.Test;

/**
 * Invariant 2: a party never receives more than its maximum in the terms, court and burn never more
 * than their caps; and what a party has put in less what it got back is never more than {@link
 * MostLost} said before anybody signed.
 */
class NobodyLosesOrReceivesMoreThanSaidAtSigning {
  @Test
  void payoutsStayWithinTheMaximaOfTheTerms() {
    RandomLife.forAll(
        life -> {
          TermsHead head = life.terms.head();
          Map<String, BigInteger> received = new TreeMap<>();
          RandomLife.Watch watch =
              step ->
                  RandomLife.ended(step)
                      .forEach(
                          ended -> ended.payouts().forEach(payout -> receive(received, payout)));
          life.run(watch);
          life.onlyTime(watch);
          for (PartyMoney money : head.money()) {
            BigInteger got = take(received, "party " + money.party() + " " + money.token());
            assertThat(got).isBetween(BigInteger.ZERO, money.maximum());
          }
          for (int token = 0; token < head.tokens().size(); token++) {
            assertThat(take(received, "court " + token))
                .isLessThanOrEqualTo(head.caps().get(token).court());
            assertThat(take(received, "burn " + token))
                .isLessThanOrEqualTo(head.caps().get(token).burn());
          }
          assertThat(received).as("paid to somebody whom the terms do not know").isEmpty();
        });
  }

  @Test
  void nobodyLosesMoreThanSaidWhateverAnybodyDoes() {
    Tightness tightness = new Tightness();
    RandomLife.forAll(
        life -> {
          List<MostLost> said = MostLost.of(life.terms);
          Purses purses = new Purses(life);
          life.run(purses);
          life.onlyTime(purses);
          for (MostLost each : said) {
            BigInteger lost = purses.lost(each.party(), each.token());
            assertThat(lost).as("%s", each).isLessThanOrEqualTo(each.most());
            tightness.see(lost, each.most());
          }
          for (PartyMoney money : life.terms.head().money()) {
            assertThat(said)
                .filteredOn(e -> e.party() == money.party() && e.token() == money.token())
                .hasSize(money.deposit().signum())
                .allMatch(each -> each.most().compareTo(money.deposit()) <= 0)
                .allMatch(each -> each.silent().compareTo(each.most()) <= 0);
          }
        });
    tightness.check();
  }

  @Test
  void whoNeverActsLosesAtMostWhatSilenceCanCost() {
    Tightness tightness = new Tightness();
    RandomLife.forAll(
        life -> {
          int silent = life.chance.between(0, life.terms.head().parties().size() - 1);
          Purses purses = new Purses(life);
          life.runWithout(silent, purses);
          life.onlyTime(purses);
          for (MostLost each : MostLost.of(life.terms)) {
            if (each.party() == silent) {
              BigInteger lost = purses.lost(silent, each.token());
              assertThat(lost).as("%s", each).isLessThanOrEqualTo(each.silent());
              tightness.see(lost, each.silent());
            }
          }
        });
    tightness.check();
  }

  /** What is said would be worth little if it were never reached. */
  private static final class Tightness {
    private int bounded;
    private int reached;

    void see(BigInteger lost, BigInteger said) {
      bounded += said.signum();
      reached += said.signum() > 0 && lost.equals(said) ? 1 : 0;
    }

    void check() {
      if (bounded > 1_000) {
        assertThat(reached).as("of %s bounds", bounded).isGreaterThan(bounded / 40);
      }
    }
  }

  /** What each party has put in and got back, by what the steps of a life say. */
  private static final class Purses implements RandomLife.Watch {
    private final RandomLife life;
    private final Map<String, BigInteger> lost = new TreeMap<>();

    Purses(RandomLife life) {
      this.life = life;
    }

    BigInteger lost(int party, int token) {
      return lost.getOrDefault(party + " " + token, BigInteger.ZERO);
    }

    @Override
    public void see(RandomLife.Step step) {
      for (Effect.Ended ended : RandomLife.ended(step)) {
        // What all have settled on L1, L1 has paid by their signatures.
        boolean settled =
            ended.end() == End.CANCELLED
                && step.before().settledAt() != 0
                && ended.at() == step.before().settledAt()
                && ended.payouts().isEmpty();
        if (!settled) {
          DeliverableTerms part = life.terms.deliverables().get(ended.deliverable());
          part.pays().forEach(this::paidIn);
          part.lots().forEach(this::paidIn);
          ended.payouts().forEach(this::paidOut);
        }
      }
    }

    private void paidIn(Pot pot) {
      if (life.state.members().get(pot.owner()).account().isPresent()) {
        lost.merge(pot.owner() + " " + pot.token(), pot.amount(), BigInteger::add);
      }
    }

    private void paidOut(Payout payout) {
      if (payout.to() instanceof Recipient.Party to) {
        lost.merge(to.index() + " " + payout.token(), payout.amount().negate(), BigInteger::add);
      }
    }
  }

  private static void receive(Map<String, BigInteger> received, Payout payout) {
    String who =
        switch (payout.to()) {
          case Recipient.Party party -> "party " + party.index();
          case Recipient.Court _ -> "court";
          case Recipient.Burn _ -> "burn";
        };
    received.merge(who + " " + payout.token(), payout.amount(), BigInteger::add);
  }

  private static BigInteger take(Map<String, BigInteger> received, String who) {
    BigInteger amount = received.remove(who);
    return amount == null ? BigInteger.ZERO : amount;
  }
}
