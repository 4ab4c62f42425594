package org.horkos.engine.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.AgreementState.Status;

/** What comes from L1 and concerns the head alone: who joined, and that all settled. */
final class Membership {
  private Membership() {}

  static Transition join(Terms terms, AgreementState state, Input.Join input, long now) {
    if (state.status() == Status.SETTLED) {
      return new Transition.Refused(Refusal.AGREEMENT_SETTLED);
    }
    List<Seat> parties = terms.head().parties();
    if (input.party() < 0
        || input.party() >= parties.size()
        || !parties.get(input.party()).open()) {
      return new Transition.Refused(Refusal.NO_SUCH_SEAT);
    }
    Address account = input.account();
    if (account.isZero()
        || terms.head().attestors().contains(account)
        || Standing.party(state.members(), account) >= 0) {
      return new Transition.Refused(Refusal.ROLE_TAKEN);
    }
    if (state.members().get(input.party()).account().isPresent()) {
      return new Transition.Refused(Refusal.SEAT_TAKEN);
    }
    // Once everything has ended there is nothing to join for.
    if (state.allEnded().isPresent()
        || now >= Deadlines.plus(state.start(), parties.get(input.party()).openFor())) {
      return new Transition.Refused(Refusal.SEAT_LAPSED);
    }

    // After this point the input must succeed.
    List<Member> members = new ArrayList<>(state.members());
    members.set(input.party(), new Member(Optional.of(account), now));
    AgreementState joined =
        new AgreementState(
            state.status(),
            state.start(),
            state.settledAt(),
            members,
            state.deliverables(),
            state.ended(),
            state.messages(),
            state.allEnded());
    return new Transition.Applied(joined, List.of(new Effect.Joined(input.party(), account, now)));
  }

  /** Every deliverable notices when time is next applied to it, as if at this second. */
  static Transition settle(AgreementState state, long now) {
    if (state.status() == Status.SETTLED) {
      return new Transition.Refused(Refusal.AGREEMENT_SETTLED);
    }

    // After this point the input must succeed.
    AgreementState settled =
        new AgreementState(
            Status.SETTLED,
            state.start(),
            now,
            state.members(),
            state.deliverables(),
            state.ended(),
            state.messages(),
            state.allEnded());
    return new Transition.Applied(settled, List.of(new Effect.Settled(now)));
  }
}
