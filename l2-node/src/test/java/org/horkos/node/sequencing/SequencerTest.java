package org.horkos.node.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.inbox.L1News;
import org.horkos.node.step.StepCodec;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.storage.TransactionReceipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
  private static final SequencerSettings SETTINGS =
      new SequencerSettings(Duration.ofMillis(1), 1_000);

  @TempDir Path folder;

  private Storage open() {
    return Storage.open(StorageConfig.file(folder.resolve("node")), Town.ID);
  }

  private static Sequencer started(Storage storage) {
    Sequencer sequencer = Town.sequencer(storage, SETTINGS);
    sequencer.start();
    if (storage.resumePoint().isEmpty()) {
      sequencer.onL1Head(Town.deposits());
    }
    return sequencer;
  }

  private static TransactionReceipt answer(CompletableFuture<TransactionReceipt> future)
      throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aTransferIsAcknowledgedWithTheBlockThatHoldsIt() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      byte[] transfer = Town.transfer(1, 0, 2, 5);
      TransactionReceipt receipt = answer(sequencer.submit(transfer));
      assertThat(receipt.applied()).isTrue();
      assertThat(receipt.included()).isTrue();
      assertThat(storage.receipt(receipt.transaction())).contains(receipt);
      assertThat(storage.lastBlock().orElseThrow().number())
          .isGreaterThanOrEqualTo(receipt.block());
      assertThat(sequencer.health().time()).isEqualTo(Town.DAWN + 100);
    }
  }

  @Test
  void theSameBytesAgainGetTheSameAnswerAndAreExecutedOnce() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      byte[] transfer = Town.transfer(1, 0, 2, 5);
      CompletableFuture<TransactionReceipt> first = sequencer.submit(transfer);
      CompletableFuture<TransactionReceipt> second = sequencer.submit(transfer);
      assertThat(answer(second)).isEqualTo(answer(first));
      assertThat(answer(sequencer.submit(transfer))).isEqualTo(answer(first));
    }
  }

  @Test
  void whatIsMalformedOrWronglySignedIsTurnedAwayByNameAndChangesNothing() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(1, 0, 2, 5)));
      Hash root = sequencer.health().root();
      byte[] forged = Town.transfer(1, 1, 2, 5);
      forged[20] ^= 1;
      assertThat(answer(sequencer.submit(forged)).refusal()).isEqualTo("BAD_SIGNATURE");
      assertThat(answer(sequencer.submit(Town.transfer(1, 7, 2, 5))).included()).isFalse();
      assertThat(answer(sequencer.submit(new byte[] {10, 1})).refusal()).isEqualTo("MALFORMED");
      byte[] clock = StepCodec.encode(new org.horkos.node.step.SystemStep.Clock(Town.DAWN * 2, 8));
      assertThat(answer(sequencer.submit(clock)).refusal()).isEqualTo("MALFORMED");
      assertThat(sequencer.health().root()).isEqualTo(root);
    }
  }

  @Test
  void whatWouldBeRefusedIsTurnedAwayByNameAndCostsNeitherFeeNorNonce() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(3, 0, 2, 5)));
      Hash root = sequencer.health().root();
      TransactionReceipt poor = answer(sequencer.submit(Town.transfer(1, 0, 2, 9_000_000)));
      assertThat(poor.included()).isFalse();
      assertThat(poor.refusal()).isEqualTo("INSUFFICIENT_BALANCE");
      assertThat(poor.sentence()).isNotBlank();
      assertThat(sequencer.health().root()).isEqualTo(root);
      assertThat(answer(sequencer.submit(Town.transfer(1, 0, 2, 5))).applied()).isTrue();
    }
  }

  @Test
  void aSignatureForAnotherNonceIsToldApartFromAWrongOne() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(1, 0, 2, 5)));
      Hash root = sequencer.health().root();
      assertThat(answer(sequencer.submit(Town.transfer(1, 0, 2, 6))).refusal())
          .isEqualTo("WRONG_NONCE");
      assertThat(answer(sequencer.submit(Town.transfer(1, 3, 2, 6))).refusal())
          .isEqualTo("WRONG_NONCE");
      assertThat(sequencer.health().root()).isEqualTo(root);
    }
  }

  @Test
  void whatIsTurnedAwayDoesNotEvenMoveTime() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(1, 0, 2, 5)));
      Hash root = sequencer.health().root();
      long block = sequencer.health().block();
      L1News later = Town.deposits();
      sequencer.onL1Head(
          new L1News(
              Town.point(6, Town.DAWN + 170),
              Town.DAWN + 160,
              List.of(),
              List.of(),
              later.resume()));
      assertThat(answer(sequencer.submit(Town.transfer(1, 1, 2, 9_000_000))).refusal())
          .isEqualTo("INSUFFICIENT_BALANCE");
      assertThat(sequencer.health().root()).isEqualTo(root);
      assertThat(sequencer.health().block()).isEqualTo(block);
      assertThat(answer(sequencer.submit(Town.transfer(1, 1, 2, 5))).applied()).isTrue();
      assertThat(sequencer.health().time()).isEqualTo(Town.DAWN + 160);
      assertThat(sequencer.health().root()).isEqualTo(Town.replay(storage));
    }
  }

  @Test
  void aRestartContinuesToTheRootOfAReplayFromTheGenesis() throws Exception {
    Hash root;
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      List<CompletableFuture<TransactionReceipt>> answers = new ArrayList<>();
      for (int nonce = 0; nonce < 300; nonce++) {
        answers.add(sequencer.submit(Town.transfer(1 + nonce % 8, nonce / 8, 1 + nonce % 5, 1)));
      }
      for (CompletableFuture<TransactionReceipt> answer : answers) {
        assertThat(answer(answer).applied()).isTrue();
      }
      root = sequencer.health().root();
    }
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      assertThat(sequencer.health().root()).isEqualTo(root);
      assertThat(answer(sequencer.submit(Town.transfer(7, 37, 1, 1))).applied()).isTrue();
      assertThat(sequencer.health().root()).isNotEqualTo(root).isEqualTo(Town.replay(storage));
      List<SealedBlock> blocks = storage.blocksAfter(0, 1_000);
      assertThat(blocks.getLast().outboxSiblings()).hasSize(3);
    }
  }

  @Test
  void whenNothingIsToDoNoBlockIsMade() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(1, 0, 2, 5)));
      long block = sequencer.health().block();
      Thread.sleep(100);
      assertThat(sequencer.health().block()).isEqualTo(block);
    }
  }

  @Test
  void aNodeWhoseLeavesDoNotMakeTheRootRefusesToStart() throws Exception {
    try (Storage storage = open();
        Sequencer sequencer = started(storage)) {
      answer(sequencer.submit(Town.transfer(1, 0, 2, 5)));
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("node"), "horkos", "");
        Statement sql = connection.createStatement()) {
      assertThat(sql.executeUpdate("delete from hk_leaf where tree_table = 1 and leaf_index = 2"))
          .isEqualTo(1);
    }
    try (Storage storage = open()) {
      assertThatThrownBy(() -> StoredState.load(storage))
          .isInstanceOf(StorageRefusal.class)
          .hasMessageContaining("the database is damaged");
    }
  }

  @Test
  void whoComesWhenTooManyWaitIsTurnedAway() throws Exception {
    try (Storage storage = open()) {
      Sequencer sequencer =
          Town.sequencer(storage, new SequencerSettings(Duration.ofSeconds(30), 1));
      assertThat(answer(sequencer.submit(Town.transfer(1, 0, 2, 5))).refusal())
          .isEqualTo("STOPPED");
      sequencer.close();
    }
  }
}
