package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.junit.jupiter.api.Test;

/** Invariant 1: per token, what was paid in is in the pots or has been paid out, to the unit. */
class NoValueIsCreatedOrLost {
  @Test
  void depositsArePotsAndPayoutsAfterEveryStep() {
    RandomLife.forAll(
        life -> {
          BigInteger[] out = zeros(life.terms);
          RandomLife.Watch watch =
              step -> {
                for (Effect.Ended ended : RandomLife.ended(step)) {
                  paidOut(life.terms, step, ended, out);
                }
                BigInteger[] in = zeros(life.terms);
                BigInteger[] pots = zeros(life.terms);
                sums(life.terms, life.state, in, pots);
                for (int token = 0; token < in.length; token++) {
                  assertThat(pots[token].add(out[token])).isEqualTo(in[token]);
                }
              };
          life.run(watch);
          life.onlyTime(watch);
        });
  }

  private static BigInteger[] zeros(Terms terms) {
    BigInteger[] zeros = new BigInteger[terms.head().tokens().size()];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  private static void paidOut(
      Terms terms, RandomLife.Step step, Effect.Ended ended, BigInteger[] out) {
    DeliverableState before = step.before().deliverables().get(ended.deliverable());
    boolean settled =
        ended.end() == End.CANCELLED
            && step.before().settledAt() != 0
            && ended.at() == step.before().settledAt()
            && ended.payouts().isEmpty();
    if (settled) {
      // L1 has paid these pots.
      DeliverableTerms part = terms.deliverables().get(ended.deliverable());
      count(step.before(), part.pays(), before::left, out);
      count(step.before(), part.lots(), before::left, out);
    }
    for (Effect.Payout payout : ended.payouts()) {
      assertThat(payout.amount()).isPositive();
      out[payout.token()] = out[payout.token()].add(payout.amount());
    }
  }

  private static void sums(Terms terms, AgreementState state, BigInteger[] in, BigInteger[] pots) {
    for (int i = 0; i < terms.deliverables().size(); i++) {
      DeliverableTerms part = terms.deliverables().get(i);
      DeliverableState its = state.deliverables().get(i);
      count(state, part.pays(), Pot::amount, in);
      count(state, part.lots(), Pot::amount, in);
      count(state, part.pays(), its::left, pots);
      count(state, part.lots(), its::left, pots);
    }
  }

  /** An empty seat has paid nothing in. */
  private static void count(
      AgreementState state, List<Pot> pots, Function<Pot, BigInteger> amount, BigInteger[] sums) {
    for (Pot pot : pots) {
      if (state.members().get(pot.owner()).account().isPresent()) {
        sums[pot.token()] = sums[pot.token()].add(amount.apply(pot));
      }
    }
  }
}
