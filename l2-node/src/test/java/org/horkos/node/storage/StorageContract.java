package org.horkos.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StoredLeaf;
import org.junit.jupiter.api.Test;

/** What every database must do; one test class per database says where it is. */
abstract class StorageContract extends WalkBackContract {
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
}
