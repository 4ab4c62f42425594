package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.foresight.Foresight;
import org.horkos.dsl.foresight.Outlook;
import org.horkos.engine.verdict.RandomAgreements;
import org.junit.jupiter.api.Test;

/**
 * Invariants 2 and 3 as {@code horkos explain} states them: whatever anybody does in a random life,
 * no party ends with less than its worst or more than its best, and all is over by the latest end.
 * {@code -Dhorkos.seed=N -Dhorkos.lives=M} repeats a run.
 */
class EveryLifeStaysWithinTheForesight {
  private static final long SEED = Long.getLong("horkos.seed", 4_711L);

  /** A searched agreement is looked at in so many lives. */
  private static final int LIVES = 25;

  /** A debt and a seat stand beside what ends all; both sides can end it. */
  private static final String ENDS_ALL =
      """
      agreement EndsAll version 1
      token EUR decimals 2
      parameter price: 10..1_000 EUR
      party buyer
      party seller
      party helper open for 1 day
      court trade {
        draws 3, evidence 3 days, commit 2 days, reveal 1 day
        loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
      }
      deliverable first by seller {
        pays price from buyer
        bond 20% of pay by seller
        bond 20% of pay by buyer
        due 1 day after start
        missed 2 days after due gives buyer 50% of seller.bond, ends all
        failed gives buyer 10% of seller.bond, ends all
        challenge within 1 day, judged by trade
        fact fine "Is it fine?": yes|no by buyer within 1 day, silence means yes
        require "fine" fine is yes
      }
      deliverable second by seller after first {
        pays price from buyer
        bond 20% of pay by seller
        due 3 days after first
        missed 2 days after due gives buyer 100% of seller.bond
      }
      deliverable rent by seller 3 times every 1 day {
        owes 7 EUR to buyer
        owes 1 EUR to helper when late
        due 1 day after start, grace 1 hour
        missed 1 day after due carries over
      }
      deliverable help by helper {
        pays 5 EUR from buyer
        bond 2 EUR by helper
        due 2 days after start
        missed 1 day after due gives buyer 1 EUR, ends all
        decision good: yes|no by buyer within 1 day, silence means yes
        require "good" good is yes
      }
      """;

  /** What is missed is carried over, and goes to somebody else than whom it was owed to. */
  private static final String CARRIES =
      """
      agreement Carries version 1
      token EUR decimals 2
      parameter rate: 1..50 EUR
      party lender
      party broker
      party borrower
      party guard open for 3 days
      deliverable loan by borrower 4 times every 2 days {
        owes rate to lender
        owes 3 EUR to broker
        owes 2 EUR to lender when late
        due 1 day after start, grace 2 hours
        missed 1 day after due carries over
      }
      deliverable rent by broker 3 times every 2 days {
        owes 5 EUR to guard
        owes 1 EUR to guard when late
        due 4 days after start
        missed 1 day after due carries over
      }
      deliverable back by lender after loan#4 {
        owes 3 * rate to borrower
        due 2 days after loan#4
        missed 2 days after due
      }
      """;

  private int endedAll;
  private int reached;
  private int said;

  @Test
  void ofEveryExample() {
    int each = Math.max(2, RandomLife.LIVES / 5_000);
    for (Path file : BoundAgreements.examples()) {
      Agreement agreement = BoundAgreements.checked(file);
      for (int run = 0; run < each; run++) {
        Chance chance = new Chance(SEED + run);
        String name = file.getFileName() + ", seed " + (SEED + run);
        BoundAgreements.of(name, agreement, chance).ifPresent(this::lives);
      }
    }
    assertThat(reached).as("of %s exact extremes", said).isGreaterThan(said / 4);
  }

  @Test
  void ofRandomAgreements() {
    int agreements = Math.max(4, RandomLife.LIVES / 250);
    for (long seed = SEED; seed < SEED + agreements; seed++) {
      RandomAgreements random = new RandomAgreements(seed);
      Agreement agreement = random.agreement();
      BoundAgreements.of("seed " + seed, agreement, random.bindings().parameters())
          .ifPresent(this::lives);
    }
  }

  @Test
  void whereOneEndEndsAll() {
    Agreement agreement = BoundAgreements.checked("ends-all.oath", ENDS_ALL);
    for (int run = 0; run < Math.max(2, RandomLife.LIVES / 2_500); run++) {
      BoundAgreements.of("seed " + (SEED + run), agreement, new Chance(SEED + run))
          .ifPresent(this::lives);
    }
    assertThat(endedAll).as("lives in which one end ended all").isGreaterThan(5);
  }

  @Test
  void whereDebtsAreCarriedOver() {
    Agreement agreement = BoundAgreements.checked("carries.oath", CARRIES);
    for (int run = 0; run < Math.max(4, RandomLife.LIVES / 2_500); run++) {
      BoundAgreements.of("seed " + (SEED + run), agreement, new Chance(SEED + run))
          .ifPresent(this::lives);
    }
    assertThat(reached).as("extremes reached of %s", said).isPositive();
  }

  private void lives(BoundAgreements bound) {
    Foresight foresight = Foresight.of(bound.agreement(), bound.parameters());
    Set<String> met = new HashSet<>();
    for (int i = 0; i < LIVES; i++) {
      RandomLife life = RandomLife.on(bound.terms(), SEED + i);
      long latest = Lifecycle.latestEnd(bound.terms(), RandomLife.START);
      NetChanges changes = new NetChanges(life);
      seats(life, i).forEach(seat -> life.take(seat, changes));
      life.run(changes);
      life.run(changes);
      boolean late = life.now > latest;
      life.onlyTime(changes);
      assertThat(late || life.now <= latest).as("%s, life %s", bound.name(), i).isTrue();
      // What was paid of a debt before all settle on L1 is in what they settle, which is not
      // bounded.
      boolean settled = life.state.settledAt() != 0;
      if (!settled || !owes(bound)) {
        check(bound, foresight, changes, i, met);
      }
      endedAll += life.state.allEnded().isPresent() ? 1 : 0;
    }
    for (Outlook outlook : foresight.outlooks()) {
      said += (outlook.least().exact() ? 1 : 0) + (outlook.most().exact() ? 1 : 0);
    }
    reached += met.size();
  }

  private static boolean owes(BoundAgreements bound) {
    return bound.agreement().deliverables().stream()
        .anyMatch(one -> !one.clauses().owes().isEmpty());
  }

  /** Mostly all seats are filled; whose is not filled may be filled later. */
  private static List<Input> seats(RandomLife life, int number) {
    List<Input> joins = new ArrayList<>();
    for (int party = 0; party < life.terms.head().parties().size(); party++) {
      boolean open = life.terms.head().parties().get(party).open();
      if (open && (number + party) % 5 != 0) {
        joins.add(new Input.Join(party, RandomTerms.address(120 + party)));
      }
    }
    return joins;
  }

  private static void check(
      BoundAgreements bound, Foresight foresight, NetChanges changes, int life, Set<String> met) {
    for (int party = 0; party < bound.agreement().parties().size(); party++) {
      for (int token = 0; token < bound.agreement().tokens().size(); token++) {
        BigInteger net = changes.of(party, token);
        Optional<Outlook> outlook = outlook(foresight, party, token);
        String where =
            bound.name() + ", life " + life + ", " + bound.agreement().parties().get(party).name();
        if (outlook.isEmpty()) {
          assertThat(net).as(where).isZero();
          continue;
        }
        assertThat(net)
            .as(where)
            .isBetween(
                outlook.get().leastDisputed().amount(), outlook.get().mostDisputed().amount());
        if (!changes.forfeited()) {
          BigInteger least = outlook.get().least().amount();
          BigInteger most = outlook.get().most().amount();
          assertThat(net).as(where).isBetween(least, most);
          if (outlook.get().least().exact() && net.equals(least)) {
            met.add("least " + party + " " + token);
          }
          if (outlook.get().most().exact() && net.equals(most)) {
            met.add("most " + party + " " + token);
          }
        }
      }
    }
  }

  private static Optional<Outlook> outlook(Foresight foresight, int party, int token) {
    return foresight.outlooks().stream()
        .filter(one -> one.party() == party && one.token() == token)
        .findFirst();
  }
}
