package org.horkos.node.thief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.SystemStep;
import org.horkos.node.storage.Storage;
import org.horkos.node.validation.Rebuild;
import org.horkos.node.validation.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lies about time and about the inbox show in the header of the batch. Some L1 never takes; after
 * the others the rollup goes on.
 */
class LiesAboutTheHeaderTest {
  private static HonestLife life;

  @TempDir Path folder;

  private Scene scene;

  @BeforeAll
  static void live() {
    life = new HonestLife(HonestLife.Stage.FUNDED);
  }

  @AfterAll
  static void end() {
    life.close();
  }

  @BeforeEach
  void goBack() {
    scene = life.at(HonestLife.Stage.FUNDED);
  }

  @Test
  void aDroppedMessageIsMissedByTheTimeThatHasPassedIt() {
    scene.deposit(Scene.CLIENT, 50);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) ->
                state.put(state.globals().withTime(((SystemStep.Clock) step).time())));
    scene.after(Scene.HOUR);
    assertThatThrownBy(scene.sequencer()::post).hasMessageContaining("LeavesOlderMessage");
    assertThat(scene.on().rootsHeight()).isEqualTo(1);
  }

  @Test
  void aMessageThatL1HasNotSentIsNotConsumed() {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              Leaf.Globals globals = state.globals();
              state.put(globals.withInboxCount(globals.inboxCount() + 1));
            });
    scene.step(new SystemStep.Inbox());
    assertThatThrownBy(scene.sequencer()::post).hasMessageContaining("WrongInboxCount");
    assertThat(scene.on().rootsHeight()).isEqualTo(1);
  }

  /**
   * The header of a posted batch says for good that it ends later, and that it has consumed more,
   * than the honest state after it. The next one goes on from that state, and consumes what was
   * left.
   */
  @Test
  void afterAHeaderThatSaysTooMuchTheRollupGoesOn() throws Exception {
    RollupOnL1 on = scene.on();
    scene.deposit(Scene.CLIENT, 50);
    new DevelopmentL1(on.l1()).advance(Scene.HOUR, 1);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Globals globals = state.globals();
              state.put(
                  globals
                      .withInboxCount(globals.inboxCount() + 1)
                      .withTime(globals.time() + Scene.HOUR));
            });
    long client = scene.account(Scene.CLIENT);
    long own = scene.account(RollupOnL1.SEQUENCER);
    scene.acts(Scene.CLIENT, new Action.Transfer(own, BigInteger.ONE));
    scene.sequencer().post();
    try (Storage storage = on.storage(folder.resolve("validator"));
        Validator validator = on.validator(Scene.VALIDATOR, storage, true)) {
      validator.round(); // proves it wrong
      validator.round(); // asserts what is right
      assertThat(validator.hindrance()).isEmpty();
      assertThat(validator.progress().proofs()).isEqualTo(1);
    }
    assertThat(on.root(2)).isEqualTo(scene.sequencer().honest().root());

    try (Storage storage = on.storage(folder.resolve("next"))) {
      new Rebuild(
              on.l1(),
              on.contracts(),
              on.newExecution(),
              storage,
              L1Follower.Settings.development())
          .run(progress -> {});
      StepMachine machine =
          new StepMachine(on.newExecution(), StoredState.load(storage), new StoredL1(storage));
      try (Sequencer next = new Sequencer(storage, machine, SequencerSettings.USUAL)) {
        next.start();
        byte[] later = nextTransfer(own);
        assertThat(next.submit(later).get(20, TimeUnit.SECONDS).applied()).isTrue();
        BatchPoster poster =
            new BatchPoster(
                on.l1(),
                on.contracts(),
                on.signer(Scene.VALIDATOR),
                on.account(Scene.VALIDATOR),
                storage,
                BatchPoster.Settings.every(Duration.ofMinutes(1)));
        assertThat(poster.flush().orElseThrow().height()).isEqualTo(3);
        assertThat(on.root(3)).isEqualTo(next.health().root());
        BigInteger balance =
            next.read(at -> at.state().account(client).orElseThrow().balance()).get();
        assertThat(balance).isEqualTo(Scene.units(1_000 + 50).subtract(BigInteger.TWO));
      }
    }
  }

  /** Signed on the honest state, in which the first transfer has used a nonce. */
  private byte[] nextTransfer(long to) {
    return scene
        .sequencer()
        .signed(Scene.CLIENT, scene.account(Scene.CLIENT), new Action.Transfer(to, BigInteger.ONE));
  }
}
