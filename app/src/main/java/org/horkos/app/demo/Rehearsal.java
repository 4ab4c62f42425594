package org.horkos.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.horkos.app.simulation.Expectations;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.escrow.deployment.Funding;
import org.horkos.node.state.Leaf;

/**
 * Plays scenarios on both layers at the same time: each act in the very second of its scenario, as
 * a transaction of its own people; and each expectation compared with what the node has executed.
 */
final class Rehearsal {
  /** A batch is posted before so many seconds pass in which nobody acts. */
  private static final long WORTH_A_BATCH = 6 * 3_600;

  private static final int MOST_DEADLINES = 2_000;

  /** Comes before all that the plays do in the same second. */
  private static final int OPENING = -1;

  private final World world;
  private final ExactTime time;
  private final Sitting sitting;
  private final Heard heard;
  private final PriorityQueue<Cue> cues =
      new PriorityQueue<>(
          Comparator.comparingLong(Cue::at)
              .thenComparingInt(Cue::play)
              .thenComparingInt(Cue::order));

  Rehearsal(World world, ExactTime time, DemoCourt court, Heard heard) {
    this.world = world;
    this.time = time;
    this.heard = heard;
    this.sitting = new Sitting(world, time, court);
  }

  /**
   * What happens at a moment.
   *
   * @param at Unix second
   * @param play number of the play; what starts in the same second is ordered by it
   * @param order within the play
   */
  private record Cue(long at, int play, int order, Scene scene) {}

  /** What is done at a moment. */
  interface Scene {
    /** Does it; what it leaves for later is what it returns. */
    Optional<Later> play() throws Exception;
  }

  /**
   * A scene that another one leaves for later.
   *
   * @param at Unix second
   */
  record Later(long at, Scene scene) {}

  /** Plays them all to their end. */
  void play(List<Play> plays) throws Exception {
    Premiere premiere = new Premiere(world, time);
    for (Play play : plays) {
      premiere.deposit(play);
    }
    new TreeMap<>(plays.stream().collect(Collectors.groupingBy(Play::start)))
        .forEach((start, group) -> cues.add(opening(premiere, start, group)));
    joins(plays);
    for (int p = 0; p < plays.size(); p++) {
      cue(plays.get(p), p);
    }
    for (Cue cue = cues.poll(); cue != null; cue = cues.poll()) {
      if (cue.at() - time.l1() > WORTH_A_BATCH) {
        world.node().poster().flush();
      }
      Optional<Later> later = cue.scene().play();
      world.log().told();
      if (later.isPresent()) {
        cues.add(new Cue(later.get().at(), cue.play(), cue.order(), later.get().scene()));
      }
    }
  }

  private static Cue opening(Premiere premiere, long start, List<Play> plays) {
    return new Cue(
        start - Premiere.BEFORE,
        OPENING,
        0,
        () -> {
          premiere.open(start, plays);
          return Optional.empty();
        });
  }

  private void cue(Play play, int number) {
    ScenarioRun.Result plan = play.demo().plan();
    int order = 0;
    int acts = 0;
    for (ScenarioRun.Awaited awaited : plan.awaited()) {
      for (; acts < awaited.acts(); acts++) {
        cue(play, number, order++, plan.plan().get(acts));
      }
      long at = play.start() + awaited.after();
      cues.add(new Cue(at, number, order++, () -> compare(play, at, awaited)));
    }
    for (; acts < plan.plan().size(); acts++) {
      cue(play, number, order++, plan.plan().get(acts));
    }
    cues.add(new Cue(play.closes(), number, order, () -> close(play)));
  }

  private void cue(Play play, int number, int order, ScenarioRun.Planned planned) {
    long at = play.start() + planned.after();
    cues.add(
        new Cue(
            at,
            number,
            order,
            switch (planned.action()) {
              case Scenario.Action.Join _ -> Optional::empty; // see joins
              case Scenario.Action.Find find ->
                  () -> {
                    tell(play, "the court is asked; in the end ", find);
                    return sitting.draw(play, at, play.start() + planned.done(), find);
                  };
              case Scenario.Action other -> () -> act(play, at, other);
            }));
  }

  private void tell(Play play, String before, Scenario.Action action) {
    world.progress().say(play.demo().title() + ": * " + before + play.demo().words().tell(action));
  }

  private Optional<Later> act(Play play, long at, Scenario.Action action) {
    time.reach(at);
    world.log().told();
    tell(play, "", action);
    Deed deed = Deed.of(play.demo(), play.opened().id(), action).orElseThrow();
    world.wallet().send(deed.by(), deed.token(), deed.action());
    return Optional.empty();
  }

  /** Somebody who takes a seat. */
  private record Joining(Play play, Scenario.Action.Join join) {}

  /** Those who join in the same second do so in one block. */
  private void joins(List<Play> plays) {
    Map<Long, List<Joining>> bySecond = new TreeMap<>();
    for (Play play : plays) {
      for (ScenarioRun.Planned planned : play.demo().plan().plan()) {
        if (planned.action() instanceof Scenario.Action.Join join) {
          bySecond
              .computeIfAbsent(play.start() + planned.after(), at -> new ArrayList<>())
              .add(new Joining(play, join));
        }
      }
    }
    bySecond.forEach((at, those) -> cues.add(new Cue(at, OPENING, 1, () -> join(at, those))));
  }

  private Optional<Later> join(long at, List<Joining> those) {
    time.reach(at - ExactTime.LAG - 1); // what was due before has happened before
    world.log().told();
    List<Callable<Object>> transactions = new ArrayList<>();
    for (Joining one : those) {
      tell(one.play(), "", one.join());
      int party = one.join().party();
      transactions.add(
          () ->
              Funding.join(
                  world.sender(one.play().demo().party(party)),
                  one.play().opened().escrow(),
                  party,
                  one.play().approved(party)));
    }
    time.inOneBlock(at, transactions);
    time.takeIn();
    time.until("all have joined on L2", () -> those.stream().allMatch(this::hasJoined));
    return Optional.empty();
  }

  private boolean hasJoined(Joining one) {
    return heard.of(one.play().opened().id()).stream()
        .anyMatch(
            effect ->
                effect instanceof Effect.Joined joined && joined.party() == one.join().party());
  }

  private Optional<Later> compare(Play play, long at, ScenarioRun.Awaited awaited) {
    time.reach(at);
    Expectations expectations = new Expectations(play.demo().agreement());
    for (Scenario.Expectation expected : awaited.expectations()) {
      expectations
          .check(expected, heard.of(play.opened().id()))
          .ifPresent(problem -> play.differs(problem.sentence()));
    }
    return Optional.empty();
  }

  /** What comes after the last step is only time. */
  private Optional<Later> close(Play play) {
    time.reach(play.closes());
    for (int i = 0; !isClosed(play); i++) {
      OptionalLong next = nextDeadline(play);
      if (next.isEmpty() || i > MOST_DEADLINES) {
        throw new DemoFailure(play.demo().title() + " does not come to its end by time alone");
      }
      time.reach(next.getAsLong());
    }
    return Optional.empty();
  }

  private boolean isClosed(Play play) {
    return world
        .wallet()
        .read(machine -> machine.state().agreement(play.opened().id()).orElseThrow().status())
        .equals(Leaf.AgreementHead.Status.CLOSED);
  }

  private OptionalLong nextDeadline(Play play) {
    long now = time.l1() - ExactTime.LAG;
    return world
        .wallet()
        .read(
            machine ->
                machine
                    .execution()
                    .deadlines(machine.state(), play.opened().id(), machine.l1())
                    .stream()
                    .flatMapToLong(OptionalLong::stream)
                    .filter(deadline -> deadline > now)
                    .min());
  }
}
