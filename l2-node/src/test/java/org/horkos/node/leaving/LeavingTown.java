package org.horkos.node.leaving;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.escrow.payout.OutboxMessage.Payment;
import org.horkos.escrow.payout.Settlement;
import org.horkos.node.contract.Inbox;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.thief.LyingSequencer;
import org.horkos.node.thief.RollupOnL1;

/** People with agreements on a real L1 and an honest sequencer, until it falls silent. */
final class LeavingTown {
  static final int CLIENT = 2;
  static final int STUDIO = 3;
  static final int HELPER = 4;
  static final int JUDGE = 5;
  static final int LAB = 6;
  static final int LEAVER = 7;
  static final List<Integer> PEOPLE = List.of(CLIENT, STUDIO, HELPER, JUDGE);

  private static final String DELIVERABLE =
      """
      deliverable %s by %s {
        pays 1_000 USDC from client
        due 14 days after %s, grace 2 days
        fact pages "How many pages?": 0..50
        award 50%% when pages at least 8
        award 100%% when pages at least 10
      }

      """;

  private static final String TEXT =
      """
      agreement Leaving version 1
      "Everybody leaves."

      token USDC decimals 6
      party client
      party studio
      party helper open for 30 days
      attestor lab
      court quality {
        draws 3, evidence 3 days, commit 2 days, reveal 1 day, appeal 2 days at most 1 time
        loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
      }

      every deliverable {
        bond 20% of pay by performer
        bond 10% of pay by payer
        challenge within 3 days, judged by quality
        deliver at most 3 times
        missed 21 days after due gives payer 50% of performer.bond
      }

      """
          + DELIVERABLE.formatted("done", "studio", "start")
          + DELIVERABLE.formatted("quiet", "studio", "start")
          + DELIVERABLE.formatted("fought", "studio", "start")
          + DELIVERABLE.formatted("begun", "studio", "start")
          + DELIVERABLE.formatted("helped", "helper", "helper joins");

  final RollupOnL1 on;
  final LyingSequencer sequencer;
  final Address token;
  private long salt;

  LeavingTown(L1Connection l1) {
    new DevelopmentL1(l1).mineOnDemand();
    this.on = new RollupOnL1(l1);
    this.sequencer = new LyingSequencer(on, RollupOnL1.SEQUENCER);
    this.token =
        Deployment.deployToken(
            on.account(0),
            "Demo Dollar",
            "USDC",
            6,
            PEOPLE.stream().map(on::address).toList(),
            units(100_000));
  }

  static BigInteger units(long whole) {
    return BigInteger.valueOf(whole).multiply(BigInteger.valueOf(1_000_000));
  }

  private L1Sender sender(int key) {
    return Deployment.sender(on.l1(), on.account(key));
  }

  // ---- on L1 ----

  /** An agreement that is open. */
  record Opened(Terms terms, Address escrow) {}

  /** The client proposes; who of client and studio is named has signed. */
  Opened open(long feePot) throws Exception {
    Bindings bindings =
        new Bindings(
            List.of(),
            List.of(token),
            List.of(
                Optional.of(on.address(CLIENT)), Optional.of(on.address(STUDIO)), Optional.empty()),
            List.of(on.address(LAB)),
            List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
            on.address(CLIENT),
            on.l1().head().time() + 86_400,
            Keccak.hash(BigInteger.valueOf(++salt).toByteArray()));
    SourceText text = SourceText.of("leaving.oath", TEXT);
    Terms terms =
        switch (FromAgreement.compile(
            Compiler.check(text).agreement().orElseThrow(), bindings, Custody.L1)) {
          case FromAgreement.Result.Compiled compiled -> compiled.terms();
          case FromAgreement.Result.Refused refused -> throw new AssertionError(refused);
        };
    List<byte[]> signatures = new ArrayList<>();
    for (int key : List.of(CLIENT, STUDIO)) {
      signatures.add(
          Signatures.signTerms(
              DevelopmentKeys.key(key).getEcKeyPair(),
              on.l1().chainId(),
              on.contracts().rollup(),
              terms));
    }
    Opening opening =
        Opening.open(
            sender(CLIENT),
            on.contracts().factory(),
            terms,
            signatures,
            BigInteger.valueOf(feePot));
    return new Opened(terms, opening.escrow());
  }

  /** An agreement that has started. */
  Opened started(long feePot) throws Exception {
    Opened opened = open(feePot);
    Funding.fund(sender(CLIENT), opened.escrow(), opened.terms(), 0);
    Funding.fund(sender(STUDIO), opened.escrow(), opened.terms(), 1);
    return opened;
  }

  void join(Opened opened) throws Exception {
    Funding.join(sender(HELPER), opened.escrow(), opened.terms(), 2);
  }

  void deposit(int key, BigInteger amount) throws Exception {
    Tokens.approve(sender(key), token, on.contracts().vault(), amount);
    Wrappers.ask(
        Wrappers.sending(on.l1(), on.contracts(), on.account(key), "deposit")
            .vault()
            .deposit(token.toString(), amount, on.address(key).toString(), BigInteger.ZERO));
  }

  /** Client and studio settle: the client gets so much, the studio the rest in the end. */
  void settle(Opened opened, BigInteger toClient) throws Exception {
    Settlement settlement =
        new Settlement(
            opened.terms().hash(),
            List.of(new Payment(token, on.address(CLIENT), toClient)),
            on.address(STUDIO),
            on.l1().head().time() + 86_400,
            0);
    List<byte[]> signatures = new ArrayList<>();
    for (int key : List.of(CLIENT, STUDIO)) {
      signatures.add(
          Signatures.sign(
              DevelopmentKeys.key(key).getEcKeyPair(),
              settlement.digest(on.l1().chainId(), on.contracts().rollup())));
    }
    settlement.send(sender(LEAVER), opened.escrow(), signatures);
  }

  BigInteger balance(Address owner) {
    try {
      return Tokens.balance(sender(LEAVER), token, owner);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** What each of the people has. */
  Map<Integer, BigInteger> purses() {
    Map<Integer, BigInteger> purses = new LinkedHashMap<>();
    PEOPLE.forEach(key -> purses.put(key, balance(on.address(key))));
    return purses;
  }

  // ---- on L2 ----

  long account(int key) {
    Inbox inbox = Wrappers.reading(on.l1(), on.contracts()).inbox();
    return Wrappers.ask(inbox.accountOf(on.address(key).toString(), token.toString()))
        .longValueExact();
  }

  /** Consumes what was sent so far, and lets L2 time follow. */
  void consume() {
    on.pass();
    sequencer.consume();
    long time = on.l1().head().time() - 3;
    sequencer.chunk(
        StepCodec.encode(new SystemStep.Clock(time, sequencer.state().globals().inboxCount())));
  }

  void does(int key, Action action) {
    sequencer.chunk(sequencer.signed(key, account(key), action));
  }

  static Facts pages(int pages) {
    return Facts.of(new TreeMap<>(Map.of(0, BigInteger.valueOf(pages))));
  }
}
