package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Input;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.Leaf.AgreementHead.Status;
import org.horkos.node.state.Leaf.OutboxLeaf;

/**
 * The messages from L1: docs/protocol/batches.md. Each is consumed whatever it says; what it asks
 * for in vain, and money that came in vain, is said and sent back.
 */
final class InboxRun {
  private final StepContext context;

  InboxRun(StepContext context) {
    this.context = context;
  }

  /** Takes in a message; empty if it was done, else why it changed nothing. */
  Optional<Reason> take(InboxMessage message) {
    PackedReader in = new PackedReader(message.payload());
    try {
      return switch (message.kind()) {
        case 1 -> deposit(in);
        case 2 -> funded(in, message.sender());
        case 3 -> joined(in, message.sender());
        case 4 -> settled(in, message.sender());
        case 5 -> beacon(in);
        default -> refused(NodeRefusal.UNKNOWN_MESSAGE);
      };
    } catch (MalformedBytes malformed) {
      return refused(NodeRefusal.MALFORMED_MESSAGE);
    }
  }

  private static Optional<Reason> refused(NodeRefusal refusal) {
    return Optional.of(Reason.of(refusal));
  }

  /** {@code id u32 || owner || token}. */
  private record Named(long id, Address owner, Address token) {
    static Named read(PackedReader in) {
      return new Named(in.u32(), in.address(), in.address());
    }
  }

  /** Makes the account if it is the next; false if it is neither known nor the next. */
  private boolean open(Named named) {
    Optional<Leaf.Account> known = context.state.account(named.id);
    if (known.isPresent()) {
      return known.get().owner().equals(named.owner) && known.get().token().equals(named.token);
    }
    Leaf.Globals globals = context.state.globals();
    if (named.id != globals.accounts() + 1) {
      return false;
    }
    context.state.put(named.id, new Leaf.Account(named.owner, named.token, 0, BigInteger.ZERO));
    context.state.put(globals.withAccounts(named.id));
    context.effects.add(new StepEffect.AccountOpened(named.id, named.owner, named.token));
    return true;
  }

  private Optional<Reason> deposit(PackedReader in) {
    Named named = Named.read(in);
    BigInteger amount = in.u128();
    in.expectEnd();
    if (!open(named)) {
      return refused(NodeRefusal.ACCOUNT_OUT_OF_ORDER);
    }
    return context.credit(named.id, amount)
        ? Optional.empty()
        : refused(NodeRefusal.BALANCE_TOO_LARGE);
  }

  /** L1 has checked the terms and numbers agreements in the order of these messages. */
  private Optional<Reason> funded(PackedReader in, Address escrow) {
    long id = in.u32();
    Hash termsHash = in.hash();
    long start = in.u64();
    int count = in.u8();
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      named.add(Named.read(in));
    }
    BigInteger feePot = in.u128();
    in.expectEnd();
    // First, whatever becomes of the rest: L1 has given these numbers.
    for (Named account : named) {
      if (!open(account)) {
        return refused(NodeRefusal.ACCOUNT_OUT_OF_ORDER);
      }
    }
    Leaf.Globals globals = context.state.globals();
    if (id != globals.agreements() || id >= Layout.MAX_IDS) {
      return refused(NodeRefusal.AGREEMENT_OUT_OF_ORDER);
    }
    // After this point the agreement begins.
    context.state.note(touched -> touched.head(termsHash));
    Terms terms = context.library.find(context.l1, termsHash).terms();
    int openSeats = (int) terms.head().parties().stream().filter(TermsHead.Seat::open).count();
    context.state.put(globals.withAgreements(id + 1));
    context.state.put(
        id,
        new Leaf.AgreementHead(
            termsHash,
            escrow,
            Status.ACTIVE,
            start,
            0,
            0,
            0,
            feePot,
            named.isEmpty() ? 0 : named.getFirst().id,
            Optional.empty(),
            Collections.nCopies(openSeats, new Member(Optional.empty(), 0))));
    context.effects.add(new StepEffect.AgreementBegan(id, termsHash));
    return Optional.empty();
  }

  private static List<OutboxLeaf.Payment> deposits(TermsHead terms, int party, Address to) {
    List<OutboxLeaf.Payment> payments = new ArrayList<>();
    for (PartyMoney money : terms.money()) {
      if (money.party() == party && money.deposit().signum() > 0) {
        payments.add(
            new OutboxLeaf.Payment(terms.tokens().get(money.token()), to, money.deposit()));
      }
    }
    return payments;
  }

  private Optional<Reason> joined(PackedReader in, Address sender) {
    long id = in.u32();
    int party = in.u8();
    Named named = Named.read(in);
    in.expectEnd();
    if (!open(named)) {
      return refused(NodeRefusal.ACCOUNT_OUT_OF_ORDER);
    }
    Optional<NodeRefusal> stranger = notItsEscrow(id, sender);
    if (stranger.isPresent()) {
      return refused(stranger.get());
    }
    AgreementRun run = run(id);
    Optional<Reason> refusal = run.apply(new Input.Join(party, named.owner));
    if (refusal.isPresent()) {
      List<OutboxLeaf.Payment> payments = deposits(run.terms().head(), party, named.owner);
      if (!payments.isEmpty()) {
        run.giveBack(payments);
      }
    }
    run.save();
    return refusal;
  }

  private Optional<Reason> settled(PackedReader in, Address sender) {
    long id = in.u32();
    in.expectEnd();
    Optional<NodeRefusal> stranger = notItsEscrow(id, sender);
    if (stranger.isPresent()) {
      return refused(stranger.get());
    }
    AgreementRun run = run(id);
    Optional<Reason> refusal = run.apply(new Input.SettleOnL1());
    if (refusal.isEmpty()) {
      run.save();
    }
    return refusal;
  }

  private Optional<NodeRefusal> notItsEscrow(long id, Address sender) {
    Optional<Leaf.AgreementHead> head = context.state.agreement(id);
    if (head.isEmpty()) {
      return Optional.of(NodeRefusal.UNKNOWN_AGREEMENT);
    }
    return head.get().escrow().equals(sender)
        ? Optional.empty()
        : Optional.of(NodeRefusal.NOT_ITS_ESCROW);
  }

  private AgreementRun run(long id) {
    return switch (AgreementRun.find(context, id)) {
      case AgreementRun.Found.Run found -> found.run();
      case AgreementRun.Found.None none -> throw new IllegalStateException(none.why().sentence());
    };
  }

  private Optional<Reason> beacon(PackedReader in) {
    Leaf.Beacon beacon = new Leaf.Beacon(in.u64(), in.u64(), in.hash());
    in.expectEnd();
    Leaf.Globals globals = context.state.globals();
    context.state.put(globals.withBeacons(globals.beacons() + 1));
    context.state.put(globals.beacons(), beacon);
    context.effects.add(new StepEffect.BeaconTaken(globals.beacons(), beacon));
    return Optional.empty();
  }
}
