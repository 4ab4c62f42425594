package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** A court and one panel of it, driven the way the node does: effects go back into the court. */
final class Trial {
  static final long EVIDENCE_UNTIL = 1_000_000;
  static final long COMMIT = 2 * 86_400L;
  static final long REVEAL = 86_400L;
  static final Address TOKEN = Chance.address(999);
  static final Address FEE_TOKEN = Chance.address(998);

  final PanelTerms terms;
  final SumTree frozen;
  final Set<Address> concerned;
  Court court;
  PanelState state;
  long now;
  PanelInput.Beacon beacon = new PanelInput.Beacon(EVIDENCE_UNTIL, new Chance(7).hash());
  final List<PanelEffect> effects = new ArrayList<>();

  Trial(Court court, int draws, SortedMap<Integer, FactTerms> facts, Set<Address> concerned) {
    this.court = court;
    this.frozen = court.tree();
    this.concerned = concerned;
    this.terms =
        new PanelTerms(
            3, new Chance(1).hash(), 1, 0, draws, COMMIT, REVEAL, court.minimumStake(), facts);
    this.state = PanelState.opened(0, court.tree(), EVIDENCE_UNTIL);
    this.now = EVIDENCE_UNTIL;
  }

  /**
   * Five arbitrators with 300 each, minimum 100, three draws, a number 0..100 and a choice of 3.
   */
  static Trial usual() {
    return new Trial(courtOf(100, 300, 300, 300, 300, 300), 3, usualFacts(), Set.of());
  }

  static SortedMap<Integer, FactTerms> usualFacts() {
    SortedMap<Integer, FactTerms> facts = new TreeMap<>();
    facts.put(0, fact(Kind.NUMBER, 0, 100));
    facts.put(4, fact(Kind.CHOICE, 0, 2));
    return facts;
  }

  static FactTerms fact(Kind kind, long least, long most) {
    return new FactTerms(
        kind,
        true,
        Source.PERFORMER,
        0,
        0,
        Silence.NONE,
        BigInteger.ZERO,
        BigInteger.valueOf(least),
        BigInteger.valueOf(most));
  }

  static Court courtOf(long minimum, long... stakes) {
    Court court =
        Court.created(Chance.address(1_000), TOKEN, FEE_TOKEN, BigInteger.valueOf(minimum));
    for (int i = 0; i < stakes.length; i++) {
      court =
          ((Court.Result.Applied)
                  court.apply(
                      new Court.Input.Stake(Chance.address(i), i, BigInteger.valueOf(stakes[i])),
                      0))
              .court();
    }
    return court;
  }

  static SortedMap<Integer, BigInteger> ballot(long... factsAndWords) {
    SortedMap<Integer, BigInteger> words = new TreeMap<>();
    for (int i = 0; i < factsAndWords.length; i += 2) {
      words.put((int) factsAndWords[i], BigInteger.valueOf(factsAndWords[i + 1]));
    }
    return words;
  }

  static Hash salt(int seat) {
    return new Chance(100 + seat).hash();
  }

  PanelInput.Draw draw() {
    return new PanelInput.Draw(frozen, court, concerned, beacon, Optional.empty());
  }

  /** Applies what must succeed. */
  Trial with(PanelInput input) {
    PanelResult result = Panel.apply(terms, state, input, now);
    assertThat(result).isInstanceOf(PanelResult.Applied.class);
    PanelResult.Applied applied = (PanelResult.Applied) result;
    state = applied.state();
    effects.addAll(applied.effects());
    for (PanelEffect effect : applied.effects()) {
      if (effect instanceof PanelEffect.OnCourt onCourt) {
        court = court.after(onCourt).court();
      }
    }
    return this;
  }

  Optional<PanelRefusal> refusal(PanelInput input) {
    return Panel.apply(terms, state, input, now) instanceof PanelResult.Refused refused
        ? Optional.of(refused.refusal())
        : Optional.empty();
  }

  Trial drawAll() {
    while (state.phase() == PanelState.Phase.DRAWING) {
      with(draw());
    }
    return this;
  }

  PanelInput.Commit commitment(int seat, SortedMap<Integer, BigInteger> ballot) {
    Address voter = state.seats().get(seat).voter();
    return new PanelInput.Commit(
        voter, seat, Ballot.commitment(voter, terms, seat, Ballot.hash(ballot), salt(seat)));
  }

  PanelInput.Reveal reveal(int seat, SortedMap<Integer, BigInteger> ballot) {
    return new PanelInput.Reveal(state.seats().get(seat).voter(), seat, salt(seat), ballot);
  }

  /** Commits and reveals one ballot per seat. */
  Trial vote(List<SortedMap<Integer, BigInteger>> ballots) {
    for (int s = 0; s < ballots.size(); s++) {
      with(commitment(s, ballots.get(s)));
    }
    for (int s = 0; s < ballots.size(); s++) {
      with(reveal(s, ballots.get(s)));
    }
    return this;
  }

  Trial settleAll() {
    while (state.nextToSettle().isPresent()) {
      with(new PanelInput.SettleSeat(state.nextToSettle().get()));
    }
    return this;
  }

  Map<Integer, Optional<BigInteger>> found() {
    return effects.stream()
        .filter(PanelEffect.Ruled.class::isInstance)
        .map(effect -> ((PanelEffect.Ruled) effect).ruling().found())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** All stake there is, wherever it lies. */
  BigInteger stakes() {
    return court.tree().arbitrators().stream()
        .map(Arbitrator::leaving)
        .reduce(court.total().add(court.stakeTreasury()).add(state.pool()), BigInteger::add);
  }

  /** All fees that arbitrators and treasury have. */
  BigInteger fees() {
    return court.tree().arbitrators().stream()
        .map(Arbitrator::earned)
        .reduce(court.feeTreasury(), BigInteger::add);
  }

  BigInteger locked() {
    return court.tree().arbitrators().stream()
        .map(Arbitrator::locked)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
