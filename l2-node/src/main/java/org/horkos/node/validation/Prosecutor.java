package org.horkos.node.validation;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.fraud.FraudProver;
import org.horkos.node.fraud.FraudProver.Wrong;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.web3j.utils.Numeric;

/**
 * Brings fraud proofs to L1: commits to one, shows it in a later block, collects the reward. What
 * it commits to follows from its key and the proof, so that it goes on after a restart without
 * having kept anything. For one thread.
 */
final class Prosecutor {
  private static final byte[] SALT = "horkos fraud".getBytes(StandardCharsets.US_ASCII);

  private final byte[] key;
  private final FraudProver prover;
  private final Bond bond;
  private final Set<Hash> committed = new HashSet<>();

  /** A prosecutor whose gas {@code account} pays, and whose rewards it gets. */
  Prosecutor(L1Connection connection, Contracts contracts, L1Account account) {
    this.key = Numeric.toBytesPadded(account.key().getEcKeyPair().getPrivateKey(), Hash.SIZE);
    this.prover = new FraudProver(connection, contracts, account);
    this.bond = new Bond(connection, contracts, account);
  }

  /** What became of an attempt. */
  enum Outcome {
    /** The roots are deleted. */
    PROVED,
    /** The roots are deleted already, or others are asserted by now. */
    NOTHING_TO_PROVE,
    /** The commitment is not in an earlier block yet. */
    NOT_YET,
  }

  /**
   * Commits, unless that has been done.
   *
   * @throws L1Failure if L1 is gone or does not take it
   */
  void commit(Wrong wrong) {
    Hash salt = salt(wrong);
    if (!committed.contains(salt)) {
      prover.commit(wrong.batch(), wrong.chunk(), salt);
      committed.add(salt);
    }
  }

  /**
   * Commits, unless that has been done, and proves.
   *
   * @throws L1Failure if L1 is gone, does not take the transactions, or comes to another root than
   *     this node
   */
  Outcome prove(Wrong wrong) {
    commit(wrong);
    Hash salt = salt(wrong);
    try {
      prover.prove(wrong, salt);
      return Outcome.PROVED;
    } catch (L1Failure failure) {
      return switch (failure.revert().orElse("").replaceAll("\\(.*", "")) {
        case "NothingToProve", "NotAsPosted" -> Outcome.NOTHING_TO_PROVE;
        case "NotCommitted" -> {
          committed.remove(salt); // L1 may have taken the block back
          yield Outcome.NOT_YET;
        }
        default -> throw failure;
      };
    }
  }

  /** Collects what proofs have earned; whether there was anything. */
  boolean collect() {
    if (bond.owed().signum() == 0) {
      return false;
    }
    bond.collect();
    return true;
  }

  /** Nobody without the key can tell it, and the key's owner can tell it again. */
  private Hash salt(Wrong wrong) {
    byte[] place = new PackedWriter().u64(wrong.batch().height()).u16(wrong.chunk()).toBytes();
    return Keccak.hash(SALT, key, place, wrong.batch().rootsHash().bytes());
  }
}
