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

/** What every database must do; one test class per database says where it is. */
abstract class StorageContract {
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

  private static L1Point point(int number, long time) {
    return new L1Point(number, hash(number), time);
  }

  private Storage open() {
    return Storage.open(config(), DEPLOYMENT);
  }

  private static SealedBlock sealed(long number, int chunks) {
    List<Chunk> list = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      list.add(new Chunk(new byte[] {(byte) number, (byte) i}, hash((int) number * 100 + i)));
    }
    return new SealedBlock(
        number,
        list,
        new Leaf.Globals(1_000 + number, number, 3, 0, 0, 0, 2, 0, 0, number * 5),
        IntStream.range(1, 9).mapToObj(StorageContract::hash).toList());
  }

  private static StoredBlock block(long number, List<StoredLeaf> leaves) {
    return new StoredBlock(
        sealed(number, 2), (number - 1) * 5, 5, leaves, List.of(), List.of(), List.of());
  }

  private static StoredLeaf leaf(Layout.Table table, long index, String text) {
    return new StoredLeaf(table.ordinal(), index, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> leaves(Storage storage) {
    List<String> all = new ArrayList<>();
    storage.eachLeaf(leaf -> all.add(text(leaf)));
    return all;
  }

  private static String text(StoredLeaf leaf) {
    return Layout.Table.of(leaf.table())
        + " "
        + leaf.index()
        + " "
        + new String(leaf.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aBlockAndAllThatItChangedAreThereAfterARestart() {
    TransactionReceipt applied = new TransactionReceipt(hash(1), 1, 3, "", "");
    TransactionReceipt refused =
        new TransactionReceipt(hash(2), 1, 4, "NOT_YOUR_SEAT", "somebody else sits there");
    TimelineEvent event = new TimelineEvent(7, 0, 1_001, 1, "{\"grüße\":\"∀\"}");
    try (Storage storage = open()) {
      assertThat(storage.lastBlock()).isEmpty();
      assertThat(storage.steps()).isZero();
      storage.commit(
          new StoredBlock(
              sealed(1, 3),
              0,
              5,
              List.of(leaf(Layout.Table.ACCOUNTS, 4_294_967_295L, "rich")),
              List.of(),
              List.of(applied, refused),
              List.of(event)));
    }
    try (Storage storage = open()) {
      assertThat(storage.lastBlock()).contains(sealed(1, 3));
      assertThat(storage.steps()).isEqualTo(5);
      assertThat(storage.receipt(hash(1))).contains(applied);
      assertThat(storage.receipt(hash(2))).contains(refused);
      assertThat(storage.receipt(hash(3))).isEmpty();
      assertThat(storage.timeline(7, 0, 10)).containsExactly(event);
      assertThat(storage.timelineLength(7)).isEqualTo(1);
      assertThat(storage.timeline(6, 0, 10)).isEmpty();
      assertThat(leaves(storage)).containsExactly("ACCOUNTS 4294967295 rich");
    }
  }

  @Test
  void blocksComeInOrderAndInPieces() {
    try (Storage storage = open()) {
      for (long number = 1; number <= 5; number++) {
        storage.commit(block(number, List.of()));
      }
      assertThat(storage.blocksAfter(2, 2)).containsExactly(sealed(3, 2), sealed(4, 2));
      assertThat(storage.blocksAfter(5, 2)).isEmpty();
    }
  }

  @Test
  void aLeafIsReplaced() {
    try (Storage storage = open()) {
      storage.commit(
          block(
              1,
              List.of(
                  leaf(Layout.Table.GLOBALS, 0, "a"),
                  leaf(Layout.Table.DISPUTES, (1L << 36) - 1, "b"),
                  leaf(Layout.Table.COURTS, 256, "c"))));
      storage.commit(block(2, List.of(leaf(Layout.Table.GLOBALS, 0, "aa"))));
      assertThat(leaves(storage))
          .containsExactly("GLOBALS 0 aa", "DISPUTES 68719476735 b", "COURTS 256 c");
    }
  }

  @Test
  void messagesOfTheOutboxAreFoundWithTheBatchThatProvesThem() {
    try (Storage storage = open()) {
      storage.commit(
          block(
              1,
              List.of(
                  leaf(Layout.Table.OUTBOX, 0, "first"), leaf(Layout.Table.OUTBOX, 1, "second"))));
      assertThat(storage.outboxLeaves(1, 2))
          .containsExactly("second".getBytes(StandardCharsets.UTF_8));
      assertThat(storage.firstAnchorHolding(1)).isEmpty();
      List<Hash> siblings = List.of(hash(4), hash(5), hash(6));
      storage.posted(new PostedBatch(1, 1, 9, 0, hash(1), hash(2), hash(3), 1, siblings));
      assertThat(storage.firstAnchorHolding(1)).isEmpty();
      PostedBatch second = new PostedBatch(2, 2, 9, 0, hash(1), hash(2), hash(7), 2, siblings);
      storage.posted(second);
      storage.posted(new PostedBatch(3, 3, 9, 0, hash(1), hash(2), hash(8), 5, siblings));
      assertThat(storage.firstAnchorHolding(1)).contains(second.anchor());
    }
  }

  @Test
  void leavesAfterManyRandomBlocksAreThoseOfAPlainMap() {
    long seed = Long.getLong("horkos.seed", 11L);
    Random random = new Random(seed);
    SortedMap<Long, String> plain = new TreeMap<>();
    try (Storage storage = open()) {
      for (long number = 1; number <= 20; number++) {
        SortedMap<Long, String> changed = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
          changed.put((long) random.nextInt(2_000), "v" + random.nextInt());
        }
        List<StoredLeaf> leaves = new ArrayList<>();
        changed.forEach((index, text) -> leaves.add(leaf(Layout.Table.AGREEMENTS, index, text)));
        storage.commit(block(number, leaves));
        plain.putAll(changed);
      }
      List<String> expected = new ArrayList<>();
      plain.forEach((index, text) -> expected.add("AGREEMENTS " + index + " " + text));
      assertThat(leaves(storage)).as("seed " + seed).isEqualTo(expected);
    }
  }

  @Test
  void aBlockThatFailsInTheMiddleLeavesNothingBehind() {
    try (Storage storage = open()) {
      storage.commit(block(1, List.of(leaf(Layout.Table.GLOBALS, 0, "one"))));
      TransactionReceipt twice = new TransactionReceipt(hash(1), 2, 1, "", "");
      assertThatThrownBy(
              () ->
                  storage.commit(
                      new StoredBlock(
                          sealed(2, 2),
                          5,
                          5,
                          List.of(leaf(Layout.Table.GLOBALS, 0, "two")),
                          List.of(),
                          List.of(twice, twice),
                          List.of())))
          .isInstanceOfSatisfying(
              StorageRefusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(StorageRefusal.Kind.FAILED));
      assertThat(storage.lastBlock()).contains(sealed(1, 2));
      assertThat(leaves(storage)).containsExactly("GLOBALS 0 one");
      assertThatThrownBy(() -> storage.commit(block(1, List.of())))
          .isInstanceOf(StorageRefusal.class);
    }
  }

  @Test
  void newsOfL1AreKeptWithTheirResumePoint() {
    OpenedTerms terms =
        new OpenedTerms(
            hash(9),
            address(3),
            OpenedTerms.Bytes.of(new byte[5_000]),
            List.of(OpenedTerms.Bytes.of(new byte[] {1}), OpenedTerms.Bytes.of(new byte[2_048])),
            4);
    InboxMessage first = new InboxMessage(0, 10, 2, address(3), new byte[] {1, 2});
    InboxMessage second = new InboxMessage(1, 11, 1, address(4), new byte[0]);
    try (Storage storage = open()) {
      assertThat(storage.resumePoint()).isEmpty();
      storage.keep(
          new L1News(point(5, 60), 50, List.of(first), List.of(terms), new ResumePoint(1, 5)));
      storage.keep(
          new L1News(point(6, 72), 62, List.of(second), List.of(terms), new ResumePoint(2, 6)));
    }
    try (Storage storage = open()) {
      assertThat(storage.resumePoint()).contains(new ResumePoint(2, 6));
      assertThat(storage.l1Time()).isEqualTo(62);
      assertThat(storage.messages(0, 10)).containsExactly(first, second);
      assertThat(storage.messages(1, 10)).containsExactly(second);
      assertThat(storage.terms(hash(9))).contains(terms);
      assertThat(storage.terms(hash(8))).isEmpty();
      assertThat(storage.allTerms()).containsExactly(terms);
    }
  }

  @Test
  void textsAndPostedBatchesAreKept() {
    PostedBatch batch =
        new PostedBatch(
            1, 3, 1_003, 3, hash(1), hash(2), hash(3), 2, List.of(hash(4), hash(5), hash(6)));
    try (Storage storage = open()) {
      assertThat(storage.lastPosted()).isEmpty();
      storage.posted(batch);
      storage.keepText(hash(1), "agreement Grüße version 1");
      storage.keepText(hash(1), "another");
      assertThatThrownBy(() -> storage.keepText(hash(2), "x".repeat(Storage.MAX_TEXT + 1)))
          .hasMessageContaining("at most");
    }
    try (Storage storage = open()) {
      assertThat(storage.lastPosted()).contains(batch);
      assertThat(storage.posted(1)).contains(batch);
      assertThat(storage.posted(2)).isEmpty();
      assertThat(storage.text(hash(1))).contains("agreement Grüße version 1");
      assertThat(storage.text(hash(2))).isEmpty();
    }
  }

  @Test
  void aSecondNodeOnTheSameDatabaseIsToldSoInASentence() {
    try (Storage storage = open()) {
      assertThat(storage.lastBlock()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              StorageRefusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(StorageRefusal.Kind.IN_USE))
          .hasMessageContaining("another node works on the database");
    }
    try (Storage again = open()) {
      assertThat(again.lastBlock()).isEmpty();
    }
  }

  @Test
  void theDatabaseOfAnotherRollupIsRefused() {
    try (Storage storage = open()) {
      assertThat(storage.l1Time()).isZero();
    }
    assertThatThrownBy(() -> Storage.open(config(), new RollupId(1, address(1))))
        .isInstanceOfSatisfying(
            StorageRefusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(StorageRefusal.Kind.OTHER_DEPLOYMENT))
        .hasMessageContaining("give this node another database");
    try (Storage again = open()) {
      assertThat(again.l1Time()).isZero();
    }
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
                    .map(StorageContract::text)
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
