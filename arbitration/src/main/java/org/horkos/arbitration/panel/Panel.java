package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.horkos.arbitration.panel.PanelState.Phase;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.jspecify.annotations.Nullable;

/**
 * The panel's state machine: one pure function. Every input first applies the time that has passed.
 * The caller applies each {@link PanelEffect.OnCourt} to the court, hands {@link PanelEffect.Ruled}
 * to the lifecycle and answers with {@link PanelInput.Pay}.
 */
public final class Panel {
  private final PanelTerms terms;
  private final List<PanelEffect> effects = new ArrayList<>();
  private PanelState state;

  private Panel(PanelTerms terms, PanelState state) {
    this.terms = terms;
    this.state = state;
  }

  /**
   * Does what the input says, or says why not. Never throws for whatever a stranger sends.
   *
   * @param terms the dispute's; {@code facts} as contested and defended now
   * @param state the panel before
   * @param input what happens
   * @param now Unix seconds, not below that of the input before
   * @throws IllegalArgumentException if {@link PanelInput.Draw} carries a tree that is not the
   *     frozen one
   */
  public static PanelResult apply(PanelTerms terms, PanelState state, PanelInput input, long now) {
    Panel panel = new Panel(terms, state);
    panel.passTime(now);
    Optional<PanelRefusal> refusal =
        switch (input) {
          case PanelInput.Advance advance -> Optional.empty();
          case PanelInput.Draw draw -> panel.draw(draw, now);
          case PanelInput.Commit commit -> panel.commit(commit, now);
          case PanelInput.Reveal reveal -> panel.reveal(reveal, now);
          case PanelInput.Dissolve dissolve -> panel.dissolve(now);
          case PanelInput.Pay pay -> panel.pay(pay, now);
          case PanelInput.SettleSeat settle -> panel.settle(settle, now);
        };
    return refusal.isPresent()
        ? new PanelResult.Refused(refusal.get())
        : new PanelResult.Applied(panel.state, panel.effects);
  }

  /**
   * The ticket of a try: {@code H(seed || dispute u32 || round u8 || seat u8 || try u8) mod total}.
   */
  public static BigInteger ticket(
      Hash seed, PanelTerms terms, int seat, int attempt, BigInteger total) {
    byte[] tail =
        ByteBuffer.allocate(7)
            .putInt((int) terms.dispute())
            .put((byte) terms.round())
            .put((byte) seat)
            .put((byte) attempt)
            .array();
    return new BigInteger(1, Keccak.hash(seed.bytes(), tail).bytes()).mod(total);
  }

  private void passTime(long now) {
    while (true) {
      Optional<Long> deadline = state.nextDeadline();
      if (deadline.isEmpty() || deadline.get() > now) {
        return;
      }
      long at = deadline.get();
      switch (state.phase()) {
        case DRAWING -> drawn(at);
        case COMMIT -> committed(at);
        case REVEAL -> tally(at);
        case RULED, SETTLING, DONE ->
            throw new IllegalStateException("time alone moves no panel that has ruled");
      }
    }
  }

  private Optional<PanelRefusal> draw(PanelInput.Draw input, long now) {
    if (state.phase() == Phase.RULED && state.frozenTotal().signum() == 0) {
      return Optional.of(PanelRefusal.NOBODY_STAKED);
    }
    if (state.phase() != Phase.DRAWING) {
      return Optional.of(PanelRefusal.NOT_DRAWING);
    }
    if (now < state.evidenceUntil()) {
      return Optional.of(PanelRefusal.EVIDENCE_PERIOD_RUNS);
    }
    if (terms.facts().isEmpty()) {
      return Optional.of(PanelRefusal.NOTHING_TO_FIND);
    }
    if (input.beacon().time() < state.evidenceUntil()) {
      return Optional.of(PanelRefusal.BEACON_TOO_EARLY);
    }
    if (input.previous().isPresent() && input.previous().get() >= state.evidenceUntil()) {
      return Optional.of(PanelRefusal.NOT_THE_FIRST_BEACON);
    }
    if (state.seed().isPresent() && !state.seed().get().equals(input.beacon().seed())) {
      return Optional.of(PanelRefusal.ANOTHER_BEACON);
    }
    if (!input.frozen().root().equals(state.frozenRoot())) {
      throw new IllegalArgumentException("this is not the tree that the dispute froze");
    }
    // After this point the input must succeed.
    int seat = state.seats().size();
    Hash seed = input.beacon().seed();
    BigInteger ticket = ticket(seed, terms, seat, state.tries(), state.frozenTotal());
    Inclusion drawn = input.frozen().find(ticket);
    Optional<PanelEffect.Cause> cause = whyNot(drawn, ticket, input);
    if (cause.isEmpty()) {
      seatTaken(seed, Seat.of(drawn.index(), drawn.arbitrator().address()));
      effects.add(
          new PanelEffect.Seated(
              seat, drawn.index(), drawn.arbitrator().address(), terms.minimumStake()));
    } else {
      effects.add(new PanelEffect.Passed(seat, state.tries(), drawn.index(), cause.get()));
      if (state.tries() + 1 < PanelState.MAX_TRIES) {
        state = state.drawing(seed, state.tries() + 1, state.seats());
      } else {
        seatTaken(seed, Seat.EMPTY);
        effects.add(new PanelEffect.LeftEmpty(seat));
      }
    }
    if (state.seats().size() == terms.draws()) {
      drawn(now);
    }
    return Optional.empty();
  }

  /**
   * INVARIANT: nobody concerned sits, nobody sits twice, whoever sits can lose what a seat locks,
   * and nobody is drawn by stake that he has collected since the dispute opened. What is leaving
   * counts: it can still be locked and slashed.
   */
  private Optional<PanelEffect.Cause> whyNot(
      Inclusion drawn, BigInteger ticket, PanelInput.Draw input) {
    if (input.concerned().contains(drawn.arbitrator().address())) {
      return Optional.of(PanelEffect.Cause.CONCERNED);
    }
    if (state.seats().stream()
        .anyMatch(seat -> !seat.empty() && seat.voter().equals(drawn.arbitrator().address()))) {
      return Optional.of(PanelEffect.Cause.SITS_ALREADY);
    }
    Arbitrator now = input.court().tree().arbitrator(drawn.index());
    if (!now.address().equals(drawn.arbitrator().address())
        || ticket.subtract(drawn.first()).compareTo(now.backing()) >= 0) {
      return Optional.of(PanelEffect.Cause.STAKE_TAKEN_OUT);
    }
    return now.free().compareTo(terms.minimumStake()) < 0
        ? Optional.of(PanelEffect.Cause.STAKE_NOT_FREE)
        : Optional.empty();
  }

  private Optional<PanelRefusal> commit(PanelInput.Commit input, long now) {
    if (state.phase() != Phase.COMMIT) {
      return Optional.of(PanelRefusal.NOT_COMMITTING);
    }
    Optional<PanelRefusal> notHis = notHis(input.seat(), input.voter());
    if (notHis.isPresent()) {
      return notHis;
    }
    if (input.commitment().equals(Hash.ZERO)) {
      return Optional.of(PanelRefusal.EMPTY_COMMITMENT);
    }
    Seat seat = state.seats().get(input.seat());
    if (seat.commitment().isPresent()) {
      return Optional.of(PanelRefusal.ALREADY_COMMITTED);
    }
    // After this point the input must succeed.
    replace(input.seat(), seat.committed(input.commitment()));
    effects.add(new PanelEffect.Committed(input.seat()));
    if (state.seats().stream().allMatch(s -> s.empty() || s.commitment().isPresent())) {
      committed(now);
    }
    return Optional.empty();
  }

  private Optional<PanelRefusal> reveal(PanelInput.Reveal input, long now) {
    if (state.phase() != Phase.REVEAL) {
      return Optional.of(PanelRefusal.NOT_REVEALING);
    }
    Optional<PanelRefusal> notHis = notHis(input.seat(), input.voter());
    if (notHis.isPresent()) {
      return notHis;
    }
    Seat seat = state.seats().get(input.seat());
    if (seat.commitment().isEmpty()) {
      return Optional.of(PanelRefusal.NOT_COMMITTED);
    }
    if (seat.ballot().isPresent()) {
      return Optional.of(PanelRefusal.ALREADY_REVEALED);
    }
    if (!input.ballot().keySet().equals(terms.facts().keySet())) {
      return Optional.of(PanelRefusal.BALLOT_INCOMPLETE);
    }
    for (Map.Entry<Integer, FactTerms> entry : terms.facts().entrySet()) {
      if (outOfRange(entry.getValue(), input.ballot().get(entry.getKey()))) {
        return Optional.of(PanelRefusal.BALLOT_OUT_OF_RANGE);
      }
    }
    Hash commitment =
        Ballot.commitment(
            input.voter(), terms, input.seat(), Ballot.hash(input.ballot()), input.salt());
    if (!commitment.equals(seat.commitment().get())) {
      return Optional.of(PanelRefusal.COMMITMENT_DIFFERS);
    }
    // After this point the input must succeed.
    replace(input.seat(), seat.revealed(input.ballot()));
    effects.add(new PanelEffect.Revealed(input.seat(), input.ballot()));
    if (state.seats().stream().allMatch(s -> s.commitment().isEmpty() || s.ballot().isPresent())) {
      tally(now);
    }
    return Optional.empty();
  }

  private static boolean outOfRange(FactTerms fact, @Nullable BigInteger word) {
    return word == null || word.compareTo(fact.least()) < 0 || word.compareTo(fact.most()) > 0;
  }

  private Optional<PanelRefusal> dissolve(long now) {
    if (state.phase() == Phase.SETTLING || state.phase() == Phase.DONE) {
      return Optional.of(PanelRefusal.OVER);
    }
    // After this point the input must succeed.
    int everybody = 0;
    for (int s = 0; s < state.seats().size(); s++) {
      everybody |= state.seats().get(s).empty() ? 0 : 1 << s;
    }
    state = state.judged(everybody, 0);
    settling(now);
    return Optional.empty();
  }

  private Optional<PanelRefusal> pay(PanelInput.Pay input, long now) {
    if (state.phase() != Phase.RULED) {
      return Optional.of(PanelRefusal.NOT_RULED);
    }
    // After this point the input must succeed.
    BigInteger part = Uint128.check(input.courtPart());
    state = state.paid(part);
    BigInteger odd = new Settlement(terms, state).oddFee();
    if (odd.signum() > 0) {
      effects.add(new PanelEffect.TreasuryGained(odd, BigInteger.ZERO));
    }
    settling(now);
    return Optional.empty();
  }

  private Optional<PanelRefusal> settle(PanelInput.SettleSeat input, long now) {
    if (state.phase() != Phase.SETTLING) {
      return Optional.of(PanelRefusal.NOT_SETTLING);
    }
    int s = input.seat();
    if (s < 0 || s >= state.seats().size()) {
      return Optional.of(PanelRefusal.NO_SUCH_SEAT);
    }
    if (!state.nextToSettle().equals(Optional.of(s))) {
      return Optional.of(PanelRefusal.NOT_ITS_TURN);
    }
    // After this point the input must succeed.
    Seat seat = state.seats().get(s);
    PanelEffect.SeatSettled settled = new Settlement(terms, state).of(s);
    replace(s, seat.closed());
    state = state.pooled(state.pool().add(settled.stakeLost()).subtract(settled.stakeGained()));
    effects.add(settled);
    if (state.nextToSettle().isEmpty()) {
      over(now);
    }
    return Optional.empty();
  }

  private Optional<PanelRefusal> notHis(int s, Address voter) {
    if (s < 0 || s >= state.seats().size()) {
      return Optional.of(PanelRefusal.NO_SUCH_SEAT);
    }
    Seat seat = state.seats().get(s);
    return seat.empty() || !seat.voter().equals(voter)
        ? Optional.of(PanelRefusal.NOT_YOUR_SEAT)
        : Optional.empty();
  }

  /** Drawing has ended: those who sit vote; if nobody sits, nothing is found. */
  private void drawn(long at) {
    if (state.seated() == 0) {
      tally(at);
    } else {
      state = state.voting(at + terms.commit(), 0);
      move(Phase.COMMIT, at);
    }
  }

  /** Committing has ended. */
  private void committed(long at) {
    if (state.seats().stream().noneMatch(seat -> seat.commitment().isPresent())) {
      tally(at);
    } else {
      state = state.voting(state.commitUntil(), at + terms.reveal());
      move(Phase.REVEAL, at);
    }
  }

  private void tally(long at) {
    List<SortedMap<Integer, BigInteger>> ballots =
        state.seats().stream().flatMap(seat -> seat.ballot().stream()).toList();
    Ruling ruling = Tally.find(terms.facts(), ballots);
    int coherent = 0;
    int silent = 0;
    for (int s = 0; s < state.seats().size(); s++) {
      Seat seat = state.seats().get(s);
      if (seat.empty()) {
        continue;
      }
      if (seat.ballot().isEmpty()) {
        silent |= 1 << s;
      } else if (Tally.coherent(terms.facts(), ruling, seat.ballot().get())) {
        coherent |= 1 << s;
      }
    }
    state = state.judged(coherent, silent);
    move(Phase.RULED, at);
    effects.add(new PanelEffect.Ruled(ruling, at));
  }

  private void settling(long at) {
    move(Phase.SETTLING, at);
    if (state.nextToSettle().isEmpty()) {
      over(at);
    }
  }

  private void over(long at) {
    if (state.pool().signum() > 0) {
      effects.add(new PanelEffect.TreasuryGained(BigInteger.ZERO, state.pool()));
      state = state.pooled(BigInteger.ZERO);
    }
    move(Phase.DONE, at);
  }

  private void move(Phase next, long at) {
    effects.add(new PanelEffect.Moved(state.phase(), next, at));
    state = state.in(next);
  }

  private void seatTaken(Hash seed, Seat seat) {
    List<Seat> seats = new ArrayList<>(state.seats());
    seats.add(seat);
    state = state.drawing(seed, 0, seats);
  }

  private void replace(int index, Seat seat) {
    List<Seat> seats = new ArrayList<>(state.seats());
    seats.set(index, seat);
    state = state.withSeats(seats);
  }
}
