package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.horkos.app.command.Progress;
import org.horkos.app.node.RunningNode;
import org.horkos.app.simulation.ScenarioRun.Planned;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.EscrowAddress;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;

/** Does on both layers what the scenarios say, at the times that they say. */
final class DemoStage {
  private static final int BLOCKS_A_WAIT = 10;

  private final Progress progress;
  private final DemoL1 l1;
  private final RunningNode node;
  private final Wallet wallet;
  private final DemoCourt court;
  private final Map<Person, L1Sender> senders;
  private final Map<String, Address> tokens;
  private final DemoLog log;
  private final Patience patience;

  DemoStage(
      Progress progress,
      DemoL1 l1,
      RunningNode node,
      Wallet wallet,
      DemoCourt court,
      Map<Person, L1Sender> senders,
      Map<String, Address> tokens,
      DemoLog log,
      Patience patience) {
    this.progress = progress;
    this.l1 = l1;
    this.node = node;
    this.wallet = wallet;
    this.court = court;
    this.senders = Map.copyOf(senders);
    this.tokens = Map.copyOf(tokens);
    this.log = log;
    this.patience = patience;
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

  private L1Sender sender(Person person) {
    return Objects.requireNonNull(senders.get(person), () -> person.name() + " is not in the demo");
  }

  private Address token(String symbol) {
    return Objects.requireNonNull(tokens.get(symbol), () -> symbol + " is not in the demo");
  }

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
              wallet.deposit(person, sender(person), token(stake.getKey()), stake.getValue());
              return null;
            });
      }
    }
    together(deposits);
    long depositors = deposits.size();
    until("the deposits have reached L2", () -> accounts() >= depositors);
    Map<String, Long> courts = new LinkedHashMap<>();
    for (Map.Entry<String, BigInteger> stake : stakes.entrySet()) {
      long id = court.open(owner, token(stake.getKey()), stake.getValue());
      courts.put(stake.getKey(), id);
    }
    progress.say(
        "two courts on L2, for USDC and DAI; five arbitrators have 5,000 at stake in each");
    return courts;
  }

  private long accounts() {
    return wallet.read(machine -> machine.state().globals().accounts());
  }

  /** Signs, opens and funds them all, each by its own people. */
  List<Opened> open(List<DemoAgreement> agreements, Cast cast) throws Exception {
    List<Callable<Opened>> openings = new ArrayList<>();
    for (DemoAgreement agreement : agreements) {
      openings.add(() -> open(agreement, cast));
    }
    List<Opened> opened = together(openings);
    for (Opened each : opened) {
      log.follow(each);
    }
    return opened;
  }

  private Opened open(DemoAgreement demo, Cast cast) throws Exception {
    // The text goes to the node, so that Drools judges beside the rule program.
    node.texts().register(cast.known(demo), cast.bindingsJson(demo));
    long chain = l1.connection().chainId();
    List<byte[]> signatures = new ArrayList<>();
    List<Integer> named = new ArrayList<>();
    for (int p = 0; p < demo.agreement().parties().size(); p++) {
      if (demo.agreement().parties().get(p).openForSeconds().isEmpty()) {
        named.add(p);
        signatures.add(
            Signatures.signTerms(
                demo.party(p).key().getEcKeyPair(),
                chain,
                node.contracts().rollup(),
                demo.terms()));
      }
    }
    Address foreseen =
        EscrowAddress.of(node.contracts().factory(), cast.implementation(), demo.terms());
    Opening opening =
        Opening.open(
            sender(cast.proposer(demo.agreement())),
            node.contracts().factory(),
            demo.terms(),
            signatures,
            BigInteger.ZERO);
    if (!opening.escrow().equals(foreseen)) {
      throw new DemoFailure(
          "the escrow is at " + opening.escrow() + ", but " + foreseen + " was foreseen");
    }
    progress.say(demo.title() + ": signed and opened, escrow " + foreseen);
    // One after the other: whoever pays in last also starts the agreement, which costs more gas.
    for (int party : named) {
      Funding.fund(sender(demo.party(party)), foreseen, demo.terms(), party);
    }
    Hash termsHash = demo.terms().hash();
    until(
        demo.title() + " has begun on L2",
        () -> wallet.read(machine -> machine.agreementOf(termsHash)).isPresent());
    long id = wallet.read(machine -> machine.agreementOf(termsHash)).orElseThrow();
    long start = wallet.read(machine -> machine.state().agreement(id).orElseThrow().start());
    progress.say(demo.title() + ": everybody's money is in; it is agreement " + id + " on L2");
    return new Opened(demo, foreseen, id, start);
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
    String told = demo.narrator().tell(action);
    progress.say(
        demo.title()
            + ": * "
            + (action instanceof Scenario.Action.Find ? "the court is asked; in the end " : "")
            + told);
    long id = opened.id();
    switch (action) {
      case Scenario.Action.Deliver deliver ->
          send(
              demo,
              demo.party(deliver.party()),
              new Action.Deliver(id, deliver.deliverable(), Facts.of(deliver.facts())));
      case Scenario.Action.Answer answer ->
          send(
              demo,
              answer.actor().attestor()
                  ? demo.attestor(answer.actor().index())
                  : demo.party(answer.actor().index()),
              new Action.Answer(id, answer.deliverable(), answer.fact(), answer.word()));
      case Scenario.Action.Challenge challenge ->
          send(
              demo,
              demo.party(challenge.party()),
              new Action.Challenge(id, challenge.deliverable(), Facts.of(challenge.claim())));
      case Scenario.Action.StandBy standBy ->
          send(
              demo,
              demo.party(standBy.party()),
              new Action.StandBy(id, standBy.deliverable(), standBy.fact()));
      case Scenario.Action.Concede concede ->
          send(
              demo,
              demo.party(concede.party()),
              new Action.Concede(id, concede.deliverable(), concede.fact()));
      case Scenario.Action.Accept accept ->
          send(demo, demo.party(accept.party()), new Action.Accept(id, accept.deliverable()));
      case Scenario.Action.PayIn pay ->
          send(demo, demo.party(pay.party()), new Action.Pay(id, pay.deliverable(), pay.amount()));
      case Scenario.Action.End end ->
          send(demo, demo.party(end.party()), new Action.End(id, end.deliverable()));
      case Scenario.Action.Join join -> {
        Person joiner = demo.party(join.party());
        Funding.join(sender(joiner), opened.escrow(), demo.terms(), join.party());
        until(
            joiner.name() + " has joined on L2",
            () -> node.accountOf(joiner.address(), demo.feeToken()) != 0 && joined(opened));
      }
      case Scenario.Action.Find find -> judge(opened, find.deliverable(), find.found());
    }
  }

  private boolean joined(Opened opened) {
    return wallet.read(
        machine ->
            machine.state().agreement(opened.id()).orElseThrow().openSeats().stream()
                .allMatch(member -> member.account().isPresent()));
  }

  private void send(DemoAgreement demo, Person person, Action action) {
    wallet.send(person, demo.feeToken(), action);
  }

  /** The real court: a beacon of L1 draws the panel, which commits and reveals. */
  private void judge(Opened opened, int deliverable, SortedMap<Integer, BigInteger> found)
      throws Exception {
    long dispute =
        wallet
            .read(machine -> machine.state().deliverable(opened.id(), deliverable))
            .flatMap(Leaf.DeliverableLeaf::dispute)
            .orElseThrow(() -> new DemoFailure("there is no dispute to judge"));
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
    DeliverableTerms part = opened.agreement().terms().deliverables().get(deliverable);
    PanelTerms terms =
        wallet.read(
            machine -> {
              State state = machine.state();
              Leaf.PanelLeaf panel = state.panel(dispute).orElseThrow();
              return PanelTerms.of(
                  dispute,
                  opened.agreement().terms().hash(),
                  deliverable,
                  opened.agreement().terms().head().courts().get(part.court()),
                  part,
                  state.dispute(dispute).orElseThrow().state(),
                  state.court(panel.state().court()).orElseThrow().minimumStake(),
                  state.agreement(opened.id()).orElseThrow().start(),
                  state.deliverable(opened.id(), deliverable).orElseThrow().deliveredAt());
            });
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
    return new DemoPayouts(progress, l1, node, wallet, log, tokens).claim(opened);
  }

  private void until(String what, BooleanSupplier holds) {
    patience.until(
        what,
        () -> {
          if (holds.getAsBoolean()) {
            return true;
          }
          l1.keepGoing();
          return false;
        },
        () ->
            node.health().failure().map(why -> ": " + why).orElse("")
                + node.l1Failure().map(why -> ": " + why.getMessage()).orElse(""));
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
