package org.horkos.node.twin;

import java.util.HexFormat;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.fraud.ReceiptBytes;
import org.horkos.node.fraud.Witness;

/** What it costs to execute chunks again on an EVM. */
final class ChunkGas {
  /**
   * EIP-7623: of a transaction, and of call data by the token; 4 tokens to a byte that is not 0.
   */
  private static final long TRANSACTION = 21_000;

  private final TwinEvm evm;
  private final TwinContract execution;

  ChunkGas(TwinEvm evm, TwinContract execution) {
    this.evm = evm;
    this.execution = execution;
  }

  /**
   * A chunk that was executed again.
   *
   * @param steps of it
   * @param bytes of call data
   * @param gas of the transaction that calls Execution
   */
  record Executed(int steps, int bytes, long gas) {}

  /** Executes a chunk again. */
  Executed executed(RandomChunks.Case next) {
    Witness witness = ChunkDifferential.witness(next, next.chunk());
    byte[] call =
        ChunkDifferential.call(execution, next.batch(), next.state().root(), next.chunk(), witness);
    byte[] expected =
        execution.returning("execute", witness.result().root(), ReceiptBytes.of(witness.result()));
    String returned = evm.call(execution, call).hex();
    if (!returned.equals(HexFormat.of().formatHex(expected))) {
      throw new AssertionError(
          "chunk "
              + HexFormat.of().formatHex(next.chunk())
              + " comes to something else in Solidity: "
              + returned);
    }
    return new Executed(
        witness.result().receipts().size(), call.length, total(call, evm.gas(execution, call)));
  }

  /** The gas of the transaction that executes a chunk again. */
  long total(RandomChunks.Case next) {
    return executed(next).gas;
  }

  /** A transaction's gas: what the call took, or the floor that its data sets. */
  private static long total(byte[] data, long executed) {
    long tokens = 0;
    for (byte one : data) {
      tokens += one == 0 ? 1 : 4;
    }
    return TRANSACTION + Math.max(4 * tokens + executed, 10 * tokens);
  }
}
