package org.horkos.node.sequencing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Referent;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;

/** A few people with real keys and balances on one rollup, and the execution that they share. */
final class Town {
  static final int PEOPLE = 8;
  static final Address ROLLUP = address(0x11);
  static final Address VAULT = address(0x22);
  static final RollupId ID = new RollupId(31_337, ROLLUP);
  static final BigInteger DEPOSIT = BigInteger.valueOf(1_000_000);
  static final long DAWN = 1_800_000_000L;

  private static final Eip712.Domain DOMAIN = TransactionDigest.domain(31_337, ROLLUP);

  private Town() {}

  static Address address(int last) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) last;
    return Address.of(bytes);
  }

  static Execution execution() {
    return new Execution(DOMAIN, VAULT, RuleMachine::new, Recovery.fastest());
  }

  /** Account ids count from 1; person 1 owns account 1. */
  static Signer person(int id) {
    return new Signer(BigInteger.valueOf(1_000 + id));
  }

  /** Everybody's deposits, as L1 brings them. */
  static L1News deposits() {
    List<InboxMessage> messages = new ArrayList<>();
    for (int id = 1; id <= PEOPLE; id++) {
      byte[] payload =
          new PackedWriter()
              .u32(id)
              .address(person(id).address())
              .address(Address.ZERO)
              .u128(DEPOSIT)
              .toBytes();
      messages.add(new InboxMessage(id - 1, DAWN + id, 1, VAULT, payload));
    }
    return new L1News(
        point(5, DAWN + 110), DAWN + 100, messages, List.of(), new ResumePoint(PEOPLE, 6));
  }

  static byte[] transfer(int from, long nonce, int to, long amount) {
    Action.Transfer action = new Action.Transfer(to, BigInteger.valueOf(amount));
    Signer signer = person(from);
    Hash digest =
        TransactionDigest.of(
            DOMAIN.separator(),
            new TransactionDigest.Payer(signer.address(), Address.ZERO, nonce),
            0,
            action,
            new Referent.Recipient(person(to).address()));
    return StepCodec.encode(
        new Transaction(from, 0, action, Signature.NONE).with(signer.sign(digest)));
  }

  /** A sequencer on a storage, not started. */
  static Sequencer sequencer(Storage storage, SequencerSettings settings) {
    return new Sequencer(
        storage,
        new StepMachine(execution(), StoredState.load(storage), new StoredL1(storage)),
        settings);
  }

  /** Executes all stored blocks from the genesis on; every chunk's root must come out again. */
  static Hash replay(Storage storage) {
    State state = State.genesis();
    Execution execution = execution();
    StoredL1 l1 = new StoredL1(storage);
    for (SealedBlock block : storage.blocksAfter(0, Integer.MAX_VALUE)) {
      BatchContext context = new BatchContext(block.endTime(), block.endInboxCount());
      for (Chunk chunk : block.chunks()) {
        ChunkResult result = execution.execute(state, context, chunk.bytes(), l1);
        if (!result.root().equals(chunk.root()) || result.unread().isPresent()) {
          throw new AssertionError("block " + block.number() + " replays to another root");
        }
      }
      state.flush();
    }
    return state.root();
  }

  /** A block of L1. */
  static L1Point point(long number, long time) {
    byte[] hash = new byte[Hash.SIZE];
    hash[0] = (byte) number;
    return new L1Point(number, Hash.of(hash), time);
  }
}
