package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.junit.jupiter.api.Test;

/**
 * Invariant 2: a party never receives more than its maximum in the terms, court and burn never more
 * than their caps; and what a party loses was its deposit, because nobody else's pots pay for it.
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
