package org.horkos.app.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.value.Address;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.TransactionReceipt;
import org.horkos.node.validation.ValidatorProgress;

/** A node as its API sees it: the sequencer's or a validator's. All methods are for any thread. */
public sealed interface ServedNode extends AutoCloseable permits RunningNode, RunningValidator {
  /** The contracts of its rollup. */
  Contracts contracts();

  /** L1 as it is connected to. */
  L1Connection l1();

  /** What it has stored. */
  Storage storage();

  /** The Oath texts that it knows. */
  KnownTexts texts();

  /** Below which floors it warns of times and bonds. */
  Policy policy();

  /** Payouts and withdrawals, proved and claimed. */
  Claims claims();

  /** How it is. */
  SequencerHealth health();

  /** What is wrong with L1, if anything is. */
  Optional<L1Failure> l1Failure();

  /** What it has done as a validator; empty if it is a sequencer. */
  Optional<ValidatorProgress> validation();

  /** Takes a signed transaction; completes when its block is stored or it was turned away. */
  CompletableFuture<TransactionReceipt> submit(byte[] transaction);

  /** Reads the state between two blocks. */
  <T> CompletableFuture<T> read(Function<StepMachine, T> reading);

  /** The number of somebody's account in a token, as L1 has given it; 0 if there is none yet. */
  default long accountOf(Address owner, Address token) {
    return Wrappers.ask(
            Wrappers.reading(l1(), contracts())
                .inbox()
                .accountOf(owner.toString(), token.toString()))
        .longValueExact();
  }

  /** Stops everything; it goes on after the next start where it stopped. */
  @Override
  void close();
}
