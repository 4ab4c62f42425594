package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.Effect;

/** One scenario as it is played: who has to pay what, and what came otherwise than expected. */
final class Play {
  private final DemoAgreement demo;
  private final Map<Integer, BigInteger> approved = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private Optional<DemoStage.Opened> opened = Optional.empty();

  Play(DemoAgreement demo) {
    this.demo = demo;
  }

  DemoAgreement demo() {
    return demo;
  }

  /** Unix second in which the last named party's money is in. */
  long start() {
    return demo.plan().start();
  }

  /** Unix second in which everything has ended, as simulated. */
  long closes() {
    return demo.plan().life().stream().mapToLong(Narrator::instant).max().orElse(start());
  }

  /** Those who take an open seat. */
  Set<Integer> joiners() {
    return demo.plan().plan().stream()
        .map(ScenarioRun.Planned::action)
        .filter(Scenario.Action.Join.class::isInstance)
        .map(join -> ((Scenario.Action.Join) join).party())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The named parties that have something to pay in. */
  List<Integer> owing() {
    return demo.named().stream()
        .filter(
            party ->
                demo.terms().head().money().stream()
                    .anyMatch(money -> money.party() == party && money.deposit().signum() > 0))
        .toList();
  }

  /** Those who pay into the escrow: the named ones and those who join. */
  Set<Integer> payers() {
    Set<Integer> payers = new TreeSet<>(demo.named());
    payers.addAll(joiners());
    return payers;
  }

  /** What a party pays from its account on L2, by token. */
  Map<Address, BigInteger> payIns(int party) {
    Map<Address, BigInteger> sums = new HashMap<>();
    for (ScenarioRun.Planned planned : demo.plan().plan()) {
      if (planned.action() instanceof Scenario.Action.PayIn pay && pay.party() == party) {
        sums.merge(demo.owedToken(pay.deliverable()), pay.amount(), BigInteger::add);
      }
    }
    return sums;
  }

  /** The ETH that a party's deposits take, wei; its tokens are approved. */
  BigInteger approved(int party) {
    return approved.getOrDefault(party, BigInteger.ZERO);
  }

  void approve(int party, BigInteger value) {
    approved.put(party, value);
  }

  DemoStage.Opened opened() {
    return opened.orElseThrow();
  }

  void begins(DemoStage.Opened as) {
    opened = Optional.of(as);
  }

  /** Something came otherwise than simulated. */
  void differs(String sentence) {
    differences.add(sentence);
  }

  List<String> differences() {
    return List.copyOf(differences);
  }

  /** What a party has more (or less) of a token after its simulated life than before it. */
  BigInteger simulated(int party, int token) {
    BigInteger change = BigInteger.ZERO;
    for (PartyMoney money : demo.terms().head().money()) {
      if (money.party() == party && money.token() == token && payers().contains(party)) {
        change = change.subtract(money.deposit());
      }
    }
    for (Effect effect : demo.plan().life()) {
      change = change.add(moved(effect, party, token));
    }
    return change;
  }

  private BigInteger moved(Effect effect, int party, int token) {
    return switch (effect) {
      case Effect.Ended ended -> paid(ended, new Effect.Recipient.Party(party), token);
      case Effect.Paid paid when paid.token() == token -> {
        int payer = demo.agreement().deliverables().get(paid.deliverable()).performer();
        BigInteger got =
            paid.shares().stream()
                .filter(share -> share.to() == party)
                .map(Effect.Paid.Share::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
        yield payer == party ? got.subtract(paid.amount()) : got;
      }
      default -> BigInteger.ZERO;
    };
  }

  /** What the court or nobody gets of a token in the simulated life. */
  BigInteger simulated(Effect.Recipient recipient, int token) {
    return demo.plan().life().stream()
        .filter(Effect.Ended.class::isInstance)
        .map(ended -> paid((Effect.Ended) ended, recipient, token))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger paid(Effect.Ended ended, Effect.Recipient to, int token) {
    return ended.payouts().stream()
        .filter(payout -> payout.token() == token && payout.to().equals(to))
        .map(Effect.Payout::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
