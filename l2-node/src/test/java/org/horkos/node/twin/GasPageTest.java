package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.DearChunks;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.fraud.ReceiptBytes;
import org.horkos.node.fraud.Witness;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/gas.md: what the dearest chunks that were found cost to execute again, in one transaction.
 * {@code -Dgolden.write=true} writes the page anew.
 */
class GasPageTest {
  private static final Path PAGE = ProjectRoot.find().resolve("docs/gas.md");
  private static final String INTRODUCTION =
      """
      # Gas

      Written by `GasPageTest`, which fails when a figure moves by more than three percent: run it with `-Dgolden.write=true`, look at the
      difference, and commit it.

      What it costs to execute a chunk again on L1 ([fraud.md](protocol/fraud.md)): the whole transaction that calls `Execution` with chunk and
      witness, 21,000 gas and call data (EIP-7623) included, without what the Rollup does before and after. Each chunk has as many steps of its
      kind as the weights of [steps.md](protocol/steps.md) admit, each on another of the largest agreements: 16 parties, 32 facts of which all
      are contested, 8 pays, 8 lots, the longest programs (with the most penalties, or with the most instructions), panels of 31 seats, who
      have all committed and revealed. "Late" steps come when the panel's time is over: its ballots are counted before they are refused.
      A search over these, not a proof: %d more chunks of random lives were dearer in no case. The test also fails if one of them
      takes 8,000,000 gas. Weights leave room for few cheap steps beside a dear one, which 16 transfers bound from above.

      """;

  /**
   * EIP-7623: of a transaction, and of call data by the token; 4 tokens to a byte that is not 0.
   */
  private static final long TRANSACTION = 21_000;

  private static final long MOST = 8_000_000;
  private static final int RANDOM = 400;
  private static final double MOVED = 0.03;

  private static TwinEvm evm;
  private static TwinContract execution;

  private record Row(String what, int steps, int bytes, long gas) {
    String line() {
      return String.format(Locale.ROOT, "| %s | %d | %,d | %,d |%n", what, steps, bytes, gas);
    }
  }

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    execution = ChunkDifferential.deploy(evm);
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void thePageHasTheFiguresAndTheDearestChunkFitsATransaction() throws IOException {
    List<Row> rows = new ArrayList<>();
    DearChunks.all().forEach((what, next) -> rows.add(row(what, next)));
    rows.sort((one, other) -> Long.compare(other.gas, one.gas));
    assertThat(rows).allSatisfy(row -> assertThat(row.gas).as(row.what).isLessThan(MOST));
    assertThat(dearestRandom()).isLessThan(rows.getFirst().gas);
    if (Boolean.getBoolean("golden.write")) {
      StringBuilder page = new StringBuilder(INTRODUCTION.formatted(RANDOM));
      page.append("| chunk | steps | bytes of call data | gas |\n| --- | --- | --- | --- |\n");
      rows.forEach(row -> page.append(row.line()));
      Files.writeString(PAGE, page.toString());
    }
    Map<String, Long> written = written();
    assertThat(written.keySet())
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(Row::what).toList());
    for (Row row : rows) {
      long was = written.getOrDefault(row.what, 0L);
      assertThat(Math.abs(row.gas - was))
          .as("%s took %,d gas, and takes %,d", row.what, was, row.gas)
          .isLessThanOrEqualTo(Math.round(MOVED * was));
    }
  }

  private static Map<String, Long> written() throws IOException {
    Map<String, Long> written = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      if (cells.length == 5 && cells[4].strip().matches("[0-9,]+")) {
        written.put(cells[1].strip(), Long.parseLong(cells[4].strip().replace(",", "")));
      }
    }
    return written;
  }

  private static long dearestRandom() {
    RandomChunks chunks = new RandomChunks(20_261_122L);
    int[] count = {0};
    long[] dearest = {0};
    for (long life = 1; count[0] < RANDOM; life += 2) {
      chunks.life(
          life,
          next -> {
            dearest[0] = Math.max(dearest[0], row("random", next).gas);
            return ++count[0] < RANDOM;
          });
    }
    return dearest[0];
  }

  private static Row row(String what, RandomChunks.Case next) {
    Witness witness = ChunkDifferential.witness(next, next.chunk());
    ChunkResult java = witness.result();
    byte[] call =
        ChunkDifferential.call(execution, next.batch(), next.state().root(), next.chunk(), witness);
    byte[] expected = execution.returning("execute", java.root(), ReceiptBytes.of(java));
    assertThat(evm.call(execution, call).hex())
        .as(what)
        .isEqualTo(HexFormat.of().formatHex(expected));
    return new Row(
        what, java.receipts().size(), call.length, total(call, evm.gas(execution, call)));
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
