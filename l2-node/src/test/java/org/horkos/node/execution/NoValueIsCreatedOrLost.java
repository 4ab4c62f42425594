package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.junit.jupiter.api.Test;

/** Invariants 1, 3 and 5 of the whole rollup over random lives of both examples. */
class NoValueIsCreatedOrLost {
  private static final int LIVES = Integer.getInteger("horkos.lives", 10_000);

  /** One life in so many also makes every root, and is loaded again from its leaves. */
  private static final int WITH_ROOTS = 25;

  @Test
  void whateverPeopleDoAndInTheEndTimeClosesEverything() {
    long first = Seeded.seed(41_000);
    int lives = System.getProperty("horkos.seed") == null ? LIVES : 1;
    int disputes = 0;
    int rulings = 0;
    for (int i = 0; i < lives; i++) {
      Seeded seeded = new Seeded(first + i);
      boolean roots = seeded.oneIn(WITH_ROOTS);
      RandomLife life = roots ? new RandomLife(seeded) : RandomLife.cheap(seeded);
      Books books = new Books(life.world);
      try {
        int steps = 10 + seeded.below(roots ? 140 : 60);
        for (int step = 0; step < steps; step++) {
          life.step();
          books.check();
        }
        assertThat(life.timeCloses()).isTrue();
        books.check();
        everyOutcomeExecutedOnce(life);
        if (roots) {
          State restarted = State.load(life.world.state.leaves());
          assertThat(restarted.root()).isEqualTo(life.world.state.root());
        }
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError(seeded.toString(), broken);
      }
      disputes += life.world.state.globals().disputes() > 0 ? 1 : 0;
      rulings += life.world.effects.stream().anyMatch(NoValueIsCreatedOrLost::revealed) ? 1 : 0;
      if (!roots) {
        life.forget();
      }
    }
    // The lives must be varied, or the test shows little.
    if (lives > 100) {
      assertThat(disputes).isGreaterThan(lives / 20);
      assertThat(rulings).isGreaterThan(lives / 500);
    }
  }

  private static boolean revealed(StepEffect effect) {
    return effect instanceof StepEffect.OnPanel on && on.effect() instanceof PanelEffect.Revealed;
  }

  /** Each deliverable's money leaves once, and nobody gets more than the terms' maximum. */
  private static void everyOutcomeExecutedOnce(RandomLife life) {
    Map<Address, Set<Long>> sequences = new HashMap<>();
    Map<String, BigInteger> received = new HashMap<>();
    for (long i = 0; i < life.world.state.globals().outbox(); i++) {
      Leaf.OutboxLeaf message = life.world.state.outbox(i).orElseThrow();
      if (message.kind() == Leaf.OutboxLeaf.Kind.WITHDRAWAL) {
        continue;
      }
      assertThat(
              sequences
                  .computeIfAbsent(message.target(), any -> new HashSet<>())
                  .add(message.sequence()))
          .as(life.seeded.toString())
          .isTrue();
      message
          .payments()
          .forEach(
              payment ->
                  received.merge(
                      message.target() + "/" + payment.to(), payment.amount(), BigInteger::add));
    }
    for (long id = 0; id < 2; id++) {
      Terms terms = RandomLife.terms(id);
      Leaf.AgreementHead head = life.world.state.agreement(id).orElseThrow();
      for (PartyMoney money : terms.head().money()) {
        Address to =
            id == 1 && money.party() == 1
                ? World.STUDIO.address()
                : terms.head().parties().get(money.party()).account();
        assertThat(received.getOrDefault(head.escrow() + "/" + to, BigInteger.ZERO))
            .as(life.seeded.toString())
            .isLessThanOrEqualTo(money.maximum());
      }
    }
  }
}
