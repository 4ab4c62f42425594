package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.horkos.app.command.Progress;
import org.horkos.app.node.RunningNode;
import org.horkos.app.simulation.ScenarioRun.Planned;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.Funding;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.state.Leaf;

/** Does on both layers what the scenarios say, at the times that they say. */
final class DemoStage {
  private static final int BLOCKS_A_WAIT = 10;

  private final World world;
  private final Progress progress;
  private final DemoL1 l1;
  private final RunningNode node;
  private final Wallet wallet;
  private final DemoCourt court;
  private final DemoLog log;

  DemoStage(World world, DemoCourt court) {
    this.world = world;
    this.progress = world.progress();
    this.l1 = world.l1();
    this.node = world.node();
    this.wallet = world.wallet();
    this.court = court;
    this.log = world.log();
  }

  /**
   * An agreement that is open on L1 and runs on L2.
   *
   * @param agreement what it is
   * @param escrow where its money lies
   * @param id its number on L2
   * @param start when the last named party's money was in
   */
  record Opened(DemoAgreement agreement, Address escrow, long id, long start) {}

  /** Makes a court for each token, in which all arbitrators stake. */
  Map<String, Long> openCourts(Person owner, List<Person> arbitrators) throws Exception {
    Map<String, BigInteger> stakes = new LinkedHashMap<>();
    stakes.put("USDC", BigInteger.valueOf(5_000).multiply(BigInteger.TEN.pow(6)));
    stakes.put("DAI", BigInteger.valueOf(5_000).multiply(BigInteger.TEN.pow(18)));
    List<Callable<Void>> deposits = new ArrayList<>();
    for (Map.Entry<String, BigInteger> stake : stakes.entrySet()) {
      List<Person> all = new ArrayList<>(arbitrators);
      all.add(owner);
      for (Person person : all) {
        deposits.add(
            () -> {
              wallet.deposit(
                  person, world.sender(person), world.token(stake.getKey()), stake.getValue());
              return null;
            });
      }
    }
    World.together(deposits);
    long depositors = deposits.size();
    until("the deposits have reached L2", () -> world.accounts() >= depositors);
    Map<String, Long> courts = new LinkedHashMap<>();
    for (Map.Entry<String, BigInteger> stake : stakes.entrySet()) {
      long id = court.open(owner, world.token(stake.getKey()), stake.getValue(), stake.getValue());
      courts.put(stake.getKey(), id);
    }
    progress.say(
        "two courts on L2, for USDC and DAI; five arbitrators have 5,000 at stake in each");
    return courts;
  }

  /** Signs, opens and funds them all, each by its own people. */
  List<Opened> open(List<DemoAgreement> agreements) throws Exception {
    List<Callable<Opened>> openings = new ArrayList<>();
    for (DemoAgreement agreement : agreements) {
      openings.add(() -> open(agreement));
    }
    List<Opened> opened = World.together(openings);
    for (Opened each : opened) {
      log.follow(each);
    }
    return opened;
  }

  private Opened open(DemoAgreement demo) throws Exception {
    Beginning beginning = new Beginning(world);
    Address escrow = beginning.open(demo);
    // One after the other: whoever pays in last also starts the agreement, which costs more gas.
    for (int party : demo.named()) {
      Funding.fund(world.sender(demo.party(party)), escrow, demo.terms(), party);
    }
    return beginning.begun(demo, escrow, l1::keepGoing);
  }

  /** Does everything that the scenarios say, in the order of time. */
  void play(List<Opened> opened) throws Exception {
    progress.chapter("What people do, and what follows by itself");
    List<Cue> cues = new ArrayList<>();
    for (Opened each : opened) {
      for (Planned planned : each.agreement().plan().plan()) {
        cues.add(new Cue(each.start() + planned.after(), each, planned.action()));
      }
    }
    cues.sort(Comparator.comparingLong(Cue::at));
    for (Cue cue : cues) {
      reach(cue.at());
      log.told();
      act(cue.of(), cue.action());
      log.told();
    }
    long end =
        opened.stream()
            .mapToLong(
                each ->
                    each.start() + each.agreement().plan().end() - each.agreement().plan().start())
            .max()
            .orElseThrow();
    reach(end);
    for (Opened each : opened) {
      until(
          each.agreement().title() + " is closed",
          () ->
              wallet
                  .read(machine -> machine.state().agreement(each.id()).orElseThrow().status())
                  .equals(Leaf.AgreementHead.Status.CLOSED));
    }
    log.told();
  }

  private record Cue(long at, Opened of, Scenario.Action action) {}

  private void act(Opened opened, Scenario.Action action) throws Exception {
    DemoAgreement demo = opened.agreement();
    String told = demo.words().tell(action);
    progress.say(
        demo.title()
            + ": * "
            + (action instanceof Scenario.Action.Find ? "the court is asked; in the end " : "")
            + told);
    Deed.of(demo, opened.id(), action)
        .ifPresent(deed -> wallet.send(deed.by(), deed.token(), deed.action()));
    if (action instanceof Scenario.Action.Join join) {
      Person joiner = demo.party(join.party());
      Funding.join(world.sender(joiner), opened.escrow(), demo.terms(), join.party());
      until(
          joiner.name() + " has joined on L2",
          () -> node.accountOf(joiner.address(), demo.feeToken()) != 0 && joined(opened));
    }
    if (action instanceof Scenario.Action.Find find) {
      judge(opened, find.deliverable(), find.found());
    }
  }

  private boolean joined(Opened opened) {
    return wallet.read(
        machine ->
            machine.state().agreement(opened.id()).orElseThrow().openSeats().stream()
                .allMatch(member -> member.account().isPresent()));
  }

  /** The real court: a beacon of L1 draws the panel, which commits and reveals. */
  private void judge(Opened opened, int deliverable, SortedMap<Integer, BigInteger> found)
      throws Exception {
    long dispute = court.dispute(opened, deliverable);
    if (court.phase(dispute) == PanelState.Phase.DRAWING) {
      L1Block beacon = l1.clock().advanceToBeacon(1);
      progress.say("L1 block " + beacon.number() + " is a beacon: its randomness draws the panel");
    }
    until("the panel is drawn", () -> court.phase(dispute) == PanelState.Phase.COMMIT);
    Map<Integer, Person> seated = court.drawn(dispute);
    progress.say(
        "drawn: "
            + String.join(
                ", ", new TreeMap<>(seated).values().stream().map(Person::name).toList()));
    PanelTerms terms = court.terms(opened, deliverable, dispute);
    court.vote(dispute, opened.agreement().feeToken(), terms, seated, found);
    progress.say(seated.size() + " ballots were committed to, then revealed");
    until(
        "the ruling is executed",
        () ->
            wallet
                    .read(machine -> machine.state().deliverable(opened.id(), deliverable))
                    .orElseThrow()
                    .endedAt()
                != 0);
  }

  /** Lets L1's clock, and by it L2's, come to a second. */
  private void reach(long time) {
    long head = l1.connection().head().time();
    long missing = time + Demo.LAG + 1 - head;
    if (missing > 0) {
      l1.clock().advance(Math.max(missing, 1), (int) Math.min(BLOCKS_A_WAIT, missing));
    }
    until("L2 has come to this time", () -> node.health().l1Time() >= time);
  }

  /** Posts what is left, lets the challenge window pass and claims every payout on L1. */
  DemoReport finish(List<Opened> opened) throws Exception {
    progress.chapter("Back to L1");
    return new DemoPayouts(world).claim(opened);
  }

  private void until(String what, BooleanSupplier holds) {
    world.until(what, holds, l1::keepGoing);
  }
}
