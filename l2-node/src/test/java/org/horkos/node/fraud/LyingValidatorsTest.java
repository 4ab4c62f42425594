package org.horkos.node.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.SystemStep;
import org.horkos.node.thief.HonestLife;
import org.horkos.node.thief.RollupOnL1;
import org.horkos.node.thief.Scene;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever tries to prove an honest batch wrong on a real L1 fails, whatever he shows. */
class LyingValidatorsTest {
  private static final int LIAR = 9;
  private static final int COPYIST = 15;
  private static final Hash SALT = Keccak.hash(new byte[] {9});
  private static final int GAS_LIMITS = 60;
  private static final long MOST_GAS = 3_000_000;

  private static HonestLife life;
  private static HonestBatch honest;
  private static RollupOnL1 on;

  /** A final batch, and one on top of it: a transfer, a deposit, a stake and a delivery. */
  @BeforeAll
  static void post() {
    life = new HonestLife(HonestLife.Stage.FUNDED);
    Scene scene = life.at(HonestLife.Stage.FUNDED);
    on = scene.on();
    new DevelopmentL1(on.l1()).advance(RollupOnL1.WINDOW + 1, 1);
    scene.deposit(Scene.CLIENT, 50);
    State before = State.load(scene.sequencer().state().leaves());
    long to = scene.account(RollupOnL1.SEQUENCER);
    List<byte[]> chunks =
        List.of(
            scene.does(Scene.CLIENT, new Action.Transfer(to, Scene.units(10))),
            scene.applied(new SystemStep.Inbox()),
            scene.does(Scene.FIRST_ARBITRATOR, new Action.Stake(0, 0, Scene.units(5))),
            scene.does(Scene.STUDIO, new Action.Deliver(0, 0, delivery())));
    honest = new HonestBatch(on, scene.sequencer().post().height(), before, chunks);
  }

  private static Facts delivery() {
    return Facts.of(Map.of(0, BigInteger.valueOf(77), 1, BigInteger.valueOf(9)));
  }

  @AfterAll
  static void end() {
    life.close();
  }

  @AfterEach
  void rootsAndBondStand() {
    assertThat(on.rootsHeight()).isEqualTo(honest.batch().height());
    assertThat(on.root(on.rootsHeight())).isEqualTo(honest.batch().endRoot());
    assertThat(on.bond(RollupOnL1.SEQUENCER).isPut()).isTrue();
    assertThat(on.bond(LIAR).owed()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatALyingValidatorShowsIsRefused(LyingValidator liar) {
    Rollup.FraudProof proof = liar.proof(honest);
    commit(LIAR, commitment(LIAR, proof));
    assertThatThrownBy(() -> prove(LIAR, proof))
        .isInstanceOfSatisfying(
            L1Failure.class,
            refused -> assertThat(refused.revert().orElse("")).startsWith(liar.refusal()));
  }

  @Test
  void aProofThatNobodyHasCommittedToIsRefused() {
    assertThatThrownBy(() -> prove(COPYIST, honest.proof(0))).hasMessageContaining("NotCommitted(");
  }

  @Test
  void anothersCommitmentIsWorthNothingToWhoCopiesIt() {
    Rollup.FraudProof proof = honest.proof(0);
    Hash of = commitment(LIAR, proof);
    commit(LIAR, of);
    assertThatThrownBy(() -> commit(COPYIST, of)).hasMessageContaining("AlreadyCommitted(");
    assertThatThrownBy(() -> prove(COPYIST, proof)).hasMessageContaining("NotCommitted(");
  }

  @Test
  void aCommitmentInTheBlockOfTheProofIsTooLate() {
    Rollup.FraudProof proof = honest.proof(3);
    L1Account account = on.account(COPYIST);
    DevelopmentL1 time = new DevelopmentL1(on.l1());
    time.holdBlocks();
    try {
      String committing =
          rollup(COPYIST, "commitFraud")
              .commitFraud(commitment(COPYIST, proof).bytes())
              .encodeFunctionCall();
      L1Account.Sent sent =
          account.submit(
              "commitFraud", Optional.of(on.contracts().rollup()), committing, BigInteger.ZERO);
      // It is asked for in the block that is being made, with the commitment.
      assertThatThrownBy(() -> prove(COPYIST, proof)).hasMessageContaining("NotCommitted(");
      time.mineOnDemand();
      sent.await();
    } finally {
      time.mineOnDemand();
    }
    assertThatThrownBy(() -> prove(COPYIST, proof)).hasMessageContaining("NoFraud(");
  }

  /** What runs out of gas within the execution must not pass for a refusal of the step. */
  @Test
  void noAmountOfGasMakesAnHonestChunkLookWrong() {
    for (int chunk = 0; chunk < honest.batch().chunks().size(); chunk++) {
      Rollup.FraudProof proof = honest.proof(chunk);
      commit(LIAR, commitment(LIAR, proof));
      String data = rollup(LIAR, "proveFraud").proveFraud(proof, SALT.bytes()).encodeFunctionCall();
      List<String> refusals = new ArrayList<>();
      for (int i = 1; i <= GAS_LIMITS; i++) {
        Map<String, String> call = call(data, MOST_GAS * i / GAS_LIMITS);
        assertThatThrownBy(() -> on.l1().ask("eth_call", List.of(call, "pending")))
            .as("chunk %s: %s", proof.chunk, call.get("gas"))
            .isInstanceOfSatisfying(
                L1Failure.class, refused -> refusals.add(refused.revert().orElse("out of gas")));
      }
      String right = "NoFraud(" + honest.batch().chunks().get(chunk).root() + ")";
      assertThat(refusals.getFirst()).isNotEqualTo(right);
      assertThat(refusals.getLast()).isEqualTo(right);
    }
  }

  private static Map<String, String> call(String data, long gas) {
    return Map.of(
        "from",
        on.address(LIAR).toString(),
        "to",
        on.contracts().rollup().toString(),
        "gas",
        "0x" + Long.toHexString(gas),
        "data",
        data);
  }

  // ---- sending ----

  /** Commits to it, unless that was done. */
  private static void commit(int key, Hash commitment) {
    try {
      Wrappers.ask(rollup(key, "commitFraud").commitFraud(commitment.bytes()));
    } catch (L1Failure refused) {
      if (key != LIAR || !refused.revert().orElse("").startsWith("AlreadyCommitted(")) {
        throw refused;
      }
    }
  }

  /** Of the height and chunk that a proof names. */
  private static Hash commitment(int key, Rollup.FraudProof proof) {
    Address prover = on.address(key);
    Hash roots =
        proof.height.compareTo(BigInteger.valueOf(on.rootsHeight())) > 0
            ? Hash.ZERO
            : Hash.of(Wrappers.ask(on.rollup().batchAt(proof.height)).rootsHash);
    return FraudProver.commitment(
        prover, proof.height.longValueExact(), proof.chunk.intValueExact(), roots, SALT);
  }

  private static void prove(int key, Rollup.FraudProof proof) {
    Wrappers.ask(rollup(key, "proveFraud").proveFraud(proof, SALT.bytes()));
  }

  private static Rollup rollup(int key, String kind) {
    return Wrappers.sending(on.l1(), on.contracts(), on.account(key), kind).rollup();
  }
}
