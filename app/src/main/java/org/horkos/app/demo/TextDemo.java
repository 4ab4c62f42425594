package org.horkos.app.demo;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.app.command.Progress;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;

/**
 * The demo of texts of one's own: scenarios are played on a real L1 and a real node, side by side.
 *
 * @param url of a development L1; empty: one is started, with the clock that the scenarios need
 * @param scripts what is played
 */
record TextDemo(Optional<URI> url, List<Script> scripts) implements Demo.Script<Performance> {
  /** A day in which the world is made. */
  private static final long DAY = 86_400;

  /** What everybody has of each token: more than the deposits of any terms, base units. */
  static final BigInteger PLENTY = BigInteger.TWO.pow(124);

  TextDemo {
    scripts = List.copyOf(scripts);
  }

  /**
   * One scenario of a text.
   *
   * @param text the text with what it imports
   */
  record Script(SourceText text, Agreement agreement, Scenario scenario) {}

  @Override
  public Performance play(Demo demo) throws Exception {
    Progress progress = demo.progress();
    long first = scripts.stream().mapToLong(each -> each.scenario().start()).min().orElseThrow();
    progress.chapter("The world: an L1, the contracts, a node");
    DemoL1 chain = demo.startL1(url, OptionalLong.of(first - DAY));
    chain.standStill();
    refuseIfLate(chain, first);
    List<Map<String, Person>> casts = scripts.stream().map(TextDemo::people).toList();
    Bench bench = Bench.of(scripts);
    List<Person> everybody = new ArrayList<>();
    casts.forEach(people -> everybody.addAll(people.values()));
    everybody.addAll(bench.everybody());
    everybody.add(Person.named("sequencer"));
    World world = World.make(demo, chain, everybody, coins(), ExactTime.PACE);
    Heard heard = new Heard();
    world.node().onEffects(heard::take);
    DemoCourt court = new DemoCourt(world.wallet(), bench.arbitrators());
    ExactTime time = new ExactTime(world);
    Map<String, Long> courts = bench.open(world, time, court);
    List<Play> plays = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      Script script = scripts.get(i);
      Cast cast =
          new Cast(casts.get(i), world.tokens(), Bench.withoutFees(courts), TextDemo::openBy);
      plays.add(
          new Play(
              cast.agreement(
                  script.scenario().name(), script.text(), script.agreement(), script.scenario())));
    }
    return play(world, time, court, heard, bench, plays);
  }

  private static Performance play(
      World world, ExactTime time, DemoCourt court, Heard heard, Bench bench, List<Play> plays)
      throws Exception {
    world.progress().chapter("Signed, opened and funded on L1; then what people do");
    new Rehearsal(world, time, court, heard).play(plays);
    world.progress().chapter("Back to L1");
    List<Withdrawal> withdrawals = bench.withdraw(world);
    DemoReport report = new DemoPayouts(world).claim(plays.stream().map(Play::opened).toList());
    Performance performance = Performance.of(world, report, plays, withdrawals);
    world.progress().say("the demo lasted " + Narrator.duration(world.progress().seconds()));
    return performance;
  }

  /** An L1 cannot go back in time. */
  private static void refuseIfLate(DemoL1 chain, long first) {
    long latest = first - Premiere.BEFORE - DAY / 4;
    if (chain.connection().head().time() > latest) {
      throw new DemoFailure(
          "L1 at "
              + chain.connection().url()
              + " has "
              + Instant.ofEpochSecond(chain.connection().head().time())
              + ", but the first scenario starts at "
              + Instant.ofEpochSecond(first)
              + " and time does not go back: leave --l1 away, or start anvil with --timestamp "
              + (first - DAY)
              + ".");
    }
  }

  /** Everybody plays in one scenario only, so that what he has afterwards comes from it. */
  private static Map<String, Person> people(Script script) {
    Map<String, Person> people = new LinkedHashMap<>();
    script
        .agreement()
        .parties()
        .forEach(each -> people.put(each.name(), Person.named(each.name())));
    script
        .agreement()
        .attestors()
        .forEach(each -> people.put(each.name(), Person.named(each.name())));
    return people;
  }

  private List<World.Coin> coins() {
    Map<String, Agreement.Token> tokens = new TreeMap<>();
    for (Script script : scripts) {
      for (Agreement.Token token : script.agreement().tokens()) {
        Agreement.Token other = tokens.putIfAbsent(token.symbol(), token);
        if (other != null && !other.equals(token)) {
          throw new DemoFailure(
              token.symbol()
                  + " has "
                  + other.decimals()
                  + " decimals in one text and "
                  + token.decimals()
                  + " in another: play them one after the other.");
        }
      }
    }
    return tokens.values().stream()
        .map(token -> new World.Coin(token.symbol(), token, PLENTY))
        .toList();
  }

  /** Soon after its scenario starts: its dates would pass for what is opened later. */
  private static long openBy(Scenario scenario) {
    return scenario.start() + 3_600;
  }
}
