package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.panel.PanelState.Phase;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.value.Address;
import org.junit.jupiter.api.Test;

/** Random lives of courts: honest, lying, silent and meddling arbitrators, at random times. */
class NoStakeIsCreatedOrLost {
  private static final int LIVES = 10_000;
  private static final Set<String> TAKEN_OUT = new HashSet<>();

  @Test
  void stakesPoolsAndTreasuryAddUpAfterEveryStepOfEveryLife() {
    int reachedTheEnd = 0;
    int ruledByBallots = 0;
    for (long seed : Chance.seeds(LIVES)) {
      Trial trial = live(new Chance(seed));
      reachedTheEnd += trial.state.phase() == Phase.DONE ? 1 : 0;
      ruledByBallots += trial.state.coherent() != 0 ? 1 : 0;
    }
    if (Long.getLong("horkos.seed") == null) {
      assertThat(reachedTheEnd).isEqualTo(LIVES);
      assertThat(ruledByBallots).isGreaterThan(LIVES / 3);
      assertThat(TAKEN_OUT).as("what happened in them").hasSize(4);
    }
  }

  private static Trial live(Chance chance) {
    long minimum = 1 + chance.below(100);
    long[] stakes = new long[chance.below(8)];
    for (int i = 0; i < stakes.length; i++) {
      stakes[i] = minimum + chance.below(1_000);
    }
    SortedMap<Integer, org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms> facts =
        new TreeMap<>();
    for (int f = 0; f <= chance.below(3); f++) {
      facts.put(
          2 * f,
          chance.oneIn(2)
              ? Trial.fact(Kind.CHOICE, 0, 1 + chance.below(3))
              : Trial.fact(Kind.NUMBER, -chance.below(50), chance.below(50)));
    }
    Set<Address> concerned = new HashSet<>();
    while (chance.oneIn(3)) {
      concerned.add(Chance.address(chance.below(10)));
    }
    Trial trial = new Trial(Trial.courtOf(minimum, stakes), 1 + chance.below(5), facts, concerned);
    trial.beacon = new PanelInput.Beacon(Trial.EVIDENCE_UNTIL, chance.hash());
    trial.now = Trial.EVIDENCE_UNTIL - 10;
    Map<Integer, SortedMap<Integer, BigInteger>> ballots = new HashMap<>();
    BigInteger outside = BigInteger.ZERO;
    BigInteger all = trial.stakes();
    for (int step = 0; step < 400 && trial.state.phase() != Phase.DONE; step++) {
      outside = outside.add(meddle(trial, chance));
      act(trial, chance, ballots);
      assertThat(trial.stakes().add(outside)).as("seed " + chance.seed).isEqualTo(all);
      assertThat(trial.court.tree().total().signum()).isNotNegative();
      nobodySitsWhoMayNot(trial, chance);
    }
    BigInteger part = trial.state.courtPart();
    assertThat(trial.fees()).as("seed " + chance.seed).isEqualTo(part);
    assertThat(trial.locked()).as("seed " + chance.seed).isEqualTo(BigInteger.ZERO);
    return trial;
  }

  /** Somebody tops up, takes out stake or collects it while the panel runs. */
  private static BigInteger meddle(Trial trial, Chance chance) {
    if (trial.court.arbitrators() == 0 || !chance.oneIn(4)) {
      return BigInteger.ZERO;
    }
    int who = chance.below(trial.court.arbitrators());
    BigInteger amount = chance.amount(1_200);
    Address address = trial.court.tree().arbitrator(who).address();
    Court.Input input =
        switch (chance.below(3)) {
          case 0 -> new Court.Input.Stake(address, who, amount);
          case 1 ->
              new Court.Input.Unstake(
                  address,
                  who,
                  chance.oneIn(2) ? amount : trial.court.tree().arbitrator(who).stake());
          default -> new Court.Input.Collect(address, who, Trial.TOKEN);
        };
    // Some panels run longer than what is leaving must wait.
    long at = trial.now + (chance.oneIn(2) ? PanelTerms.UNBONDING : 0);
    if (!(trial.court.apply(input, at) instanceof Court.Result.Applied applied)) {
      return BigInteger.ZERO;
    }
    Arbitrator before = trial.court.tree().arbitrator(who);
    trial.court = applied.court();
    Arbitrator after = trial.court.tree().arbitrator(who);
    return switch (input) {
      case Court.Input.Stake stake -> amount.negate();
      case Court.Input.Unstake unstake -> {
        TAKEN_OUT.add(before.locked().compareTo(after.stake()) > 0 ? "locked ones" : "free ones");
        yield BigInteger.ZERO;
      }
      case Court.Input.Collect collect -> {
        TAKEN_OUT.add(after.leaving().signum() > 0 ? "down to the locked" : "whole");
        yield applied.paid();
      }
    };
  }

  private static void act(
      Trial trial, Chance chance, Map<Integer, SortedMap<Integer, BigInteger>> ballots) {
    trial.now += chance.oneIn(8) ? chance.below(86_400) : chance.below(600);
    PanelInput input =
        switch (trial.state.phase()) {
          case DRAWING -> trial.draw();
          case COMMIT -> {
            int seat = chance.below(trial.state.seats().size());
            SortedMap<Integer, BigInteger> ballot = new TreeMap<>();
            trial
                .terms
                .facts()
                .forEach(
                    (fact, terms) -> {
                      long range = terms.most().subtract(terms.least()).longValueExact() + 1;
                      BigInteger word = chance.oneIn(3) ? chance.amount(range) : BigInteger.ZERO;
                      ballot.put(fact, terms.least().add(word));
                    });
            ballots.putIfAbsent(seat, ballot);
            yield trial.commitment(seat, ballots.getOrDefault(seat, ballot));
          }
          case REVEAL -> {
            int seat = chance.below(trial.state.seats().size());
            yield trial.reveal(
                seat, Optional.ofNullable(ballots.get(seat)).orElse(new TreeMap<>()));
          }
          case RULED -> new PanelInput.Pay(chance.amount(1_000));
          case SETTLING, DONE ->
              new PanelInput.SettleSeat(chance.below(Math.max(1, trial.state.seats().size())));
        };
    if (chance.oneIn(200) && trial.state.phase().compareTo(Phase.RULED) < 0) {
      input = new PanelInput.Dissolve();
    }
    if (trial.refusal(input).isEmpty()) {
      trial.with(input);
    } else {
      trial.with(new PanelInput.Advance());
    }
  }

  private static void nobodySitsWhoMayNot(Trial trial, Chance chance) {
    Set<Address> sitting = new HashSet<>();
    for (Seat seat : trial.state.seats()) {
      if (!seat.empty()) {
        assertThat(trial.concerned).as("seed " + chance.seed).doesNotContain(seat.voter());
        assertThat(sitting.add(seat.voter())).as("seed " + chance.seed).isTrue();
        assertThat(
                trial.court.tree().arbitrator(seat.arbitrator()).locked().signum() > 0
                    || seat.settled())
            .as("seed " + chance.seed)
            .isTrue();
      }
    }
  }
}
