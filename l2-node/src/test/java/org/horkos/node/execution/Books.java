package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * Conservation (invariant 1): per token, what came in through the consumed inbox messages is what
 * stands in balances, fee pots, pots, stakes and treasuries, and what was sent out.
 */
final class Books {
  private final World world;

  /** What came in less what was sent out, of the messages counted so far: they stay as they are. */
  private final TreeMap<Address, BigInteger> moved = new TreeMap<>();

  private TreeMap<Address, BigInteger> balance = moved;
  private long countedIn;
  private long countedOut;
  private int countedEffects;

  /**
   * Books of a world that only goes on: each check looks at new messages only, and at all leaves.
   */
  Books(World world) {
    this.world = world;
  }

  static void check(World world) {
    new Books(world).check();
  }

  void check() {
    balance = moved;
    in();
    out();
    balance = new TreeMap<>(moved);
    held();
    balance.forEach(
        (token, difference) -> {
          if (difference.signum() != 0) {
            fail("in minus held minus out, of %s: %s", token, difference);
          }
        });
  }

  private void add(Address token, BigInteger amount) {
    balance.merge(token, amount, BigInteger::add);
  }

  private void take(Address token, BigInteger amount) {
    add(token, amount.negate());
  }

  private void in() {
    State state = world.state;
    for (; countedIn < state.globals().inboxCount(); countedIn++) {
      InboxMessage message = world.l1.message(countedIn);
      PackedReader in = new PackedReader(message.payload());
      if (!genuine(message)) {
        continue; // garbage brings no money
      }
      switch (message.kind()) {
        case 1 -> {
          in.u32();
          in.address();
          add(in.address(), in.u128());
        }
        case 2 -> {
          in.u32();
          TermsHead head = head(world.l1.terms(in.hash()).orElseThrow());
          in.u64();
          in.raw(in.u8() * 44);
          add(head.tokens().getFirst(), in.u128());
          for (int p = 0; p < head.parties().size(); p++) {
            if (!head.parties().get(p).open()) {
              deposits(head, p);
            }
          }
        }
        case 3 -> {
          Leaf.AgreementHead head = world.state.agreement(in.u32()).orElseThrow();
          deposits(head(world.l1.terms(head.termsHash()).orElseThrow()), in.u8());
        }
        default -> {
          // brings no money
        }
      }
    }
  }

  /** Whether a message of an agreement comes from its escrow. */
  private boolean genuine(InboxMessage message) {
    if (message.kind() != 2 && message.kind() != 3) {
      return true;
    }
    PackedReader in = new PackedReader(message.payload());
    return in.remaining() >= 4
        && world
            .state
            .agreement(in.u32())
            .filter(head -> head.escrow().equals(message.sender()))
            .isPresent();
  }

  private void deposits(TermsHead head, int party) {
    for (TermsHead.PartyMoney money : head.money()) {
      if (money.party() == party) {
        add(head.tokens().get(money.token()), money.deposit());
      }
    }
  }

  private static TermsHead head(OpenedTerms opened) {
    return terms(opened).head();
  }

  private static final Map<Hash, Terms> DECODED = new ConcurrentHashMap<>();

  private static Terms terms(OpenedTerms opened) {
    return DECODED.computeIfAbsent(opened.termsHash(), any -> decode(opened));
  }

  private static Terms decode(OpenedTerms opened) {
    return switch (TermsCodec.decode(
        opened.head().toArray(),
        opened.parts().stream().map(OpenedTerms.Bytes::toArray).toList())) {
      case TermsCodec.Decoded.Valid valid -> valid.terms();
      case TermsCodec.Decoded.Refused refused -> throw new AssertionError(refused);
    };
  }

  private void held() {
    State state = world.state;
    Leaf.Globals globals = state.globals();
    for (long i = 1; i <= globals.accounts(); i++) {
      state.account(i).ifPresent(account -> take(account.token(), account.balance()));
    }
    for (long i = 0; i < globals.agreements(); i++) {
      Leaf.AgreementHead head = state.agreement(i).orElseThrow();
      OpenedTerms opened = world.l1.terms(head.termsHash()).orElseThrow();
      take(head(opened).tokens().getFirst(), head.feePot());
      pots(i, head, terms(opened));
    }
    for (long i = 0; i < globals.courts(); i++) {
      Court court = state.court(i).orElseThrow();
      take(court.stakeToken(), court.total().add(court.stakeTreasury()));
      take(court.feeToken(), court.feeTreasury());
      for (Arbitrator one : court.tree().arbitrators()) {
        take(court.stakeToken(), one.leaving());
        take(court.feeToken(), one.earned());
      }
    }
    for (long i = 0; i < globals.disputes(); i++) {
      if (state.panel(i).isEmpty()) {
        continue;
      }
      PanelState panel = state.panel(i).orElseThrow().state();
      Court court = state.court(panel.court()).orElseThrow();
      take(court.stakeToken(), panel.pool());
      take(court.feeToken(), unearned(i, panel));
    }
  }

  /** The court's part that seats have a claim to but have not been given yet. */
  private BigInteger unearned(long dispute, PanelState panel) {
    int coherent = Integer.bitCount(panel.coherent());
    if (coherent == 0 || panel.phase() != PanelState.Phase.SETTLING) {
      return BigInteger.ZERO;
    }
    BigInteger share = panel.courtPart().divide(BigInteger.valueOf(coherent));
    BigInteger waiting = BigInteger.ZERO;
    for (int s = 0; s < world.state.panel(dispute).orElseThrow().seats(); s++) {
      boolean settled = world.state.seat(dispute, s).orElseThrow().seat().settled();
      if ((panel.coherent() >> s & 1) == 1 && !settled) {
        waiting = waiting.add(share);
      }
    }
    return waiting;
  }

  private void pots(long id, Leaf.AgreementHead head, Terms terms) {
    int open = 0;
    boolean[] filled = new boolean[terms.head().parties().size()];
    for (int p = 0; p < filled.length; p++) {
      filled[p] =
          !terms.head().parties().get(p).open()
              || head.openSeats().get(open++).account().isPresent();
    }
    for (int d = 0; d < terms.deliverables().size(); d++) {
      DeliverableTerms part = terms.deliverables().get(d);
      if (AgreementLeaves.leaf(world.state, id, d, part).end() != End.NONE) {
        continue;
      }
      for (Pot pot : Stream.concat(part.pays().stream(), part.lots().stream()).toList()) {
        if (filled[pot.owner()]) {
          take(terms.head().tokens().get(pot.token()), pot.amount());
        }
      }
    }
  }

  private void out() {
    for (; countedOut < world.state.globals().outbox(); countedOut++) {
      for (Leaf.OutboxLeaf.Payment payment :
          world.state.outbox(countedOut).orElseThrow().payments()) {
        // What goes to the vault for the court stands in the court's books.
        if (!payment.to().equals(World.VAULT)) {
          take(payment.token(), payment.amount());
        }
      }
    }
    for (; countedEffects < world.effects.size(); countedEffects++) {
      if (world.effects.get(countedEffects) instanceof StepEffect.InAgreement in
          && in.effect() instanceof Effect.Ended ended) {
        withoutPanel(in.agreement(), ended);
      }
    }
  }

  /** Without a panel the court's part stays in the vault, owed to nobody. */
  private void withoutPanel(long agreement, Effect.Ended ended) {
    boolean judged =
        world
            .state
            .deliverable(agreement, ended.deliverable())
            .flatMap(Leaf.DeliverableLeaf::dispute)
            .flatMap(world.state::panel)
            .isPresent();
    Hash hash = world.state.agreement(agreement).orElseThrow().termsHash();
    for (Effect.Payout payout : ended.payouts()) {
      if (!judged && payout.to() instanceof Effect.Recipient.Court) {
        take(
            head(world.l1.terms(hash).orElseThrow()).tokens().get(payout.token()), payout.amount());
      }
    }
  }
}
