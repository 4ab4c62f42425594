package org.horkos.node.leaving;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.Vault;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Layout;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Brings people out of a frozen rollup: lists what they still have there and sends the proofs to
 * L1. Anybody may do it for anybody; the money goes to whom it belongs. For one thread.
 */
public final class Leaving {
  /** {@code IBondedEscrow.Status.Cancelled}. */
  private static final BigInteger CANCELLED = BigInteger.ONE;

  private final L1Connection connection;
  private final Contracts contracts;
  private final ExitState exit;
  private final Claims claims;

  /** Leaving this state. */
  public Leaving(L1Connection connection, Contracts contracts, ExitState exit) {
    this.connection = connection;
    this.contracts = contracts;
    this.exit = exit;
    this.claims = new Claims(connection, contracts, exit.storage());
  }

  /**
   * All that has not left, in the order in which it should be sent.
   *
   * @throws L1Failure if L1 is gone
   */
  public List<Exit> all() {
    return new ExitList(exit, Wrappers.reading(connection, contracts), claims).make();
  }

  /**
   * Those of these exits that somebody needs to get his own: what may pay him, and before it what
   * fills the vault, and what is to be claimed of an escrow before its rest is released.
   *
   * @param all in order
   */
  public List<Exit> of(Address owner, List<Exit> all) {
    Set<Address> emptied = new LinkedHashSet<>();
    for (Exit one : all) {
      if (one instanceof Exit.Rest rest && rest.to().equals(owner)) {
        emptied.add(rest.escrow());
      }
    }
    return all.stream()
        .filter(
            one ->
                one.owners().contains(owner)
                    || one.owners().contains(contracts.vault())
                    || (one instanceof Exit.Payout payout
                        && emptied.contains(payout.claim().message().target())))
        .toList();
  }

  /**
   * A payment that was made.
   *
   * @param owed whether the recipient or the vault could not take part: it can be fetched later
   */
  public record Paid(Address token, Address to, BigInteger amount, boolean owed) {}

  /**
   * Sends an exit.
   *
   * @param account pays the gas
   * @return what was paid
   * @throws L1Failure if L1 refuses: somebody else may have sent it meanwhile
   */
  public List<Paid> send(L1Account account, Exit what) {
    List<Paid> paid = new ArrayList<>();
    for (TransactionReceipt receipt : receipts(account, what)) {
      for (Vault.PaidEventResponse event : Vault.getPaidEvents(receipt)) {
        paid.add(paid(event.token, event.to, event.amount, false));
      }
      for (Vault.OwedEventResponse event : Vault.getOwedEvents(receipt)) {
        paid.add(paid(event.token, event.to, event.amount, true));
      }
    }
    return paid;
  }

  private static Paid paid(String token, String to, BigInteger amount, boolean owed) {
    return new Paid(Address.parse(token), Address.parse(to), amount, owed);
  }

  private List<TransactionReceipt> receipts(L1Account account, Exit what) {
    String kind = "exit " + what.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    Wrappers wrappers = Wrappers.sending(connection, contracts, account, kind);
    Vault vault = wrappers.vault();
    return switch (what) {
      case Exit.Payout payout -> claims.sendAll(account, List.of(payout.claim()));
      case Exit.Balance balance -> {
        ExitState.Shown leaf = exit.shown(Layout.Table.ACCOUNTS, balance.account());
        yield one(vault.exitAccount(number(balance.account()), forVault(leaf)));
      }
      case Exit.Deposit deposit -> one(vault.exitDeposit(forVault(deposit.message())));
      case Exit.FeePot pot ->
          one(
              vault.exitFeePot(
                  number(pot.agreement()),
                  forVault(head(pot.agreement())),
                  pot.owner().toString(),
                  pot.token().toString()));
      case Exit.FeePotOfUnbegun pot ->
          one(vault.exitFeePotOfUnbegun(pot.escrow().toString(), forVault(pot.message())));
      case Exit.Stake stake ->
          one(
              vault.exitStake(
                  number(stake.court()),
                  forVault(
                      exit.shown(
                          Layout.Table.COURTS, Layout.index(stake.court(), Layout.HEAD_SLOT))),
                  number(stake.place()),
                  exit.state().court(stake.court()).orElseThrow().tree().place(stake.place())));
      case Exit.Deliverable deliverable ->
          one(wrappers.escrow(deliverable.escrow()).exitDeliverable(proof(deliverable)));
      case Exit.Unbegun unbegun -> unbegun(wrappers.escrow(unbegun.escrow()), unbegun);
      case Exit.Seat seat ->
          one(wrappers.escrow(seat.escrow()).exitJoined(forEscrow(seat.message())));
      case Exit.Rest rest ->
          one(wrappers.escrow(rest.escrow()).exitSettled(forEscrow(head(rest.agreement()))));
    };
  }

  private static List<TransactionReceipt> one(
      org.web3j.protocol.core.RemoteFunctionCall<TransactionReceipt> call) {
    return List.of(Wrappers.ask(call));
  }

  /** Cancels it, unless that is done, and refunds everybody who has paid; or releases the rest. */
  private List<TransactionReceipt> unbegun(BondedEscrow escrow, Exit.Unbegun unbegun) {
    List<TransactionReceipt> receipts = new ArrayList<>();
    boolean settled = !Address.parse(Wrappers.ask(escrow.remainderTo())).isZero();
    if (settled || !Wrappers.ask(escrow.status()).equals(CANCELLED)) {
      receipts.addAll(one(escrow.exitUnbegun(forEscrow(unbegun.message()))));
    }
    if (!settled) {
      for (int party : ExitList.payers(escrow).keySet()) {
        receipts.addAll(one(escrow.refund(number(party))));
      }
    }
    return receipts;
  }

  // ---- proofs ----

  private ExitState.Shown head(long agreement) {
    return exit.shown(Layout.Table.AGREEMENTS, Layout.index(agreement, Layout.HEAD_SLOT));
  }

  private BondedEscrow.ExitDeliverable proof(Exit.Deliverable what) {
    OpenedTerms terms =
        exit.terms(exit.state().agreement(what.agreement()).orElseThrow().termsHash());
    long leaf = Layout.index(what.agreement(), Layout.DELIVERABLE_SLOT + what.index());
    return new BondedEscrow.ExitDeliverable(
        number(what.index()),
        forEscrow(head(what.agreement())),
        forEscrow(exit.shown(Layout.Table.AGREEMENTS, leaf)),
        terms.head().toArray(),
        bytes(terms.branch(0)),
        terms.parts().get(what.index()).toArray(),
        bytes(terms.branch(what.index() + 1)));
  }

  private static List<byte[]> bytes(List<Hash> hashes) {
    return hashes.stream().map(Hash::bytes).toList();
  }

  private static Vault.ExitLeaf forVault(ExitState.Shown leaf) {
    return new Vault.ExitLeaf(leaf.content(), leaf.branch());
  }

  private static BondedEscrow.ExitLeaf forEscrow(ExitState.Shown leaf) {
    return new BondedEscrow.ExitLeaf(leaf.content(), leaf.branch());
  }

  private static Vault.ExitMessage forVault(InboxMessage message) {
    return new Vault.ExitMessage(
        number(message.index()), number(message.time()), message.payload());
  }

  private static BondedEscrow.ExitMessage forEscrow(InboxMessage message) {
    return new BondedEscrow.ExitMessage(
        number(message.index()), number(message.time()), message.payload());
  }

  private static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }
}
