package org.horkos.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.verdict.Verdict;
import org.horkos.escrow.payout.EscrowAccount;
import org.horkos.node.settlement.GasBook;

/**
 * What came of the demo. Deposits, payouts and balances were read from L1 after the end.
 *
 * @param agreements one each
 * @param chainId of L1
 * @param client what L1 calls itself
 * @param gas of the calls, by kind
 * @param steps of L2
 * @param batches posted
 * @param stateRoot of the node
 * @param rootOnL1 that the Rollup keeps for the last batch
 */
record DemoReport(
    List<Life> agreements,
    long chainId,
    String client,
    List<GasBook.Entry> gas,
    long steps,
    long batches,
    Hash stateRoot,
    Hash rootOnL1) {
  DemoReport {
    agreements = List.copyOf(agreements);
    gas = List.copyOf(gas);
  }

  /**
   * One agreement's end.
   *
   * @param opened which one
   * @param account what L1 says went in and out
   * @param balanceAfter what the escrow holds, all tokens added
   * @param judged how its deliverables ended, and why
   * @param vault where the court's part goes
   */
  record Life(
      DemoStage.Opened opened,
      EscrowAccount account,
      BigInteger balanceAfter,
      List<Judgement> judged,
      Address vault) {
    Life {
      judged = List.copyOf(judged);
    }

    /** Whether what went in has come out, to the unit, token by token. */
    boolean conserved() {
      return balanceAfter.signum() == 0
          && opened.agreement().bindings().tokens().stream()
              .allMatch(
                  token ->
                      account.deposits().stream()
                          .filter(deposit -> deposit.token().equals(token))
                          .map(EscrowAccount.Deposit::amount)
                          .reduce(BigInteger.ZERO, BigInteger::add)
                          .equals(
                              account.payouts().stream()
                                  .filter(payout -> payout.token().equals(token))
                                  .map(EscrowAccount.Payout::amount)
                                  .reduce(BigInteger.ZERO, BigInteger::add)));
    }

    /** The name of whoever was paid. */
    String recipient(Address to) {
      if (to.equals(vault)) {
        return "court";
      }
      if (to.equals(org.horkos.escrow.payout.OutboxMessage.Payment.BURN)) {
        return "burn";
      }
      return opened.agreement().agreement().parties().stream()
          .map(party -> opened.agreement().people().get(party.name()))
          .filter(person -> person.address().equals(to))
          .findFirst()
          .map(Person::name)
          .orElse("nobody of the agreement");
    }
  }

  /** Whether nothing was created or lost anywhere, and L1 has the node's root. */
  boolean conserved() {
    return agreements.stream().allMatch(Life::conserved) && stateRoot.equals(rootOnL1);
  }

  /** The mean gas of a kind of call; 0 if there was none. */
  long gas(String kind) {
    return gas.stream()
        .filter(entry -> entry.kind().equals(kind))
        .mapToLong(GasBook.Entry::mean)
        .findFirst()
        .orElse(0);
  }

  /** The one JSON object that {@code --json} prints. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode list = root.putArray("agreements");
    agreements.forEach(life -> list.add(json(life, root)));
    ObjectNode l1 = root.putObject("l1");
    l1.put("chainId", chainId).put("client", client);
    ObjectNode spent = l1.putObject("gas");
    for (String kind : List.of("open", "fund", "submitBatch", "claim")) {
      spent.put(kind, gas(kind));
    }
    root.putObject("l2")
        .put("steps", steps)
        .put("batches", batches)
        .put("stateRoot", stateRoot.toString())
        .put("rootOnL1", rootOnL1.toString());
    root.put("conserved", conserved());
    return root;
  }

  private static ObjectNode json(Life life, ObjectNode maker) {
    DemoAgreement demo = life.opened().agreement();
    ObjectNode node = maker.objectNode();
    node.put("name", demo.agreement().name())
        .put("path", demo.path())
        .put("escrow", life.opened().escrow().toString())
        .put("termsHash", demo.terms().hash().toString());
    ArrayNode deposits = node.putArray("deposits");
    for (EscrowAccount.Deposit deposit : life.account().deposits()) {
      deposits
          .addObject()
          .put("party", demo.agreement().parties().get(deposit.party()).name())
          .put("token", deposit.token().toString())
          .put("amount", deposit.amount().toString());
    }
    ArrayNode payouts = node.putArray("payouts");
    for (EscrowAccount.Payout payout : life.account().payouts()) {
      payouts
          .addObject()
          .put("to", life.recipient(payout.to()))
          .put("address", payout.to().toString())
          .put("token", payout.token().toString())
          .put("amount", payout.amount().toString());
    }
    node.put("escrowBalanceAfter", life.balanceAfter().toString());
    ArrayNode verdicts = node.putArray("verdicts");
    for (Judgement judgement : life.judged()) {
      Effect.Ended ended = judgement.ended();
      ended.verdict().ifPresent(verdict -> verdicts.add(verdict(demo, ended, verdict, maker)));
    }
    return node;
  }

  private static ObjectNode verdict(
      DemoAgreement demo, Effect.Ended ended, Verdict verdict, ObjectNode maker) {
    Deliverable deliverable = demo.agreement().deliverables().get(ended.deliverable());
    ObjectNode node = maker.objectNode();
    node.put("deliverable", deliverable.name())
        .put("pay", demo.terms().deliverables().get(ended.deliverable()).pay().toString())
        .put("award", verdict.award().toString());
    ArrayNode penalties = node.putArray("penalties");
    for (Verdict.Penalty penalty : verdict.penalties()) {
      penalties
          .addObject()
          .put("rule", deliverable.penalties().get(penalty.rule()).label())
          .put("to", demo.agreement().parties().get(penalty.to()).name())
          .put("amount", penalty.amount().toString());
    }
    ArrayNode failed = node.putArray("failed");
    verdict
        .failedRequires()
        .forEach(index -> failed.add(deliverable.requires().get(index).label()));
    return node;
  }
}
