package org.horkos.app.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.execution.Execution;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.TransactionDigest;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.TransactionReceipt;
import org.horkos.node.validation.Rebuild;
import org.horkos.node.validation.Validator;
import org.horkos.node.validation.ValidatorProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A validator that runs: it takes no transactions, and answers what is on L1. */
public final class RunningValidator implements ServedNode {
  private static final Logger LOG = LoggerFactory.getLogger(RunningValidator.class);

  private final L1Connection l1;
  private final Contracts contracts;
  private final Storage storage;
  private final KnownTexts texts;
  private final Policy policy;
  private final Claims claims;
  private final Validator validator;

  private RunningValidator(
      NodeSettings settings, boolean posts, L1Connection l1, Consumer<String> told) {
    this.l1 = l1;
    this.contracts = settings.contracts();
    this.policy = settings.policy();
    this.storage = open(settings, l1, told);
    try {
      this.texts = new KnownTexts(storage);
      this.claims = new Claims(l1, contracts, storage);
      this.validator =
          new Validator(
              l1,
              contracts,
              l1.account(settings.sequencer()),
              execution(l1, contracts),
              storage,
              new Validator.Settings(settings.follower(), posts));
      told.accept("following L1 as a validator");
      validator.start(trouble -> LOG.warn("{}", trouble.getMessage()));
    } catch (RuntimeException failed) {
      storage.close();
      throw failed;
    }
  }

  static Storage open(NodeSettings settings, L1Connection l1, Consumer<String> told) {
    settings.contracts().check(l1);
    told.accept("the contracts are there: Rollup " + settings.contracts().rollup());
    told.accept("opening the database " + settings.storage().url());
    return Storage.open(
        settings.storage(), new RollupId(l1.chainId(), settings.contracts().rollup()));
  }

  /** By the rule program alone, as L1 executes. */
  static Execution execution(L1Connection l1, Contracts contracts) {
    return new Execution(
        TransactionDigest.domain(l1.chainId(), contracts.rollup()),
        contracts.vault(),
        RuleMachine::new,
        Recovery.fastest());
  }

  /**
   * Starts a validator.
   *
   * @param settings its key pays for proofs and gets the rewards
   * @param posts whether it asserts roots that were deleted: its key's bond answers for them
   * @param l1 stays the caller's to close, after the validator
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws L1Failure if L1 or the contracts are not what the settings say
   * @throws org.horkos.node.storage.StorageRefusal if the database cannot be used
   */
  public static RunningValidator start(
      NodeSettings settings, boolean posts, L1Connection l1, Consumer<String> told) {
    return new RunningValidator(settings, posts, l1, told);
  }

  /**
   * Fills a node's empty database from L1 alone.
   *
   * @throws L1Failure if L1 is gone or contradicts itself
   * @throws org.horkos.node.storage.StorageRefusal if the database is not empty or cannot be used
   */
  public static Rebuild.Result rebuild(
      NodeSettings settings, L1Connection l1, Consumer<String> told) {
    try (Storage storage = open(settings, l1, told)) {
      Rebuild rebuild =
          new Rebuild(
              l1,
              settings.contracts(),
              execution(l1, settings.contracts()),
              storage,
              settings.follower());
      return rebuild.run(
          at ->
              told.accept(
                  "executed batch "
                      + at.height()
                      + " of "
                      + at.all()
                      + ", "
                      + at.steps()
                      + " steps so far"));
    }
  }

  @Override
  public Contracts contracts() {
    return contracts;
  }

  @Override
  public L1Connection l1() {
    return l1;
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public KnownTexts texts() {
    return texts;
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public SequencerHealth health() {
    return validator.health();
  }

  @Override
  public Optional<L1Failure> l1Failure() {
    return validator.hindrance();
  }

  @Override
  public Optional<ValidatorProgress> validation() {
    return Optional.of(validator.progress());
  }

  @Override
  public CompletableFuture<TransactionReceipt> submit(byte[] transaction) {
    return CompletableFuture.completedFuture(
        TransactionReceipt.turnedAway(
            Keccak.hash(transaction),
            "VALIDATOR",
            "This node is a validator and makes no blocks. Send the transaction to the sequencer."));
  }

  @Override
  public <T> CompletableFuture<T> read(Function<StepMachine, T> reading) {
    return validator.read(reading);
  }

  @Override
  public void close() {
    validator.close();
    storage.close();
  }
}
