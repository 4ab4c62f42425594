package org.horkos.node.thief;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;

/**
 * A rollup on L1 with the agreement of examples/website-build.oath, the people in it, and the
 * sequencer who executes what they do.
 *
 * @param on the rollup
 * @param sequencer honest until it lies
 * @param token in which all is paid
 * @param terms of agreement 0
 * @param escrow where its money lies
 */
public record Scene(
    RollupOnL1 on, LyingSequencer sequencer, Address token, Terms terms, Address escrow) {
  /** Who pays; his key's number. */
  public static final int CLIENT = 2;

  /** Who performs. */
  public static final int STUDIO = 3;

  /** Who attests. */
  static final int LAB = 4;

  /** Who validates, and has a bond of its own. */
  static final int VALIDATOR = 8;

  /** The first of those who stake in court 0. */
  public static final int FIRST_ARBITRATOR = 10;

  static final int ARBITRATORS = 5;
  static final long DAY = 86_400;
  static final long HOUR = 3_600;
  private static final Hash SALT = Keccak.hash(new byte[] {7});

  /** The token's base units. */
  public static BigInteger units(long whole) {
    return BigInteger.valueOf(1_000_000).multiply(BigInteger.valueOf(whole));
  }

  /** Pairs of a fact's number and its word. */
  static Facts facts(Object... pairs) {
    Map<Integer, BigInteger> words = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(
          (Integer) pairs[i],
          pairs[i + 1] instanceof Hash hash
              ? new BigInteger(1, hash.bytes())
              : BigInteger.valueOf((Integer) pairs[i + 1]));
    }
    return Facts.of(words);
  }

  /** The state as the sequencer has it. */
  State state() {
    return sequencer.state();
  }

  /** L2 time. */
  long now() {
    return state().globals().time();
  }

  /** The number of a key's account. */
  public long account(int key) {
    return account(on.address(key));
  }

  private long account(Address owner) {
    for (long id = 1; id <= state().globals().accounts(); id++) {
      Leaf.Account account = state().account(id).orElseThrow();
      if (account.owner().equals(owner) && account.token().equals(token)) {
        return id;
      }
    }
    throw new IllegalArgumentException(owner + " has no account");
  }

  /** A step in a chunk of its own: these bytes. */
  byte[] step(SystemStep step) {
    byte[] bytes = StepCodec.encode(step);
    sequencer.chunk(bytes);
    return bytes;
  }

  /** An act in a chunk of its own: these bytes. */
  byte[] acts(int key, Action action) {
    byte[] bytes = sequencer.signed(key, account(key), action);
    sequencer.chunk(bytes);
    return bytes;
  }

  /** As {@link #step}; it must be applied. */
  public byte[] applied(SystemStep step) {
    byte[] bytes = step(step);
    assertThat(sequencer.receipt().applied()).as(sequencer.receipt().toString()).isTrue();
    return bytes;
  }

  /** As {@link #acts}; it must be applied. */
  public byte[] does(int key, Action action) {
    byte[] bytes = acts(key, action);
    assertThat(sequencer.receipt().applied()).as(sequencer.receipt().toString()).isTrue();
    return bytes;
  }

  /** The client pays in for somebody on L1; the message can be consumed at once. */
  public void deposit(int key, long whole) {
    HonestLife.deposit(on, token, key, units(whole));
    on.pass();
  }

  /** Lets time pass on L1 until L2 may have reached this second, and moves it there. */
  void until(long time) {
    long missing = time - on.latest();
    if (missing > 0) {
      new DevelopmentL1(on.l1()).advance(missing, 1);
    }
    step(new SystemStep.Clock(time, state().globals().inboxCount()));
  }

  /** As {@link #until}, from now on. */
  void after(long seconds) {
    until(now() + seconds);
  }

  /** The key of who sits. */
  int voter(int seat) {
    Address voter = state().seat(0, seat).orElseThrow().seat().voter();
    for (int key = FIRST_ARBITRATOR; key < FIRST_ARBITRATOR + ARBITRATORS; key++) {
      if (on.address(key).equals(voter)) {
        return key;
      }
    }
    throw new IllegalStateException(voter + " is no arbitrator");
  }

  /** Who sits commits to what the score was. */
  void commits(int seat, int score) {
    Hash commitment =
        Keccak.hash(
            on.address(voter(seat)).bytes(),
            terms.hash().bytes(),
            new byte[] {1, 0, (byte) seat},
            Ballot.hash(new TreeMap<>(facts(0, score).words())).bytes(),
            SALT.bytes());
    does(voter(seat), new Action.Commit(0, seat, commitment));
  }

  /** Who sits says what the score was. */
  void reveals(int seat, int score) {
    acts(voter(seat), new Action.Reveal(0, seat, SALT, facts(0, score)));
  }
}
