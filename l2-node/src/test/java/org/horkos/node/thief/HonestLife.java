package org.horkos.node.thief;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.step.Action;
import org.horkos.node.step.SystemStep;

/**
 * An agreement opened, funded and lived on a real L1, up to a dispute before its court. At each
 * {@link Stage} L1 and the sequencer's books are kept, so that whoever wants to lie there finds all
 * as it was. L1 goes back only: later stages are to be visited before earlier ones.
 */
public final class HonestLife implements AutoCloseable {
  /** How far life has come; everything is posted. */
  public enum Stage {
    /** The court has arbitrators, the agreement is funded, people have balances. */
    FUNDED,
    /** The design came sixty hours late, and the time to challenge its verdict is over. */
    DESIGN_JUDGED,
    /** The launch has a verdict, which can be challenged for two days more. */
    LAUNCH_ASSERTED,
    /** The client has challenged it. */
    DISPUTED,
    /** Evidence is over; L1's beacon is in the inbox. */
    BEACON_SENT,
    /** The beacon is known on L2; three seats are to be drawn. */
    DRAWING,
    /** All have committed, the first to 78, the others to 92, and all but the last revealed. */
    VOTED
  }

  private record Past(String snapshot, LyingSequencer sequencer) {}

  private final Anvil anvil = Anvil.start();
  private final L1Connection l1 = L1Connection.open(anvil.url());
  private final DevelopmentL1 time = new DevelopmentL1(l1);
  private final List<L1Connection> connections = new ArrayList<>(List.of(l1));
  private final Map<Stage, Past> past = new EnumMap<>(Stage.class);
  private final Scene scene;

  /** Lives it up to this stage. */
  public HonestLife(Stage last) {
    time.mineOnDemand();
    RollupOnL1 on = new RollupOnL1(l1);
    on.bond(Scene.VALIDATOR).put();
    Address token =
        Deployment.deployToken(
            on.account(0),
            "Demo Dollar",
            "USDC",
            6,
            List.of(on.address(Scene.CLIENT), on.address(Scene.STUDIO)),
            Scene.units(100_000));
    Terms terms = terms(on, token);
    deposits(on, token);
    Address escrow = open(on, terms);
    scene = new Scene(on, new LyingSequencer(on, RollupOnL1.SEQUENCER), token, terms, escrow);
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(last) <= 0) {
        live(stage);
        scene.sequencer().post();
        past.put(stage, new Past(time.snapshot(), scene.sequencer().copy(on)));
      }
    }
  }

  /** All as it was when life had come to this stage. */
  public Scene at(Stage stage) {
    Past then = Optional.ofNullable(past.remove(stage)).orElseThrow();
    assertThat(time.goBack(then.snapshot)).as("later stages come first").isTrue();
    past.put(stage, new Past(time.snapshot(), then.sequencer));
    L1Connection connection = L1Connection.open(anvil.url());
    connections.add(connection);
    RollupOnL1 there = scene.on().over(connection);
    return new Scene(
        there, then.sequencer.copy(there), scene.token(), scene.terms(), scene.escrow());
  }

  @Override
  public void close() {
    connections.forEach(L1Connection::close);
    anvil.close();
  }

  // ---- what happens ----

  private void live(Stage stage) {
    switch (stage) {
      case FUNDED -> {
        scene.on().pass();
        scene.sequencer().consume();
        court();
        scene.applied(new SystemStep.Advance(0, 0));
      }
      case DESIGN_JUDGED -> {
        scene.until(scene.state().deliverable(0, 0).orElseThrow().due() + 60 * Scene.HOUR);
        Hash mockups = Keccak.hash(new byte[] {1});
        scene.does(Scene.STUDIO, new Action.Deliver(0, 0, Scene.facts(0, mockups, 1, 9)));
        scene.after(Scene.DAY);
        scene.does(Scene.CLIENT, new Action.Answer(0, 0, 2, BigInteger.ZERO));
        scene.after(3 * Scene.DAY);
      }
      case LAUNCH_ASSERTED -> {
        scene.applied(new SystemStep.Advance(0, 0));
        scene.applied(new SystemStep.Advance(0, 1));
        scene.after(20 * Scene.DAY);
        scene.does(Scene.STUDIO, new Action.Deliver(0, 1, Scene.facts(0, 92)));
        scene.after(4 * Scene.DAY);
        scene.does(Scene.CLIENT, new Action.Answer(0, 1, 1, BigInteger.ZERO));
        scene.after(Scene.DAY);
        assertThat(scene.state().deliverable(0, 1).orElseThrow().phase()).isEqualTo(Phase.ASSERTED);
      }
      case DISPUTED -> scene.does(Scene.CLIENT, new Action.Challenge(0, 1, Scene.facts(0, 80)));
      case BEACON_SENT -> {
        scene.until(panel().evidenceUntil());
        L1Block block = time.advanceToBeacon(1);
        time.advance(1, 1); // a block's hash is known to the blocks after it
        Wrappers.ask(
            Wrappers.sending(l1, scene.on().contracts(), scene.on().account(0), "beacon")
                .inbox()
                .beacon(l1.header(block.number())));
      }
      case DRAWING -> {
        scene.on().pass();
        scene.sequencer().consume();
      }
      case VOTED -> {
        while (panel().phase() == PanelState.Phase.DRAWING) {
          scene.applied(new SystemStep.Draw(0, 0));
        }
        for (int seat = 0; seat < 3; seat++) {
          scene.commits(seat, seat == 0 ? 78 : 92);
        }
        scene.reveals(0, 78);
        scene.reveals(1, 92);
        assertThat(scene.sequencer().receipt().applied()).isTrue();
      }
    }
  }

  private PanelState panel() {
    return scene.state().panel(0).orElseThrow().state();
  }

  private void court() {
    scene.does(
        Scene.FIRST_ARBITRATOR,
        new Action.CreateCourt(scene.token(), scene.token(), Scene.units(10)));
    for (int i = 0; i < Scene.ARBITRATORS; i++) {
      scene.does(Scene.FIRST_ARBITRATOR + i, new Action.Stake(0, i, Scene.units(20 + 10L * i)));
    }
  }

  // ---- on L1 ----

  /** A thousand for each arbitrator and the client, and one for the sequencer's own account. */
  private static void deposits(RollupOnL1 on, Address token) {
    List<Integer> keys = new ArrayList<>(List.of(Scene.CLIENT, RollupOnL1.SEQUENCER));
    for (int i = 0; i < Scene.ARBITRATORS; i++) {
      keys.add(Scene.FIRST_ARBITRATOR + i);
    }
    for (int key : keys) {
      deposit(on, token, key, Scene.units(key == RollupOnL1.SEQUENCER ? 1 : 1_000));
    }
  }

  /** The client pays in for somebody. */
  static void deposit(RollupOnL1 on, Address token, int key, BigInteger amount) {
    try {
      Tokens.approve(on.sender(Scene.CLIENT), token, on.contracts().vault(), amount);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Wrappers.ask(
        Wrappers.sending(on.l1(), on.contracts(), on.account(Scene.CLIENT), "deposit")
            .vault()
            .deposit(token.toString(), amount, on.address(key).toString(), BigInteger.ZERO));
  }

  private static Address open(RollupOnL1 on, Terms terms) {
    List<byte[]> signatures = new ArrayList<>();
    for (int key : List.of(Scene.CLIENT, Scene.STUDIO)) {
      signatures.add(
          Signatures.signTerms(
              DevelopmentKeys.key(key).getEcKeyPair(),
              on.l1().chainId(),
              on.contracts().rollup(),
              terms));
    }
    try {
      Address escrow =
          Opening.open(
                  on.sender(Scene.CLIENT),
                  on.contracts().factory(),
                  terms,
                  signatures,
                  BigInteger.ZERO)
              .escrow();
      Funding.fund(on.sender(Scene.CLIENT), escrow, terms, 0);
      Funding.fund(on.sender(Scene.STUDIO), escrow, terms, 1);
      return escrow;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Terms terms(RollupOnL1 on, Address token) {
    String example = "website-build.oath";
    Bindings bindings =
        new Bindings(
            List.of(Scene.units(5_000)),
            List.of(token),
            List.of(Optional.of(on.address(Scene.CLIENT)), Optional.of(on.address(Scene.STUDIO))),
            List.of(on.address(Scene.LAB)),
            List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
            on.address(Scene.CLIENT),
            on.l1().head().time() + Scene.DAY,
            Keccak.hash(new byte[] {1}));
    try {
      Path path = Path.of(System.getProperty("horkos.root"), "examples", example);
      SourceText text = SourceText.of(example, Files.readString(path));
      return switch (FromAgreement.compile(
          Compiler.check(text).agreement().orElseThrow(), bindings, Custody.L1)) {
        case FromAgreement.Result.Compiled compiled -> compiled.terms();
        case FromAgreement.Result.Refused refused -> throw new AssertionError(refused);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
