package org.horkos.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.horkos.app.binding.Money;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.escrow.payout.EscrowAccount;
import org.horkos.escrow.payout.OutboxMessage;

/**
 * What came of scenarios that were played, beside what the simulation says.
 *
 * @param report what L1 says of each agreement
 * @param played one each, in the order of the report
 * @param withdrawals of arbitrators, and of whoever had something left on L2
 */
record Performance(DemoReport report, List<Played> played, List<Withdrawal> withdrawals) {
  Performance {
    played = List.copyOf(played);
    withdrawals = List.copyOf(withdrawals);
  }

  /**
   * One scenario.
   *
   * @param scenario its name
   * @param balances of everybody who had money in it
   * @param differences where the node's life was not the simulated one
   */
  record Played(String scenario, List<Balance> balances, List<String> differences) {
    Played {
      balances = List.copyOf(balances);
      differences = List.copyOf(differences);
    }

    boolean asSimulated() {
      return differences.isEmpty() && balances.stream().allMatch(Balance::isAsSimulated);
    }
  }

  /**
   * What somebody has more, or less, of a token than before, base units.
   *
   * @param onL1 read from L1 after the end
   * @param simulated as the lifecycle says
   */
  record Balance(String who, Agreement.Token token, BigInteger onL1, BigInteger simulated) {
    boolean isAsSimulated() {
      return onL1.equals(simulated);
    }
  }

  static Performance of(
      World world, DemoReport report, List<Play> plays, List<Withdrawal> withdrawals)
      throws Exception {
    List<Played> played = new ArrayList<>();
    for (int i = 0; i < plays.size(); i++) {
      Play play = plays.get(i);
      played.add(
          new Played(
              play.demo().plan().name(),
              balances(world, play, report.agreements().get(i)),
              play.differences()));
    }
    List<Withdrawal> arrived = new ArrayList<>();
    for (Withdrawal withdrawal : withdrawals) {
      arrived.add(withdrawal.arrived(world));
    }
    return new Performance(report, played, arrived);
  }

  private static List<Balance> balances(World world, Play play, DemoReport.Life life)
      throws Exception {
    Agreement agreement = play.demo().agreement();
    List<Balance> balances = new ArrayList<>();
    for (int t = 0; t < agreement.tokens().size(); t++) {
      Agreement.Token token = agreement.tokens().get(t);
      Address address = play.demo().bindings().tokens().get(t);
      for (int party = 0; party < agreement.parties().size(); party++) {
        Person person = play.demo().party(party);
        BigInteger has = Tokens.balance(world.sender(person), address, person.address());
        balances.add(
            new Balance(
                person.name(), token, has.subtract(TextDemo.PLENTY), play.simulated(party, t)));
      }
      balances.add(
          new Balance(
              "court",
              token,
              paid(life, address, life.vault()),
              play.simulated(new Effect.Recipient.Court(), t)));
      balances.add(
          new Balance(
              "burned",
              token,
              paid(life, address, OutboxMessage.Payment.BURN),
              play.simulated(new Effect.Recipient.Burn(), t)));
    }
    return balances;
  }

  private static BigInteger paid(DemoReport.Life life, Address token, Address to) {
    return life.account().payouts().stream()
        .filter(payout -> payout.token().equals(token) && payout.to().equals(to))
        .map(EscrowAccount.Payout::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Whether every scenario came out as simulated, and nothing was created or lost. */
  boolean asSimulated() {
    return report.conserved()
        && withdrawals.stream().allMatch(each -> each.onL1().equals(each.amount()))
        && played.stream().allMatch(Played::asSimulated);
  }

  /** The report as tables for people. */
  void print(PrintWriter out) {
    DemoTables.print(out, report);
    for (Played each : played) {
      out.println();
      out.println("== " + each.scenario() + ": gained and lost   on L1 / simulated");
      for (Balance balance : each.balances()) {
        if (balance.onL1().signum() != 0 || !balance.isAsSimulated()) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "  %-14s %20s / %s%s",
                  balance.who(),
                  signed(balance.onL1(), balance.token()),
                  signed(balance.simulated(), balance.token()),
                  balance.isAsSimulated() ? "" : "   DIFFERENT"));
        }
      }
      each.differences().forEach(difference -> out.println("  DIFFERENT: " + difference));
    }
    out.println();
    long held = played.stream().filter(Played::asSimulated).count();
    out.println(
        held
            + " of "
            + played.size()
            + (played.size() == 1 ? " scenario" : " scenarios")
            + " came out through the node as simulated, to the unit.");
  }

  private static String signed(BigInteger amount, Agreement.Token token) {
    return (amount.signum() < 0 ? "-" : "") + Money.show(amount.abs(), token);
  }

  /** The one JSON object that {@code --json} prints: that of the demo, with more of each. */
  ObjectNode json() {
    ObjectNode root = report.json();
    for (int i = 0; i < played.size(); i++) {
      Played each = played.get(i);
      ObjectNode node = (ObjectNode) root.path("agreements").path(i);
      node.put("scenario", each.scenario()).put("asSimulated", each.asSimulated());
      ArrayNode balances = node.putArray("balances");
      for (Balance balance : each.balances()) {
        balances
            .addObject()
            .put("who", balance.who())
            .put("token", balance.token().symbol())
            .put("onL1", balance.onL1().toString())
            .put("simulated", balance.simulated().toString());
      }
      ArrayNode differences = node.putArray("differences");
      each.differences().forEach(differences::add);
    }
    ArrayNode taken = root.putArray("withdrawals");
    for (Withdrawal withdrawal : withdrawals) {
      taken
          .addObject()
          .put("who", withdrawal.by().name())
          .put("token", withdrawal.token().toString())
          .put("amount", withdrawal.amount().toString())
          .put("onL1", withdrawal.onL1().toString());
    }
    root.put("asSimulated", asSimulated());
    return root;
  }
}
