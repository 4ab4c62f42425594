package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;

/** A rollup in memory with its people: every act goes through packed, signed steps. */
final class World {
  /** Above the addresses of precompiled contracts: tests put a rollup there. */
  static final Address ROLLUP = Address.parse("0x0000000000000000000000000000000000001111");

  static final Address VAULT = Address.parse("0x0000000000000000000000000000000000000022");
  static final Address INBOX = Address.parse("0x0000000000000000000000000000000000000033");
  static final Address USDC = Address.parse("0x0000000000000000000000000000000000000044");
  static final Eip712.Domain DOMAIN = TransactionDigest.domain(31337, ROLLUP);
  static final long DAY = 86_400;
  static final long START = 1_798_761_600;
  static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  static final Signer CLIENT = new Signer(BigInteger.valueOf(101));
  static final Signer STUDIO = new Signer(BigInteger.valueOf(102));
  static final Signer LAB = new Signer(BigInteger.valueOf(103));
  static final List<Signer> ARBITRATORS =
      List.of(signer(201), signer(202), signer(203), signer(204), signer(205));
  static final Terms WEBSITE =
      compile(
          "website-build.oath",
          List.of(units(5_000)),
          List.of(Optional.of(CLIENT.address()), Optional.of(STUDIO.address())),
          1);
  static final Terms BOUNTY =
      compile(
          "parser-bounty.oath",
          List.of(units(3_000).multiply(BigInteger.TEN.pow(12))),
          List.of(Optional.of(CLIENT.address()), Optional.empty()),
          2);

  final L1Ledger l1;
  final State state;
  private final boolean roots;
  final Execution execution = new Execution(DOMAIN, VAULT, RuleMachine::new, Recovery.fastest());
  final List<byte[]> chunks = new ArrayList<>();
  final List<StepEffect> effects = new ArrayList<>();

  World() {
    this(State.genesis(), new L1Ledger());
  }

  World(State state, L1Ledger l1) {
    this(state, l1, true);
  }

  /**
   * Without roots steps are executed as the sequencer does it within a chunk: hashing costs most.
   */
  World(State state, L1Ledger l1, boolean roots) {
    this.state = state;
    this.l1 = l1;
    this.roots = roots;
  }

  /** The same world with a state loaded from the stored leaves. */
  World copy() {
    return new World(State.load(state.leaves()), l1.copy());
  }

  private static Signer signer(long key) {
    return new Signer(BigInteger.valueOf(key));
  }

  /** USDC in base units. */
  static BigInteger units(long whole) {
    return MILLION.multiply(BigInteger.valueOf(whole));
  }

  static Terms compile(
      String example, List<BigInteger> parameters, List<Optional<Address>> parties, long salt) {
    Path path = Path.of(System.getProperty("horkos.root"), "examples", example);
    try {
      SourceText text = SourceText.of(example, Files.readString(path));
      Bindings bindings =
          new Bindings(
              parameters,
              List.of(USDC),
              parties,
              List.of(LAB.address()),
              List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
              CLIENT.address(),
              START + DAY,
              Keccak.hash(BigInteger.valueOf(salt).toByteArray()));
      return switch (FromAgreement.compile(
          Compiler.check(text).agreement().orElseThrow(), bindings, Custody.L1)) {
        case FromAgreement.Result.Compiled compiled -> compiled.terms();
        case FromAgreement.Result.Refused refused -> throw new AssertionError(refused);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long now() {
    return state.globals().time();
  }

  BatchContext open() {
    return BatchContext.open(l1.length());
  }

  /** Executes one step in a chunk of its own, or without a root. */
  Receipt run(Step step) {
    byte[] bytes = StepCodec.encode(step);
    if (roots) {
      return runBytes(bytes).receipts().getFirst();
    }
    Step read = ((StepCodec.Parsed.Read) StepCodec.parse(bytes, 0)).step();
    Receipt receipt = execution.execute(state, open(), read, l1);
    effects.addAll(receipt.effects());
    return receipt;
  }

  ChunkResult runBytes(byte[] chunk) {
    ChunkResult result = execution.execute(state, open(), chunk, l1);
    chunks.add(chunk);
    result.receipts().forEach(receipt -> effects.addAll(receipt.effects()));
    return result;
  }

  void applied(Step step) {
    Receipt receipt = run(step);
    assertThat(receipt.applied()).as(receipt.toString()).isTrue();
  }

  /** Consumes every message of L1; an assertion fails if one is ignored. */
  void consume() {
    while (state.globals().inboxCount() < l1.length()) {
      Receipt receipt = run(new SystemStep.Inbox());
      assertThat(receipt.effects()).noneMatch(StepEffect.MessageIgnored.class::isInstance);
    }
  }

  void clock(long time) {
    applied(new SystemStep.Clock(time, state.globals().inboxCount()));
  }

  long account(Signer signer) {
    return l1.account(signer.address(), USDC);
  }

  Transaction sign(Signer signer, long account, long fee, Action action) {
    return switch (execution.toSign(state, account, fee, action, l1)) {
      case Execution.ToSign.Digest digest ->
          new Transaction(account, fee, action, signer.sign(digest.digest()));
      case Execution.ToSign.Nothing nothing ->
          new Transaction(account, fee, action, Signature.NONE);
    };
  }

  Receipt act(Signer signer, Action action) {
    return run(sign(signer, account(signer), 0, action));
  }

  void does(Signer signer, Action action) {
    Receipt receipt = act(signer, action);
    assertThat(receipt.applied()).as(receipt.toString()).isTrue();
  }

  void refused(Signer signer, Action action, String code) {
    Receipt receipt = act(signer, action);
    assertThat(receipt.outcome())
        .isInstanceOfSatisfying(
            Receipt.Outcome.Refused.class, r -> assertThat(r.reason().code()).isEqualTo(code));
  }

  static Facts facts(Object... pairs) {
    Map<Integer, BigInteger> words = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object word = pairs[i + 1];
      words.put(
          (Integer) pairs[i],
          word instanceof Hash hash
              ? new BigInteger(1, hash.bytes())
              : BigInteger.valueOf((Integer) word));
    }
    return Facts.of(words);
  }

  /** Court 0, in which five arbitrators have staked in different measure. */
  void court() {
    for (int i = 0; i < ARBITRATORS.size(); i++) {
      l1.deposit(START, ARBITRATORS.get(i).address(), USDC, units(1_000));
    }
    consume();
    does(ARBITRATORS.getFirst(), new Action.CreateCourt(USDC, USDC, units(10)));
    for (int i = 0; i < ARBITRATORS.size(); i++) {
      does(ARBITRATORS.get(i), new Action.Stake(0, i, units(20 + 10L * i)));
    }
  }

  /** What was paid to an address by messages to an escrow, base units. */
  BigInteger paidTo(Address to) {
    BigInteger sum = BigInteger.ZERO;
    for (StepEffect effect : effects) {
      if (effect instanceof StepEffect.Sent sent
          && sent.message().kind() == org.horkos.node.state.Leaf.OutboxLeaf.Kind.PAYOUT) {
        for (var payment : sent.message().payments()) {
          if (payment.to().equals(to)) {
            sum = sum.add(payment.amount());
          }
        }
      }
    }
    return sum;
  }
}
