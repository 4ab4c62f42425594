package org.horkos.app.demo;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.horkos.app.command.Progress;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;

/**
 * The demo without a text of one's own: three of the examples live at the same time.
 *
 * @param url of a development L1; empty: one is started
 * @param examples the folder with the Oath texts
 */
record ThreeAgreements(Optional<URI> url, Path examples) implements Demo.Script<DemoReport> {
  private static final long FAR_FUTURE = 4_102_444_800L; // 2100-01-01

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  @Override
  public DemoReport play(Demo demo) throws Exception {
    Progress progress = demo.progress();
    progress.chapter("The world: an L1, the contracts, a node");
    DemoL1 chain = demo.startL1(url, OptionalLong.empty());
    Map<String, Person> people = new LinkedHashMap<>();
    for (String name : List.of("client", "studio", "lab", "sponsor", "hunter", "ci")) {
      people.put(name, Person.named(name));
    }
    List<Person> arbitrators = Person.numbered("arbitrator", 5);
    Person owner = Person.named("court owner");
    List<Person> everybody = new ArrayList<>(people.values());
    everybody.addAll(arbitrators);
    everybody.add(owner);
    everybody.add(Person.named("sequencer"));
    World world =
        World.make(
            demo,
            chain,
            everybody,
            List.of(coin("USD Coin", "USDC", 6), coin("Dai", "DAI", 18)),
            new World.Pace(Demo.LAG, Duration.ofSeconds(5)));
    DemoStage stage = new DemoStage(world, new DemoCourt(world.wallet(), arbitrators));
    Map<String, Long> courts = stage.openCourts(owner, arbitrators);

    progress.chapter("Three agreements: signed, opened and funded on L1");
    Cast cast = new Cast(people, world.tokens(), Cast.earningOneUnit(courts), _ -> FAR_FUTURE);
    Examples texts = new Examples(examples, cast);
    List<DemoStage.Opened> opened =
        stage.open(
            List.of(
                texts.agreement("peaceful", "website-build.oath", "both are accepted by silence"),
                texts.agreement(
                    "late", "parser-bounty.oath", "past the grace, days count from due"),
                texts.agreement(
                    "disputed", "website-build.oath", "the court finds a third value")));
    stage.play(opened);
    DemoReport report = stage.finish(opened);
    progress.say("the demo lasted " + Narrator.duration(progress.seconds()));
    return report;
  }

  private static World.Coin coin(String name, String symbol, int decimals) {
    return new World.Coin(
        name,
        new Agreement.Token(symbol, decimals),
        MILLION.multiply(BigInteger.TEN.pow(decimals)));
  }
}
