package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.panel.Court;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
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

  private Optional<Reason> funded(PackedReader in, Address escrow) {
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
    if (context.state.agreementOf(termsHash).isPresent()) {
      return refused(NodeRefusal.ALREADY_FUNDED);
    }
    Leaf.Globals globals = context.state.globals();
    if (globals.agreements() >= Layout.MAX_IDS) {
      return refused(NodeRefusal.NO_NUMBER_LEFT);
    }
    Optional<TermsLibrary.Volume> entry = context.library.find(context.l1, termsHash);
    if (entry.isEmpty()) {
      return refused(NodeRefusal.UNKNOWN_TERMS);
    }
    // After this point there is an agreement, be it a refused one.
    long id = globals.agreements();
    context.state.put(context.state.globals().withAgreements(id + 1));
    Founding founding =
        new Founding(
            id, termsHash, escrow, start, feePot, named.isEmpty() ? 0 : named.getFirst().id);
    switch (entry.get()) {
      case TermsLibrary.Volume.Usable usable -> {
        Optional<String> problem = courtProblem(usable.terms());
        if (problem.isPresent()) {
          refuse(founding, Optional.of(usable.terms().head()), problem.get());
        } else {
          int open =
              (int) usable.terms().head().parties().stream().filter(TermsHead.Seat::open).count();
          AgreementRun.begin(context, id, founding.head(Status.ACTIVE, open), usable);
          context.effects.add(new StepEffect.AgreementBegan(id, termsHash));
        }
      }
      case TermsLibrary.Volume.Unusable unusable ->
          refuse(founding, unusable.head(), unusable.why());
    }
    return Optional.empty();
  }

  /** What an agreement's head begins with. */
  private record Founding(
      long id, Hash termsHash, Address escrow, long start, BigInteger feePot, long feePotOwner) {
    Leaf.AgreementHead head(Status status, int openSeats) {
      Member empty = new Member(Optional.empty(), 0);
      return new Leaf.AgreementHead(
          termsHash,
          escrow,
          status,
          start,
          0,
          0,
          0,
          feePot,
          feePotOwner,
          Collections.nCopies(openSeats, empty));
    }
  }

  /** Every court must be there and earn in the token of the lots that it judges over. */
  private Optional<String> courtProblem(Terms terms) {
    for (DeliverableTerms part : terms.deliverables()) {
      long id = terms.head().courts().get(part.court()).id();
      Optional<Court> court = context.state.court(id);
      if (court.isEmpty()) {
        return Optional.of("there is no court " + id);
      }
      for (Pot lot : part.lots()) {
        if (!terms.head().tokens().get(lot.token()).equals(court.get().feeToken())) {
          return Optional.of("court " + id + " earns in another token than the bonds are in");
        }
      }
    }
    return Optional.empty();
  }

  /** The agreement is recorded as refused; each deposit that is in goes back by its own message. */
  private void refuse(Founding founding, Optional<TermsHead> terms, String why) {
    Leaf.AgreementHead head = founding.head(Status.REFUSED, 0);
    context.effects.add(new StepEffect.AgreementRefused(founding.id(), founding.termsHash(), why));
    if (terms.isPresent()) {
      for (int p = 0; p < terms.get().parties().size(); p++) {
        TermsHead.Seat seat = terms.get().parties().get(p);
        if (!seat.open()) {
          head = sendBack(head, deposits(terms.get(), p, seat.account()));
        }
      }
    }
    if (head.feePot().signum() > 0 && context.credit(head.feePotOwner(), head.feePot())) {
      head = head.withFeePot(BigInteger.ZERO);
    }
    context.state.put(founding.id(), head);
  }

  private Leaf.AgreementHead sendBack(Leaf.AgreementHead head, List<OutboxLeaf.Payment> payments) {
    if (payments.isEmpty()) {
      return head;
    }
    context.send(new OutboxLeaf(OutboxLeaf.Kind.PAYOUT, head.escrow(), head.messages(), payments));
    return head.withMessages(head.messages() + 1);
  }

  private static List<OutboxLeaf.Payment> deposits(TermsHead terms, int party, Address to) {
    List<OutboxLeaf.Payment> payments = new ArrayList<>();
    for (PartyMoney money : terms.money()) {
      if (money.party() == party
          && money.deposit().signum() > 0
          && money.token() < terms.tokens().size()) {
        payments.add(
            new OutboxLeaf.Payment(terms.tokens().get(money.token()), to, money.deposit()));
      }
    }
    return payments;
  }

  private Optional<Reason> joined(PackedReader in, Address sender) {
    Hash termsHash = in.hash();
    int party = in.u8();
    Named named = Named.read(in);
    in.expectEnd();
    if (!open(named)) {
      return refused(NodeRefusal.ACCOUNT_OUT_OF_ORDER);
    }
    Optional<Long> id = context.state.agreementOf(termsHash);
    if (id.isEmpty()) {
      return refused(NodeRefusal.UNKNOWN_AGREEMENT);
    }
    Leaf.AgreementHead head = context.state.agreement(id.get()).orElseThrow();
    if (!head.escrow().equals(sender)) {
      return refused(NodeRefusal.NOT_ITS_ESCROW);
    }
    if (head.status() == Status.REFUSED) {
      Optional<TermsHead> terms =
          context
              .library
              .find(context.l1, termsHash)
              .flatMap(
                  entry ->
                      switch (entry) {
                        case TermsLibrary.Volume.Usable usable ->
                            Optional.of(usable.terms().head());
                        case TermsLibrary.Volume.Unusable unusable -> unusable.head();
                      });
      terms.ifPresent(
          known ->
              context.state.put(id.get(), sendBack(head, deposits(known, party, named.owner))));
      return Optional.empty();
    }
    AgreementRun run = run(id.get());
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

  private AgreementRun run(long id) {
    return switch (AgreementRun.find(context, id)) {
      case AgreementRun.Found.Run found -> found.run();
      case AgreementRun.Found.None none -> throw new IllegalStateException(none.why().sentence());
    };
  }

  private Optional<Reason> settled(PackedReader in, Address sender) {
    Hash termsHash = in.hash();
    in.expectEnd();
    Optional<Long> id = context.state.agreementOf(termsHash);
    if (id.isEmpty()) {
      return refused(NodeRefusal.UNKNOWN_AGREEMENT);
    }
    Leaf.AgreementHead head = context.state.agreement(id.get()).orElseThrow();
    if (!head.escrow().equals(sender)) {
      return refused(NodeRefusal.NOT_ITS_ESCROW);
    }
    if (head.status() == Status.REFUSED) {
      // Nobody can join any more: the escrow may let go of what it kept back.
      context.send(
          new OutboxLeaf(OutboxLeaf.Kind.CLOSED, head.escrow(), head.messages(), List.of()));
      context.state.put(id.get(), head.withMessages(head.messages() + 1));
      return Optional.empty();
    }
    AgreementRun run = run(id.get());
    Optional<Reason> refusal = run.apply(new Input.SettleOnL1());
    if (refusal.isEmpty()) {
      run.save();
    }
    return refusal;
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
