package org.horkos.node.thief;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.TransactionDigest;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.validation.Validator;

/** A rollup of its own on a real L1, with a bonded sequencer, and what L1 shows of it. */
public final class RollupOnL1 {
  /** The key of the sequencer; key 0 has deployed. */
  public static final int SEQUENCER = 1;

  /** Seconds for which roots must stand. */
  public static final long WINDOW = 3_600;

  private static final long LAG = 1;

  private final L1Connection l1;
  private final Contracts contracts;
  private final Execution execution;
  private final Reader reader = new Reader();
  private final L1Follower follower;

  /** Deploys it and puts down the sequencer's bond. */
  public RollupOnL1(L1Connection l1) {
    this(
        l1,
        new Deployment(
                l1.account(DevelopmentKeys.key(SEQUENCER)).address(),
                State.genesis().root(),
                WINDOW,
                LAG)
            .deploy(l1, l1.account(DevelopmentKeys.key(0))));
    bond(SEQUENCER).put();
  }

  private RollupOnL1(L1Connection l1, Contracts contracts) {
    this.l1 = l1;
    this.contracts = contracts;
    this.execution = newExecution();
    this.follower =
        new L1Follower(
            l1,
            contracts,
            L1Follower.Settings.development(),
            ResumePoint.deployedIn(contracts.block()),
            reader);
  }

  /** The same rollup over another connection, with all that L1 shows of it now. */
  public RollupOnL1 over(L1Connection connection) {
    Deployment.learnErrors(connection);
    RollupOnL1 same = new RollupOnL1(connection, contracts);
    same.follower.poll();
    return same;
  }

  /** L1. */
  public L1Connection l1() {
    return l1;
  }

  /** Its contracts. */
  public Contracts contracts() {
    return contracts;
  }

  /** Executes by the rule program; for one thread. */
  public Execution execution() {
    return execution;
  }

  /** What L1 has shown up to the last {@link #pass}. */
  public L1View view() {
    return reader;
  }

  /** How many messages L1 has shown. */
  public long messages() {
    return reader.messages.size();
  }

  /** The account of a development key on L1. */
  public L1Account account(int key) {
    return l1.account(DevelopmentKeys.key(key));
  }

  /** Its address. */
  public Address address(int key) {
    return account(key).address();
  }

  /** It as a signer. */
  public Signer signer(int key) {
    return new Signer(DevelopmentKeys.key(key).getEcKeyPair());
  }

  /** Its bond. */
  public Bond bond(int key) {
    return new Bond(l1, contracts, account(key));
  }

  /** The rollup, to be asked. */
  public Rollup rollup() {
    return Wrappers.reading(l1, contracts).rollup();
  }

  /** Number of the last batch that has roots. */
  public long rootsHeight() {
    return Wrappers.ask(rollup().rootsHeight()).longValueExact();
  }

  /** The last root that is asserted of a batch. */
  public Hash root(long height) {
    return Hash.of(Wrappers.ask(rollup().batchAt(BigInteger.valueOf(height))).lastRoot);
  }

  /** Deposits ETH for a key; it is an inbox message. */
  public void deposit(int key, long amount) {
    BigInteger wei = BigInteger.valueOf(amount);
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account(key), "deposit")
            .vault()
            .deposit(Address.ZERO.toString(), wei, address(key).toString(), wei));
  }

  /** Somebody whose transactions to escrows and tokens this key signs. */
  public L1Sender sender(int key) {
    return Deployment.sender(l1, account(key));
  }

  /** Reads what is new on L1. */
  public void poll() {
    follower.poll();
  }

  /** The last second that L2 time may reach now. */
  public long latest() {
    return l1.head().time() - LAG;
  }

  /** What has happened at the rollup, as far as L1 was read. */
  public List<RollupEvent> events() {
    return List.copyOf(reader.events);
  }

  /** Lets the lag pass, so that what was sent so far can be consumed, and reads it. */
  public void pass() {
    new DevelopmentL1(l1).advance(LAG + 3, 2);
    follower.poll();
  }

  /** A database of a node of this rollup. */
  public Storage storage(Path folder) {
    return Storage.open(StorageConfig.file(folder), new RollupId(l1.chainId(), contracts.rollup()));
  }

  /** A validator that has not started. */
  public Validator validator(int key, Storage storage, boolean posts) {
    return new Validator(
        l1,
        contracts,
        account(key),
        newExecution(),
        storage,
        new Validator.Settings(L1Follower.Settings.development(), posts));
  }

  /** Another execution, for another thread. */
  public Execution newExecution() {
    return newExecution(Recovery.fastest());
  }

  /** Another execution that finds signers its own way. */
  public Execution newExecution(Recovery recovery) {
    return new Execution(
        TransactionDigest.domain(l1.chainId(), contracts.rollup()),
        contracts.vault(),
        RuleMachine::new,
        recovery);
  }

  /** What L1 has brought. */
  private static final class Reader implements L1Listener, L1View {
    private final List<InboxMessage> messages = new ArrayList<>();
    private final Map<String, OpenedTerms> terms = new TreeMap<>();
    private final List<RollupEvent> events = new ArrayList<>();

    @Override
    public void onL1Head(L1News news) {
      messages.addAll(news.messages());
      events.addAll(news.rollup());
      news.terms().forEach(opened -> terms.put(opened.termsHash().toString(), opened));
    }

    @Override
    public void onL1Failure(L1Failure failure) {
      throw failure;
    }

    @Override
    public InboxMessage message(long index) {
      if (index >= messages.size()) {
        throw new MissingL1Data("inbox message " + index);
      }
      return messages.get((int) index);
    }

    @Override
    public Optional<OpenedTerms> terms(Hash termsHash) {
      return Optional.ofNullable(terms.get(termsHash.toString()));
    }
  }
}
