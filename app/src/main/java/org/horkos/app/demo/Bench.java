package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Court;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings.CourtBinding;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/**
 * The courts of the texts that are played: one on L2 for each token in which something can be
 * contested.
 *
 * @param minimums by the token's symbol, what a seat locks, base units
 * @param disputes how many there may be at the same time
 * @param owner makes the courts
 * @param arbitrators stake in all of them
 */
record Bench(
    Map<String, BigInteger> minimums, int disputes, Person owner, List<Person> arbitrators) {
  /** So many more than the largest panel has seats: a draw passes over who sits already. */
  private static final int SPARE = 2;

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  /** The courts that these scripts need; nobody sits where nothing can be contested. */
  static Bench of(List<TextDemo.Script> scripts) {
    Map<String, BigInteger> minimums = new TreeMap<>();
    int seats = 0;
    int disputes = 1;
    for (TextDemo.Script script : scripts) {
      Agreement agreement = script.agreement();
      for (int c = 0; c < agreement.courts().size(); c++) {
        Agreement.Token token = token(agreement, c);
        minimums.put(token.symbol(), BigInteger.TEN.pow(token.decimals()).multiply(HUNDRED));
        seats = Math.max(seats, agreement.courts().get(c).draws());
      }
      disputes +=
          (int)
              script.scenario().steps().stream()
                  .filter(
                      step ->
                          step instanceof Scenario.Step.Act act
                              && act.action() instanceof Scenario.Action.Challenge)
                  .count();
    }
    return new Bench(
        minimums,
        disputes,
        Person.named("court owner"),
        minimums.isEmpty() ? List.of() : Person.numbered("arbitrator", seats + SPARE));
  }

  /** The token in which a court's deliverables have their bonds. */
  private static Agreement.Token token(Agreement agreement, int court) {
    return agreement.deliverables().stream()
        .filter(deliverable -> deliverable.court() == court)
        .flatMap(deliverable -> deliverable.lots().stream())
        .mapToInt(Deliverable.Lot::token)
        .mapToObj(agreement.tokens()::get)
        .findFirst()
        .orElse(agreement.tokens().getFirst());
  }

  /**
   * Bindings to these courts, without a fee for a seat, as in a simulation.
   *
   * @param ids numbers on L2 by the token's symbol
   */
  static Function<Agreement, List<CourtBinding>> withoutFees(Map<String, Long> ids) {
    return agreement ->
        IntStream.range(0, agreement.courts().size())
            .mapToObj(
                court ->
                    new CourtBinding(
                        Objects.requireNonNull(ids.get(token(agreement, court).symbol())),
                        BigInteger.ZERO))
            .toList();
  }

  /** The owner and the arbitrators. */
  List<Person> everybody() {
    List<Person> all = new ArrayList<>(arbitrators);
    all.add(owner);
    return all;
  }

  /** Makes the courts and has all arbitrators stake; returns the courts' numbers by token. */
  Map<String, Long> open(World world, ExactTime time, DemoCourt court) throws Exception {
    Map<String, Long> ids = new LinkedHashMap<>();
    for (Map.Entry<String, BigInteger> minimum : minimums.entrySet()) {
      Address token = world.token(minimum.getKey());
      BigInteger stake = minimum.getValue().multiply(BigInteger.valueOf(disputes));
      for (Person person : everybody()) {
        world.wallet().deposit(person, world.sender(person), token, stake);
      }
      time.takeIn();
      ids.put(minimum.getKey(), court.open(owner, token, minimum.getValue(), stake));
    }
    if (!ids.isEmpty()) {
      world
          .progress()
          .say(
              "a court on L2 for each of "
                  + String.join(", ", ids.keySet())
                  + "; "
                  + arbitrators.size()
                  + " arbitrators have staked");
    }
    return ids;
  }

  /**
   * Takes what the arbitrators have earned and what anybody has on L2 back to L1.
   *
   * @return what is on its way there
   */
  List<Withdrawal> withdraw(World world) throws Exception {
    Map<Address, Person> people = new HashMap<>();
    world.senders().keySet().forEach(person -> people.put(person.address(), person));
    collect(world);
    Map<Long, Leaf.Account> accounts =
        world
            .wallet()
            .read(
                machine -> {
                  Map<Long, Leaf.Account> all = new TreeMap<>();
                  for (long id = 1; id <= machine.state().globals().accounts(); id++) {
                    all.put(id, machine.state().account(id).orElseThrow());
                  }
                  return all;
                });
    List<Withdrawal> withdrawals = new ArrayList<>();
    for (Leaf.Account account : accounts.values()) {
      Person person = people.get(account.owner());
      if (person != null && account.balance().signum() > 0) {
        world.wallet().send(person, account.token(), new Action.Withdraw(account.balance()));
        world.progress().say(person.name() + " withdraws what is on the account");
        withdrawals.add(Withdrawal.begun(world, person, account.token(), account.balance()));
      }
    }
    return withdrawals;
  }

  private void collect(World world) {
    long courts = world.wallet().read(machine -> machine.state().globals().courts());
    for (long id = 0; id < courts; id++) {
      long court = id;
      Court state = world.wallet().read(machine -> machine.state().court(court).orElseThrow());
      List<Arbitrator> staked = state.tree().arbitrators();
      for (int i = 0; i < staked.size(); i++) {
        if (staked.get(i).earned().signum() > 0) {
          Person arbitrator = arbitrators.get(i);
          long to = world.wallet().account(arbitrator, state.feeToken());
          world.wallet().send(arbitrator, state.feeToken(), new Action.Collect(court, i, to));
        }
      }
    }
  }
}
