package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.CourtRefusal;
import org.horkos.arbitration.panel.Inclusion;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Courts and their sum trees on L1 are those of Java: places, roots, what is staked, taken out,
 * collected, locked and settled. {@code -Dhorkos.cases} says how many steps.
 */
class SumTreeTwinTest {
  private static final long SEED = Seeded.seed(20_261_124L);
  private static final int CASES = Integer.getInteger("horkos.cases", 6_000);
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final Arbitrator NOBODY = Arbitrator.joined(Address.ZERO);

  private static TwinEvm evm;
  private static TwinContract twin;

  private final Seeded seeded = new Seeded(SEED);
  private final Map<CourtRefusal, Integer> refusals = new EnumMap<>(CourtRefusal.class);
  private final List<Address> people = new ArrayList<>();
  private TwinCases cases;
  private Court court = Court.created(Address.ZERO, Address.ZERO, Address.ZERO, BigInteger.ONE);
  private long now;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    twin = evm.deploy("CourtsExposed");
  }

  @BeforeEach
  void begin() {
    cases = new TwinCases(evm, twin);
    for (int i = 0; i < 6; i++) {
      people.add(seeded.address());
    }
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void everyStepOfACourtsLifeComesToTheSame() {
    for (int life = 0; cases.size() < CASES; life++) {
      court = newCourt();
      now = 1_700_000_000L;
      String about = "%s, life %d".formatted(seeded, life);
      cases.returns(
          "created",
          List.of(court.owner(), court.stakeToken(), court.feeToken(), court.minimumStake()),
          List.of(PanelTuples.court(court)),
          about);
      for (int step = 0; step < 60; step++) {
        switch (seeded.below(10)) {
          case 0 -> lock(about);
          case 1, 2 -> settle(about);
          case 3 -> gain(about);
          default -> ask(about);
        }
        now += seeded.oneIn(3) ? seeded.below(PanelTerms.UNBONDING) : seeded.below(9);
      }
    }
    cases.compare();
    if (Long.getLong("horkos.seed") == null) {
      assertThat(refusals)
          .hasSize(CourtRefusal.values().length - 1)
          .doesNotContainKey(CourtRefusal.COURT_IS_FULL);
    }
  }

  private Court newCourt() {
    BigInteger minimum =
        seeded.oneIn(4)
            ? BigInteger.ONE.shiftLeft(120).subtract(BigInteger.ONE)
            : BigInteger.valueOf(1 + seeded.below(50));
    Address stakeToken = seeded.address();
    return Court.created(
        seeded.address(), stakeToken, seeded.oneIn(3) ? stakeToken : seeded.address(), minimum);
  }

  private void ask(String life) {
    int index = seeded.oneIn(20) ? seeded.below(9) : seeded.below(court.arbitrators() + 1);
    boolean there = index < court.arbitrators();
    Address actor =
        there && !seeded.oneIn(4) ? court.tree().arbitrator(index).address() : seeded.oneOf(people);
    BigInteger minimum = court.minimumStake();
    BigInteger amount =
        switch (seeded.below(6)) {
          case 0 -> BigInteger.valueOf(seeded.below(3));
          case 1 -> minimum;
          case 2 -> minimum.multiply(BigInteger.valueOf(1 + seeded.below(4)));
          case 3 -> there ? court.tree().arbitrator(index).stake() : minimum;
          case 4 -> seeded.oneIn(3) ? MOST.subtract(court.total()) : minimum;
          default -> seeded.upTo(128);
        };
    Address token =
        seeded.oneIn(8)
            ? seeded.address()
            : seeded.oneIn(3) ? court.feeToken() : court.stakeToken();
    switch (seeded.below(3)) {
      case 0 ->
          ask(
              0,
              new Court.Input.Stake(actor, index, amount),
              actor,
              index,
              amount,
              Address.ZERO,
              life);
      case 1 ->
          ask(
              1,
              new Court.Input.Unstake(actor, index, amount),
              actor,
              index,
              amount,
              Address.ZERO,
              life);
      default ->
          ask(
              2,
              new Court.Input.Collect(actor, index, token),
              actor,
              index,
              BigInteger.ZERO,
              token,
              life);
    }
  }

  private void ask(
      int kind,
      Court.Input input,
      Address actor,
      int index,
      BigInteger amount,
      Address token,
      String life) {
    String about = life + ", " + input + " at " + now + " on " + court.tree().arbitrators();
    List<Object> arguments =
        List.of(
            PanelTuples.court(court),
            List.of(kind, actor, index, amount, token),
            PanelTuples.arbitrator(at(index)),
            now);
    switch (court.apply(input, now)) {
      case Court.Result.Refused refused -> {
        refusals.merge(refused.refusal(), 1, Integer::sum);
        cases.startsWith("apply_", arguments, refused.refusal().code(), about);
      }
      case Court.Result.Applied applied -> {
        Arbitrator after = applied.court().tree().arbitrator(index);
        List<Object> result = List.of(0, PanelTuples.arbitrator(after), applied.paid());
        cases.returns("apply_", arguments, List.of(result), about);
        put(index, after, applied.court(), about);
      }
    }
  }

  /** The arbitrator stands in the place, and its path gives the new root. */
  private void put(int index, Arbitrator after, Court next, String about) {
    cases.returns(
        "put",
        List.of(court.tree().place(index), index, PanelTuples.arbitrator(after)),
        List.of(next.root(), next.total()),
        about);
    cases.returns(
        "leaf",
        List.of(after.encode()),
        List.of(PanelTuples.arbitrator(after), after.encode()),
        about);
    court = next;
    BigInteger before = BigInteger.ZERO;
    for (int i = 0; i < index; i++) {
      before = before.add(court.tree().arbitrator(i).stake());
    }
    cases.returns(
        "check",
        List.of(court.tree().place(index), index, court.root(), court.total()),
        List.of(before),
        about);
  }

  private void lock(String life) {
    if (court.arbitrators() == 0) {
      return;
    }
    int index = seeded.below(court.arbitrators());
    Arbitrator one = at(index);
    BigInteger locked = seeded.oneIn(2) ? one.free() : one.free().min(court.minimumStake());
    PanelEffect.Seated seated = new PanelEffect.Seated(0, index, one.address(), locked);
    Court next = court.after(seated).court();
    cases.returns(
        "seated",
        List.of(PanelTuples.arbitrator(one), locked),
        List.of(PanelTuples.arbitrator(next.tree().arbitrator(index))),
        life + ", " + seated + " on " + one);
    court = next;
  }

  private void settle(String life) {
    if (court.arbitrators() == 0) {
      return;
    }
    int index = seeded.below(court.arbitrators());
    Arbitrator one = at(index);
    BigInteger released = one.locked().min(seeded.oneIn(2) ? court.minimumStake() : MOST);
    boolean loses = seeded.oneIn(2);
    BigInteger lost =
        loses ? released.divide(BigInteger.valueOf(1 + seeded.below(9))) : BigInteger.ZERO;
    BigInteger gained = loses ? BigInteger.ZERO : amount();
    BigInteger fee = loses ? BigInteger.ZERO : amount();
    // What PanelRun notes down of it: what fits.
    boolean gains = fits(court.total().add(gained)) && fits(one.backing().add(gained));
    PanelEffect.SeatSettled settled =
        new PanelEffect.SeatSettled(
            0,
            index,
            released,
            fits(one.earned().add(fee)) ? fee : BigInteger.ZERO,
            gains ? gained : BigInteger.ZERO,
            lost);
    Court next = court.after(settled).court();
    cases.returns(
        "settled",
        List.of(PanelTuples.court(court), PanelTuples.arbitrator(one), released, fee, gained, lost),
        List.of(PanelTuples.arbitrator(next.tree().arbitrator(index))),
        life + ", " + settled + " on " + one);
    court = next;
  }

  private void gain(String life) {
    BigInteger fee = amount();
    BigInteger stake = amount();
    boolean gains = fits(court.feeTreasury().add(fee)) && fits(court.stakeTreasury().add(stake));
    Court next = gains ? court.after(new PanelEffect.TreasuryGained(fee, stake)).court() : court;
    cases.returns(
        "gained",
        List.of(PanelTuples.court(court), fee, stake),
        List.of(PanelTuples.court(next)),
        life + ", gains " + fee);
    court = next;
  }

  private BigInteger amount() {
    return seeded.oneIn(6) ? MOST : seeded.oneIn(2) ? seeded.upTo(128) : seeded.upTo(20);
  }

  private static boolean fits(BigInteger amount) {
    return amount.bitLength() <= 128;
  }

  private Arbitrator at(int index) {
    return index < court.arbitrators() ? court.tree().arbitrator(index) : NOBODY;
  }

  @Test
  void placesOfLargeTreesAreTheSameAndNoOtherPlaceIsOne() {
    SumTree tree = SumTree.EMPTY;
    cases.returns("check", List.of(tree.place(0), 0, tree.root(), 0), List.of(0), "the empty tree");
    cases.returns(
        "check",
        List.of(tree.place(65_535), 65_535, tree.root(), 0),
        List.of(0),
        "the last place of the empty tree");
    for (int i = 0; i < 3_000; i++) {
      Arbitrator one =
          new Arbitrator(
              seeded.address(),
              seeded.upTo(110),
              BigInteger.ZERO,
              seeded.upTo(128),
              BigInteger.ONE,
              seeded.below(Long.MAX_VALUE));
      tree = tree.with(i, one);
    }
    for (int i = 0; i < 300; i++) {
      BigInteger ticket = new BigInteger(1, seeded.bytes(16)).mod(tree.total());
      Inclusion holder = tree.find(ticket);
      int index = holder.index();
      byte[] place = tree.place(index);
      String about = "%s, place %d".formatted(seeded, index);
      cases.returns(
          "check",
          List.of(place, index, tree.root(), tree.total()),
          List.of(holder.first()),
          about);
      cases.reverts(
          "check",
          List.of(place, index ^ 1, tree.root(), tree.total()),
          "NotInTree",
          List.of(index ^ 1),
          about);
      cases.reverts(
          "check",
          List.of(place, index, tree.root(), tree.total().add(BigInteger.ONE)),
          "NotInTree",
          List.of(index),
          about);
      cases.reverts(
          "check",
          List.of(place, index, seeded.hash(), tree.total()),
          "NotInTree",
          List.of(index),
          about);
      byte[] other = place.clone();
      other[1 + seeded.below(other.length - 1)] ^= (byte) (1 + seeded.below(127));
      cases.fails("check", List.of(other, index, tree.root(), tree.total()), about);
    }
    cases.compare();
  }

  @Test
  void whatHasNotTheFormOfAPlaceIsNone() {
    byte[] place = SumTree.EMPTY.place(7);
    Hash root = SumTree.EMPTY.root();
    for (int length : new int[] {0, 1, place.length - 1, place.length + 1, place.length + 92}) {
      byte[] other = Arrays.copyOf(place, length);
      cases.reverts("check", List.of(other, 7, root, 0), "BadPlace", List.of(), "length " + length);
    }
    byte[] two = place.clone();
    two[0] = 2;
    cases.reverts("check", List.of(two, 7, root, 0), "BadPlace", List.of(), "present 2");
    cases.reverts("check", List.of(place, 65_536, root, 0), "BadPlace", List.of(), "beyond");
    cases.compare();
  }

  @Test
  void aSumThatWouldNotFitIsNoSum() {
    SumTree tree = SumTree.EMPTY.with(0, Arbitrator.joined(seeded.address())).with(1, NOBODY);
    Arbitrator most =
        new Arbitrator(
            seeded.address(), MOST, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);
    SumTree full = tree.with(0, most);
    cases.returns(
        "put",
        List.of(tree.place(0), 0, PanelTuples.arbitrator(most)),
        List.of(full.root(), MOST),
        "the most");
    Arbitrator one =
        new Arbitrator(
            seeded.address(), BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);
    cases.reverts(
        "put",
        List.of(full.place(1), 1, PanelTuples.arbitrator(one)),
        "SumTooLarge",
        List.of(),
        "one more");
    cases.compare();
  }

  @Test
  void aFullCourtTakesNobodyMore() {
    List<Object> full =
        List.of(Address.ZERO, Address.ZERO, Address.ZERO, 1, 65_536, Hash.ZERO, 65_536, 0, 0);
    for (int index : new int[] {65_536, 65_537}) {
      CourtRefusal refusal =
          index == 65_536 ? CourtRefusal.COURT_IS_FULL : CourtRefusal.NO_SUCH_ARBITRATOR;
      cases.startsWith(
          "apply_",
          List.of(
              full,
              List.of(0, seeded.address(), index, 5, Address.ZERO),
              PanelTuples.arbitrator(NOBODY),
              now),
          refusal.code(),
          "a full court, index " + index);
    }
    cases.compare();
  }
}
