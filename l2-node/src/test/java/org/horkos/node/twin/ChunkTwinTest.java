package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.execution.RareChunks;
import org.horkos.node.fraud.AlteredWitnesses;
import org.horkos.node.fraud.Witness;
import org.junit.jupiter.api.Test;

/**
 * Execution.sol against Execution.java: random chunks on random states give the same root and the
 * same receipts, with the witness that Java makes. More than here: {@code bench/differential}.
 */
class ChunkTwinTest {
  private static final int CHUNKS = Integer.getInteger("horkos.twin.chunks", 20_000);
  private static final long SEED = 20_261_120L;

  private static final int ALTERED = 25;

  @Test
  void everyChunkComesToTheSameInSolidity() {
    long seed = Seeded.seed(SEED);
    try (ChunkDifferential differential = new ChunkDifferential(seed)) {
      assertThat(differential.compare(RareChunks.all())).isEmpty();
      ChunkDifferential.Result result = differential.run(CHUNKS, 0);
      System.out.print(result.met().table());
      System.out.printf(
          "%d chunks, %d differences, seed %d%n", result.chunks(), result.differences(), seed);
      assertThat(result.about()).isEmpty();
      if (CHUNKS >= 20_000) {
        assertThat(result.met().missingKinds()).isEmpty();
        assertThat(result.met().impossible()).isEmpty();
        // Other seeds may leave out one or two, by chance.
        if (seed == SEED) {
          assertThat(result.met().missingRefusals()).isEmpty();
        }
      }
    }
  }

  @Test
  void aWitnessThatIsNotTheOneReverts() {
    Seeded seeded = new Seeded(Seeded.seed(20_261_121L));
    RandomChunks chunks = new RandomChunks(Seeded.seed(20_261_121L));
    try (TwinEvm evm = TwinEvm.start()) {
      TwinContract execution = ChunkDifferential.deploy(evm);
      for (int life = 0; life < ALTERED; life++) {
        int[] place = {seeded.below(80)};
        chunks.life(
            life,
            next -> {
              if (place[0]-- == 0) {
                everyAlteredReverts(evm, execution, seeded, next);
              }
              return place[0] >= 0;
            });
      }
    }
  }

  private static void everyAlteredReverts(
      TwinEvm evm, TwinContract execution, Seeded seeded, RandomChunks.Case next) {
    Hash root = next.state().root();
    Witness witness = ChunkDifferential.witness(next, next.chunk());
    List<AlteredWitnesses.Altered> all = AlteredWitnesses.of(seeded, next);
    List<byte[]> calls = new ArrayList<>();
    for (AlteredWitnesses.Altered altered : all) {
      Witness other =
          new Witness(
              altered.bytes(), witness.firstMessage(), witness.messageHashes(), witness.result());
      calls.add(ChunkDifferential.call(execution, next.batch(), root, next.chunk(), other));
    }
    List<TwinEvm.Answer> answers = evm.call(execution, calls);
    for (int i = 0; i < all.size(); i++) {
      assertThat(answers.get(i))
          .as("%s, chunk %s, %s", seeded, HexFormat.of().formatHex(next.chunk()), all.get(i).how())
          .isInstanceOf(TwinEvm.Answer.Reverted.class);
    }
  }
}
