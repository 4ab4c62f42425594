package org.horkos.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.StoredLeaf;
import org.junit.jupiter.api.Test;

/**
 * How every database goes back to before L1 replaced blocks; and what the storage tests are made
 * of.
 */
abstract class WalkBackContract {
  static final RollupId DEPLOYMENT = new RollupId(31_337, address(1));

  /** The same database in every call of one test. */
  abstract StorageConfig config();

  static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = (byte) number;
    return Address.of(bytes);
  }

  static Hash hash(int number) {
    return Keccak.hash(new byte[] {(byte) (number >> 8), (byte) number});
  }

  static L1Point point(int number, long time) {
    return new L1Point(number, hash(number), time);
  }

  final Storage open() {
    return Storage.open(config(), DEPLOYMENT);
  }

  static SealedBlock sealed(long number, int chunks) {
    List<Chunk> list = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      list.add(new Chunk(new byte[] {(byte) number, (byte) i}, hash((int) number * 100 + i)));
    }
    return new SealedBlock(
        number,
        list,
        new Leaf.Globals(1_000 + number, number, 3, 0, 0, 0, 2, 0, 0, number * 5),
        IntStream.range(1, 9).mapToObj(WalkBackContract::hash).toList());
  }

  static StoredBlock block(long number, List<StoredLeaf> leaves) {
    return new StoredBlock(
        sealed(number, 2), (number - 1) * 5, 5, leaves, List.of(), List.of(), List.of());
  }

  static StoredLeaf leaf(Layout.Table table, long index, String text) {
    return new StoredLeaf(table.ordinal(), index, text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> leaves(Storage storage) {
    List<String> all = new ArrayList<>();
    storage.eachLeaf(leaf -> all.add(text(leaf)));
    return all;
  }

  static String text(StoredLeaf leaf) {
    return Layout.Table.of(leaf.table())
        + " "
        + leaf.index()
        + " "
        + new String(leaf.bytes(), StandardCharsets.UTF_8);
  }

  /** What a database holds, as text, but for what only grows. */
  private static List<String> holds(Storage storage) {
    List<String> all = new ArrayList<>(leaves(storage));
    storage.blocksAfter(0, 1_000).forEach(block -> all.add(block.toString()));
    storage.messages(0, 1_000).forEach(message -> all.add(message.hash().toString()));
    storage.allTerms().forEach(terms -> all.add(terms.termsHash().toString()));
    for (int number = 1; number <= 40; number++) {
      all.add("receipt " + storage.receipt(hash(1_000 + number)));
      all.add("batch " + storage.posted(number));
    }
    all.add("timeline " + storage.timeline(7, 0, 1_000));
    all.add("resume " + storage.resumePoint() + ", time " + storage.l1Time());
    all.add("point " + storage.l1Before(Long.MAX_VALUE));
    return all;
  }

  /** A block that changes some leaves of a plain map, and says what it overwrites. */
  private static StoredBlock changing(long number, SortedMap<Long, String> plain, Random random) {
    SortedMap<Long, String> changed = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      changed.put((long) random.nextInt(100), "v" + random.nextInt());
    }
    List<StoredLeaf> leaves = new ArrayList<>();
    List<StoredLeaf> overwritten = new ArrayList<>();
    changed.forEach(
        (index, text) -> {
          leaves.add(leaf(Layout.Table.AGREEMENTS, index, text));
          overwritten.add(leaf(Layout.Table.AGREEMENTS, index, plain.getOrDefault(index, "")));
        });
    plain.putAll(changed);
    return new StoredBlock(
        sealed(number, 1 + random.nextInt(3)),
        (number - 1) * 5,
        5,
        leaves,
        overwritten,
        List.of(new TransactionReceipt(hash(1_000 + (int) number), number, number * 5, "", "")),
        List.of(new TimelineEvent(7, number - 1, 1_000 + number, number, "{}")));
  }

  /** L1 block {@code number} with the time of L2 block {@code number}; it brings one message. */
  private static L1News news(int number) {
    long time = 1_000 + number;
    return new L1News(
        point(number, time),
        time,
        List.of(new InboxMessage(number - 1, time, 1, address(number), new byte[] {1})),
        List.of(
            new OpenedTerms(
                hash(2_000 + number),
                address(number),
                OpenedTerms.Bytes.of(new byte[] {1}),
                List.of(OpenedTerms.Bytes.of(new byte[] {2})),
                number)),
        new ResumePoint(number, number + 1));
  }

  @Test
  void aWalkBackLeavesWhatWasThereBefore() {
    long seed = Long.getLong("horkos.seed", 12L);
    Random random = new Random(seed);
    SortedMap<Long, String> plain = new TreeMap<>();
    List<List<String>> held = new ArrayList<>();
    List<SortedMap<Long, String>> maps = new ArrayList<>();
    try (Storage storage = open()) {
      held.add(List.of());
      maps.add(new TreeMap<>());
      int number = 0;
      for (int round = 0; round < 25; round++) {
        if (number > 1 && random.nextInt(4) == 0) {
          int to = 1 + random.nextInt(number - 1);
          // L1's block after that is still there too, but it has the next second
          ResumePoint resume =
              storage.walkBack(
                  point(to, 1_001 + to),
                  1_000 + to,
                  storage.lastBlockBefore(1_001 + to),
                  List.of());
          assertThat(resume).isEqualTo(new ResumePoint(to, to + 1));
          assertThat(holds(storage)).as("seed %s, round %s", seed, round).isEqualTo(held.get(to));
          number = to;
          plain = new TreeMap<>(maps.get(to));
          held.subList(to + 1, held.size()).clear();
          maps.subList(to + 1, maps.size()).clear();
        }
        number++;
        storage.keep(news(number));
        storage.commit(changing(number, plain, random));
        storage.posted(
            new PostedBatch(
                number,
                number,
                1_000 + number,
                number,
                hash(random.nextInt(60_000)),
                hash(2),
                hash(3),
                0,
                List.of(hash(4), hash(5), hash(6))));
        held.add(holds(storage));
        maps.add(new TreeMap<>(plain));
        int past = 1 + random.nextInt(number);
        assertThat(
                storage.leavesAfter(past).orElseThrow().stream()
                    .map(WalkBackContract::text)
                    .toList())
            .as("seed %s, round %s, after block %s", seed, round, past)
            .isEqualTo(held.get(past).subList(0, maps.get(past).size()));
      }
    }
  }

  @Test
  void whatIsToBePutAgainKeepsItsOrderAcrossWalksAndRestarts() {
    SortedMap<Long, String> plain = new TreeMap<>();
    try (Storage storage = open()) {
      for (int number = 1; number <= 4; number++) {
        storage.keep(news(number));
        storage.commit(changing(number, plain, new Random(number)));
      }
      storage.walkBack(point(3, 1_004), 1_003, 3, List.of(new byte[] {4}, new byte[] {5}));
      storage.walkBack(point(2, 1_003), 1_002, 2, List.of(new byte[] {3}));
    }
    try (Storage storage = open()) {
      List<Again> again = storage.again();
      assertThat(again.stream().map(one -> (int) one.bytes()[0])).containsExactly(3, 4, 5);
      assertThat(again.getFirst().until()).isEqualTo(1_003 + 3_600);
      storage.putAgain(again.get(1));
      assertThat(storage.again().stream().map(one -> (int) one.bytes()[0])).containsExactly(3, 5);
    }
  }

  @Test
  void whoCannotGoBackSoFarIsToldToRebuild() {
    SortedMap<Long, String> plain = new TreeMap<>();
    try (Storage storage = open()) {
      storage.keep(news(1));
      storage.commit(changing(1, plain, new Random(1)));
      storage.keep(news(2));
      storage.commit(changing(2, plain, new Random(2)));
      long far = 2 + L1Points.KEPT;
      storage.keep(
          new L1News(
              new L1Point(far, hash(3), 9_000),
              9_000,
              List.of(),
              List.of(),
              new ResumePoint(2, 3)));
      assertThat(storage.l1Before(far)).contains(point(2, 1_002));
      assertThat(storage.l1Before(2)).isEmpty();
      assertThat(storage.leavesAfter(0)).isEmpty();
      assertThat(storage.leavesAfter(1)).isPresent();
      assertThatThrownBy(() -> storage.walkBack(point(1, 1_000), 1_000, 0, List.of()))
          .isInstanceOf(StorageRefusal.class)
          .hasMessageContaining("rebuild it from L1");
      assertThat(storage.lastBlock().orElseThrow().number()).isEqualTo(2);
      assertThat(storage.walkBack(point(2, 1_002), 1_001, 1, List.of()))
          .isEqualTo(new ResumePoint(1, 0));
      assertThat(storage.lastBlock().orElseThrow().number()).isEqualTo(1);
    }
  }
}
