package org.horkos.node.leaving;

import static org.horkos.node.settlement.Wrappers.ask;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * Goes through a frozen rollup's last final state and what it never consumed, and asks L1 what has
 * left already. The order is that in which things are sent: what fills the vault and what a
 * settlement waits for comes first.
 */
final class ExitList {
  private static final int DEPOSIT = 1;
  private static final int FUNDED = 2;
  private static final int JOINED = 3;
  private static final int MAX_PARTIES = 16;

  /** Ordinals of IBondedEscrow.Status. */
  private static final int CANCELLED = 1;

  private static final int SETTLED = 3;
  private static final int RELEASED = 4;

  private final ExitState exit;
  private final State state;
  private final Wrappers wrappers;
  private final Claims claims;
  private final List<Exit> found = new ArrayList<>();

  ExitList(ExitState exit, Wrappers wrappers, Claims claims) {
    this.exit = exit;
    this.state = exit.state();
    this.wrappers = wrappers;
    this.claims = claims;
  }

  /** All that has not left. */
  List<Exit> make() {
    payouts(OutboxMessage.Kind.PAYOUT);
    Set<Address> unbegun = unbegun();
    exit.unconsumed(JOINED)
        .filter(message -> !unbegun.contains(message.sender()))
        .forEach(this::seat);
    for (long id = 0; id < state.globals().agreements(); id++) {
      agreement(id, state.agreement(id).orElseThrow());
    }
    payouts(OutboxMessage.Kind.CLOSED);
    payouts(OutboxMessage.Kind.WITHDRAWAL);
    for (long id = 1; id <= state.globals().accounts(); id++) {
      balance(id, state.account(id).orElseThrow());
    }
    exit.unconsumed(DEPOSIT).forEach(this::deposit);
    for (long court = 0; court < state.globals().courts(); court++) {
      stakes(court, state.court(court).orElseThrow().tree());
    }
    return found;
  }

  private boolean hasLeft(VaultKey kind, long number, int place) {
    return ask(
        wrappers
            .vault()
            .hasLeft(
                BigInteger.valueOf(kind.number()),
                BigInteger.valueOf(number),
                BigInteger.valueOf(place)));
  }

  // ---- the outbox ----

  private void payouts(OutboxMessage.Kind kind) {
    for (long i = 0; i < state.globals().outbox(); i++) {
      Optional<Claim> claim = claims.prove(i);
      if (claim.isEmpty() || claim.get().message().kind() != kind) {
        continue;
      }
      boolean due =
          kind != OutboxMessage.Kind.CLOSED
              || status(wrappers.escrow(claim.get().message().target())) == SETTLED;
      if (due && !claims.isClaimed(claim.get())) {
        found.add(new Exit.Payout(claim.get()));
      }
    }
  }

  // ---- escrows ----

  private static int status(BondedEscrow escrow) {
    return ask(escrow.status()).intValueExact();
  }

  /** Agreements of which L2 never heard; those that have left already too. */
  private Set<Address> unbegun() {
    Set<Address> escrows = new LinkedHashSet<>();
    exit.unconsumed(FUNDED).forEach(message -> escrows.add(message.sender()));
    exit.unconsumed(FUNDED).forEach(this::unbegun);
    return escrows;
  }

  private void unbegun(InboxMessage message) {
    BondedEscrow escrow = wrappers.escrow(message.sender());
    int status = status(escrow);
    Set<Address> owners = new LinkedHashSet<>();
    if (status == SETTLED) {
      owners.add(Address.parse(ask(escrow.remainderTo())));
    } else {
      owners.addAll(payers(escrow).values());
    }
    if (status != RELEASED && (status != CANCELLED || !owners.isEmpty())) {
      found.add(new Exit.Unbegun(message.sender(), message, owners));
    }
    byte[] payload = message.payload();
    BigInteger feePot = new PackedReader(payload, payload.length - 16, payload.length).u128();
    if (feePot.signum() != 0 && !hasLeft(VaultKey.MESSAGE, message.index(), 0)) {
      found.add(
          new Exit.FeePotOfUnbegun(
              message.sender(), message, Address.parse(ask(escrow.proposer()))));
    }
  }

  /** Who has paid for a party and was not paid back. */
  static java.util.SortedMap<Integer, Address> payers(BondedEscrow escrow) {
    java.util.SortedMap<Integer, Address> payers = new java.util.TreeMap<>();
    for (int party = 0; party < MAX_PARTIES; party++) {
      Address payer = Address.parse(ask(escrow.payerOf(BigInteger.valueOf(party))));
      if (!payer.isZero()) {
        payers.put(party, payer);
      }
    }
    return payers;
  }

  private void seat(InboxMessage message) {
    BondedEscrow escrow = wrappers.escrow(message.sender());
    PackedReader payload = new PackedReader(message.payload());
    payload.raw(Integer.BYTES);
    int party = payload.u8();
    payload.raw(Integer.BYTES);
    Address owner = payload.address();
    int status = status(escrow);
    boolean paid = !Address.parse(ask(escrow.payerOf(BigInteger.valueOf(party)))).isZero();
    if (paid && status != SETTLED && status != RELEASED) {
      found.add(new Exit.Seat(message.sender(), message, owner));
    }
  }

  private void agreement(long id, Leaf.AgreementHead head) {
    feePot(id, head);
    if (head.status() == Leaf.AgreementHead.Status.CLOSED) {
      return; // by messages of the outbox
    }
    BondedEscrow escrow = wrappers.escrow(head.escrow());
    int status = status(escrow);
    if (status == RELEASED) {
      return;
    }
    if (status == SETTLED) {
      found.add(new Exit.Rest(head.escrow(), id, Address.parse(ask(escrow.remainderTo()))));
      return;
    }
    OpenedTerms terms = exit.terms(head.termsHash());
    BigInteger exited = ask(escrow.exited());
    Set<Address> parties = parties(terms, head);
    for (int d = 0; d < terms.parts().size(); d++) {
      boolean ended = state.deliverable(id, d).filter(its -> its.end() != End.NONE).isPresent();
      if (!ended && !exited.testBit(d)) {
        found.add(new Exit.Deliverable(head.escrow(), id, d, parties));
      }
    }
  }

  /** Who sits in an agreement as L2 knows it: others get nothing of its deliverables. */
  private static Set<Address> parties(OpenedTerms opened, Leaf.AgreementHead head) {
    Set<Address> parties = new LinkedHashSet<>();
    List<byte[]> parts = opened.parts().stream().map(OpenedTerms.Bytes::toArray).toList();
    switch (TermsCodec.decode(opened.head().toArray(), parts)) {
      case TermsCodec.Decoded.Valid valid ->
          valid.terms().head().parties().stream()
              .filter(seat -> !seat.open())
              .forEach(seat -> parties.add(seat.account()));
      // INVARIANT: the factory on L1 has checked all that the codec checks.
      case TermsCodec.Decoded.Refused refused ->
          throw new IllegalStateException(refused.refusal().sentence());
    }
    head.openSeats().stream().map(Member::account).flatMap(Optional::stream).forEach(parties::add);
    return parties;
  }

  private void feePot(long id, Leaf.AgreementHead head) {
    if (head.feePot().signum() == 0
        || head.feePotOwner() == 0
        || hasLeft(VaultKey.FEE_POT, id, 0)) {
      return;
    }
    Leaf.Account owner = state.account(head.feePotOwner()).orElseThrow();
    found.add(new Exit.FeePot(id, owner.owner(), owner.token(), head.feePot()));
  }

  // ---- the vault ----

  private void balance(long id, Leaf.Account account) {
    if (account.balance().signum() != 0 && !hasLeft(VaultKey.ACCOUNT, id, 0)) {
      found.add(new Exit.Balance(id, account.owner(), account.token(), account.balance()));
    }
  }

  private void deposit(InboxMessage message) {
    if (hasLeft(VaultKey.MESSAGE, message.index(), 0)) {
      return;
    }
    PackedReader payload = new PackedReader(message.payload());
    payload.raw(Integer.BYTES);
    found.add(new Exit.Deposit(message, payload.address(), payload.address(), payload.u128()));
  }

  private void stakes(long court, SumTree tree) {
    for (int place = 0; place < tree.size(); place++) {
      Arbitrator arbitrator = tree.arbitrator(place);
      boolean any = arbitrator.backing().signum() != 0 || arbitrator.earned().signum() != 0;
      if (any && !hasLeft(VaultKey.STAKE, court, place)) {
        found.add(new Exit.Stake(court, place, arbitrator.address()));
      }
    }
  }
}
