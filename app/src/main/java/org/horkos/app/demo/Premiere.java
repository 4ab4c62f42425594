package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.Funding;

/**
 * Opens agreements so that the last money is in at the very second in which their scenarios start.
 */
final class Premiere {
  /** Seconds before the start in which all is signed, opened and approved. */
  static final long BEFORE = 3_600;

  private final World world;
  private final ExactTime time;

  Premiere(World world, ExactTime time) {
    this.world = world;
    this.time = time;
  }

  /** Pays into the vault what parties pay out of their accounts on L2 later. */
  void deposit(Play play) throws Exception {
    for (int party : play.payers()) {
      Person person = play.demo().party(party);
      for (Map.Entry<Address, BigInteger> sum : play.payIns(party).entrySet()) {
        world.wallet().deposit(person, world.sender(person), sum.getKey(), sum.getValue());
      }
    }
  }

  /**
   * Signs, opens and funds those that start in the same second.
   *
   * @param start Unix second
   */
  void open(long start, List<Play> plays) throws Exception {
    time.reachOnL1(start - BEFORE);
    Beginning beginning = new Beginning(world);
    List<Address> escrows = new ArrayList<>();
    List<Callable<Object>> last = new ArrayList<>();
    for (Play play : plays) {
      Address escrow = beginning.foreseen(play.demo());
      escrows.add(escrow);
      List<Integer> owing = play.owing();
      if (owing.isEmpty()) {
        last.add(() -> beginning.open(play.demo())); // nobody owes anything, so that it begins
        continue;
      }
      beginning.open(play.demo());
      for (int party : owing.subList(0, owing.size() - 1)) {
        fund(play, escrow, party);
      }
      approve(play, escrow, owing.getLast());
      last.add(() -> pay(play, escrow, owing.getLast()));
    }
    time.inOneBlock(start, last);
    time.reach(start);
    for (int i = 0; i < plays.size(); i++) {
      DemoStage.Opened opened = beginning.begun(plays.get(i).demo(), escrows.get(i), () -> {});
      if (opened.start() != start) {
        throw new DemoFailure(
            "the agreement began " + (opened.start() - start) + " seconds after its scenario does");
      }
      plays.get(i).begins(opened);
      world.log().follow(opened);
    }
    for (Play play : plays) {
      for (int joiner : play.joiners()) {
        approve(play, play.opened().escrow(), joiner);
      }
    }
  }

  private void fund(Play play, Address escrow, int party) throws Exception {
    approve(play, escrow, party);
    pay(play, escrow, party);
  }

  private void approve(Play play, Address escrow, int party) throws Exception {
    Person person = play.demo().party(party);
    play.approve(party, Funding.approve(world.sender(person), escrow, play.demo().terms(), party));
  }

  private Object pay(Play play, Address escrow, int party) throws Exception {
    return Funding.fund(
        world.sender(play.demo().party(party)), escrow, party, play.approved(party));
  }
}
