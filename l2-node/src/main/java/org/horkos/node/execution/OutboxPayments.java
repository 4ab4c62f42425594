package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.state.Leaf.OutboxLeaf;

/** What an agreement pays, as payments of outbox messages: to addresses, in tokens. */
final class OutboxPayments {
  /** Where burnt money goes, ETH and tokens alike. */
  static final Address BURN = Address.parse("0x000000000000000000000000000000000000dEaD");

  private final StepContext context;
  private final Terms terms;
  private final List<Member> members;

  OutboxPayments(StepContext context, Terms terms, List<Member> members) {
    this.context = context;
    this.terms = terms;
    this.members = members;
  }

  /** One payment for each token and recipient, in the order in which they come first. */
  List<OutboxLeaf.Payment> of(List<Effect.Payout> payouts) {
    Map<Recipient, BigInteger> sums = new LinkedHashMap<>();
    for (Effect.Payout payout : payouts) {
      Address token = terms.head().tokens().get(payout.token());
      sums.merge(new Recipient(token, address(payout.to())), payout.amount(), BigInteger::add);
    }
    List<OutboxLeaf.Payment> payments = new ArrayList<>();
    sums.forEach((to, sum) -> payments.add(new OutboxLeaf.Payment(to.token, to.address, sum)));
    return payments;
  }

  /**
   * Money that was paid leaves the payer's balance for those for whom it is, by one message to the
   * vault.
   *
   * @param payer the account
   * @return empty if it was done, else why not
   */
  Optional<Reason> passOn(Effect.Paid paid, long payer) {
    Address token = terms.head().tokens().get(paid.token());
    if (!context.state.account(payer).orElseThrow().token().equals(token)) {
      return Optional.of(Reason.of(NodeRefusal.OTHER_TOKEN));
    }
    if (!context.debit(payer, paid.amount())) {
      return Optional.of(Reason.of(NodeRefusal.INSUFFICIENT_BALANCE));
    }
    List<OutboxLeaf.Payment> payments = new ArrayList<>();
    for (Effect.Paid.Share share : paid.shares()) {
      Address to = address(new Effect.Recipient.Party(share.to()));
      payments.add(new OutboxLeaf.Payment(token, to, share.amount()));
    }
    context.send(new OutboxLeaf(OutboxLeaf.Kind.WITHDRAWAL, context.vault, 0, payments));
    return Optional.empty();
  }

  private record Recipient(Address token, Address address) {}

  private Address address(Effect.Recipient recipient) {
    return switch (recipient) {
      case Effect.Recipient.Party party -> members.get(party.index()).account().orElseThrow();
      case Effect.Recipient.Court _ -> context.vault;
      case Effect.Recipient.Burn _ -> BURN;
    };
  }
}
