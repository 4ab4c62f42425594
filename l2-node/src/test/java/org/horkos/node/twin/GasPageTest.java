package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.horkos.node.Seeded;
import org.horkos.node.batch.BatchPosterGas;
import org.horkos.node.execution.DearChunks;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.settlement.ClaimGas;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/gas.md: what transactions on L1 cost, whole fraud proofs of the dearest chunks among them.
 * {@code -Dgolden.write=true} writes the page anew.
 */
class GasPageTest {
  private static final Path PAGE = ProjectRoot.find().resolve("docs/gas.md");
  private static final String INTRODUCTION =
      """
      # Gas

      Written by `GasPageTest`, which fails when a figure moves by more than three percent: run it with `-Dgolden.write=true`, look at the
      difference, and commit it. All figures are of whole transactions on an EVM, 21,000 gas and call data (EIP-7623) included. L1 lets a
      transaction have 16,777,216 (EIP-7825).

      | transaction | gas |
      | --- | --- |
      %s
      Nothing is sent to make a batch final: it is when its window is over. The most payments are all that the largest terms (below) provide for, in
      two ERC-20 tokens, to who had none of them.

      ## Fraud proofs

      `Rollup.proveFraud` of the dearest chunks of each kind, and within it the execution of the chunk again ([fraud.md](protocol/fraud.md)). The
      batch has 1,024 chunks, so that branches are longest. Each chunk has as many steps of its kind as the weights of
      [steps.md](protocol/steps.md) admit, each on another of the largest agreements: 16 parties, 32 facts of which all are contested, 8 pays, 8 lots,
      the longest programs (with the most penalties, or with the most instructions), panels of 31 seats, who have all committed and revealed.
      "Late" steps come when the panel's time is over: its ballots are counted before they are refused. "Forced" ones come through the inbox.

      **The dearest found** is what `bench/dear --chunks N --seed S` has climbed to: it changes the terms (pays, lots, penalties, tokens, courts, the width of
      the facts' words), what is done, and the cheap steps that fill the weight of 96 after it; and every branch to the root of a table has a sibling that is
      not empty on every level, which nobody could bring about. It found that wide words made ballots dear (8.7 million gas for one step of 90), until they
      were passed on as they stand in their leaves. It is a search, not a proof: the test looks at %d more chunks from there and at %d chunks of random
      lives. It also fails if any proof takes 8,000,000 gas, and so the weights stand for K = 16.

      | chunk | steps | bytes of call data | execution | whole proof |
      | --- | --- | --- | --- | --- |
      """;

  private static final long MOST = 8_000_000;
  private static final int RANDOM = 400;
  private static final int CLIMBED = 24;
  private static final double MOVED = 0.03;
  private static final String DEAREST = "**the dearest found**: ";

  private static TwinEvm evm;
  private static TwinContract execution;

  private record Row(String what, ChunkGas.Executed executed, long proof) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,d | %,d | %,d |%n",
          what,
          executed.steps(),
          executed.bytes(),
          executed.gas(),
          proof);
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
  void thePageHasTheFiguresAndEveryProofFitsATransaction() throws Exception {
    ChunkGas gas = new ChunkGas(evm, execution);
    Map<String, RandomChunks.Case> cases = new LinkedHashMap<>(DearChunks.all());
    DearSearch search = new DearSearch(gas, new Seeded(Seeded.seed(20_261_128L)));
    String dearest = DEAREST + DearSearch.DEAREST.words();
    cases.put(dearest, search.chunk(DearSearch.DEAREST));
    List<Row> rows = new ArrayList<>();
    Map<String, Long> others = new LinkedHashMap<>(BatchPosterGas.measured());
    try (ProofsOnL1 proofs = new ProofsOnL1(evm, execution, List.copyOf(cases.values()))) {
      cases.forEach(
          (what, next) -> rows.add(new Row(what, gas.executed(next), proofs.gas(rows.size()))));
      long anew = proofs.assertedAnew(0);
      others.put("submitBatch, 1,024 chunks, 120,000 bytes", proofs.most("submitBatch"));
      others.put("assertRoots, 1,024 chunks", anew);
      others.put("commitFraud", proofs.most("commitFraud"));
    }
    others.putAll(ClaimGas.measured());
    rows.sort((one, other) -> Long.compare(other.proof, one.proof));

    assertThat(rows).allSatisfy(row -> assertThat(row.proof).as(row.what).isLessThan(MOST));
    assertThat(others.values())
        .allSatisfy(used -> assertThat(used).isLessThan(L1Account.GAS_CAP.longValueExact()));
    assertThat(rows.getFirst().what).isEqualTo(dearest);
    assertThat(dearestRandom(gas)).isLessThan(rows.getFirst().executed.gas());
    if (Boolean.getBoolean("golden.write")) {
      StringBuilder table = new StringBuilder();
      others.forEach((what, used) -> table.append("| %s | %,d |%n".formatted(what, used)));
      StringBuilder page =
          new StringBuilder(INTRODUCTION.formatted(table.toString(), CLIMBED, RANDOM));
      rows.forEach(row -> page.append(row.line()));
      Files.writeString(PAGE, page.toString());
    }
    rows.forEach(row -> others.put(row.what, row.proof));
    Map<String, Long> written = written();
    assertThat(written.keySet()).containsExactlyInAnyOrderElementsOf(others.keySet());
    others.forEach(
        (what, used) -> {
          long was = written.getOrDefault(what, 0L);
          assertThat(Math.abs(used - was))
              .as("%s took %,d gas, and takes %,d", what, was, used)
              .isLessThanOrEqualTo(Math.round(MOVED * was));
        });
  }

  /** A smaller form of {@code bench/dear}. */
  @Test
  void noChunkNearTheDearestOneIsDearer() {
    DearSearch search =
        new DearSearch(new ChunkGas(evm, execution), new Seeded(Seeded.seed(20_261_129L)));
    assertThat(search.climb(DearSearch.DEAREST, CLIMBED, System.out::println))
        .isEqualTo(DearSearch.DEAREST);
  }

  /** What stands in the last column of the tables. */
  private static Map<String, Long> written() throws IOException {
    Map<String, Long> written = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      if (cells.length > 2 && cells[cells.length - 1].strip().matches("[0-9,]+")) {
        written.put(
            cells[1].strip(), Long.parseLong(cells[cells.length - 1].strip().replace(",", "")));
      }
    }
    return written;
  }

  private static long dearestRandom(ChunkGas gas) {
    RandomChunks chunks = new RandomChunks(20_261_122L);
    int[] count = {0};
    long[] dearest = {0};
    for (long life = 1; count[0] < RANDOM; life += 2) {
      chunks.life(
          life,
          next -> {
            dearest[0] = Math.max(dearest[0], gas.total(next));
            return ++count[0] < RANDOM;
          });
    }
    return dearest[0];
  }
}
