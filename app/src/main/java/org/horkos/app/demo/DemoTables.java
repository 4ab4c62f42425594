package org.horkos.app.demo;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.horkos.app.binding.Money;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.Reasons;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.escrow.payout.EscrowAccount;
import org.horkos.node.settlement.GasBook;

/** The report as tables for people. */
final class DemoTables {
  private DemoTables() {}

  static void print(PrintWriter out, DemoReport report) {
    for (DemoReport.Life life : report.agreements()) {
      print(out, life);
    }
    out.println();
    out.println("gas of L1 calls           calls       mean      least       most");
    for (GasBook.Entry entry : report.gas()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %-22s %6d %,10d %,10d %,10d",
              entry.kind(),
              entry.calls(),
              entry.mean(),
              entry.least(),
              entry.most()));
    }
    out.println();
    out.println(report.steps() + " steps on L2 in " + report.batches() + " batches");
    out.println("state root of the node  " + report.stateRoot());
    out.println("state root on L1        " + report.rootOnL1());
    out.println(
        report.conserved()
            ? "What went in has come out, to the unit, as L1 tells it."
            : "SOMETHING IS MISSING: what went in has not come out.");
  }

  private static void print(PrintWriter out, DemoReport.Life life) {
    DemoAgreement demo = life.opened().agreement();
    Narrator narrator = demo.narrator();
    out.println();
    out.println("== " + demo.title() + ", escrow " + life.opened().escrow());
    Map<String, List<String>> in = new LinkedHashMap<>();
    for (EscrowAccount.Deposit deposit : life.account().deposits()) {
      in.computeIfAbsent(narrator.party(deposit.party()), name -> new ArrayList<>())
          .add(money(demo, deposit.token(), deposit.amount()));
    }
    Map<String, BigInteger> paid = new LinkedHashMap<>();
    Map<String, org.horkos.dsl.value.Address> tokenOf = new LinkedHashMap<>();
    for (EscrowAccount.Payout payout : life.account().payouts()) {
      String key = life.recipient(payout.to());
      paid.merge(key, payout.amount(), BigInteger::add);
      tokenOf.put(key, payout.token());
    }
    in.forEach(
        (name, amounts) ->
            out.println(String.format(Locale.ROOT, "  put in  %-10s %s", name, sum(amounts))));
    paid.forEach(
        (name, amount) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "  got     %-10s %-14s %s",
                    name,
                    money(demo, Objects.requireNonNull(tokenOf.get(name)), amount),
                    reasons(life, name))));
    life.judged().forEach(judgement -> print(out, narrator, judgement));
    out.println("  left in the escrow: " + life.balanceAfter());
  }

  /** How a deliverable ended, and which rules said so. */
  private static void print(PrintWriter out, Narrator narrator, Judgement judgement) {
    Effect.Ended ended = judgement.ended();
    out.println(
        "  "
            + narrator.name(ended.deliverable())
            + ": "
            + ended.end().name().toLowerCase(Locale.ROOT)
            + ended
                .verdict()
                .map(verdict -> ", " + narrator.verdict(ended.deliverable(), verdict))
                .orElse(""));
    Reasons reasons = new Reasons(narrator);
    judgement
        .rules()
        .ifPresent(
            rules ->
                reasons
                    .rules(ended.deliverable(), rules)
                    .forEach(rule -> out.println("    " + rule)));
    judgement
        .ruled()
        .ifPresent(
            ruled ->
                reasons
                    .dispute(ended.deliverable(), judgement.contested(), ruled)
                    .forEach(line -> out.println("    " + line)));
  }

  /** What the payouts to somebody were for, as L2 decided them. */
  private static String reasons(DemoReport.Life life, String name) {
    Narrator narrator = life.opened().agreement().narrator();
    return life.judged().stream()
        .map(Judgement::ended)
        .flatMap(
            ended ->
                ended.payouts().stream()
                    .filter(payout -> narrator.recipient(payout.to()).equals(name))
                    .map(
                        payout ->
                            narrator.name(ended.deliverable())
                                + " "
                                + Narrator.why(payout.source())
                                + " "
                                + Money.show(
                                    payout.amount(),
                                    life.opened()
                                        .agreement()
                                        .agreement()
                                        .tokens()
                                        .get(payout.token()))))
        .collect(Collectors.joining(", "));
  }

  private static String money(
      DemoAgreement demo, org.horkos.dsl.value.Address token, BigInteger amount) {
    int index = demo.bindings().tokens().indexOf(token);
    Agreement.Token shown = demo.agreement().tokens().get(index);
    return Money.show(amount, shown);
  }

  private static String sum(List<String> amounts) {
    return String.join(" + ", amounts);
  }
}
