package org.horkos.app.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.app.binding.Money;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.scenario.Scenario.Expectation;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.verdict.Verdict;

/** Compares what a scenario expects with what has been paid out and recorded by then. */
public final class Expectations {
  private final Agreement agreement;
  private final ScenarioWords words;

  /** The expectations of one agreement's scenarios. */
  public Expectations(Agreement agreement) {
    this.agreement = agreement;
    this.words = new ScenarioWords(agreement);
  }

  /**
   * Says what is different.
   *
   * @param effects everything that has happened so far
   * @return empty if the expectation holds
   */
  public Optional<ScenarioRun.Problem> check(Expectation expected, List<Effect> effects) {
    BigInteger found =
        switch (expected) {
          case Expectation.Paid money -> paid(money, effects);
          case Expectation.Records records -> BigInteger.valueOf(recorded(records, effects));
        };
    return found.equals(expected.amount())
        ? Optional.empty()
        : Optional.of(
            new ScenarioRun.Problem(
                expected.span(),
                words.tell(expected)
                    + " "
                    + show(expected, expected.amount())
                    + " is expected, but it is "
                    + show(expected, found)));
  }

  private String show(Expectation expected, BigInteger amount) {
    return switch (expected) {
      case Expectation.Paid money -> Money.show(amount, agreement.tokens().get(money.token()));
      case Expectation.Records records -> amount.toString();
    };
  }

  private static long recorded(Expectation.Records expected, List<Effect> effects) {
    return effects.stream()
        .flatMap(
            effect -> effect instanceof Effect.Ended ended ? ended.verdict().stream() : Stream.of())
        .flatMap(verdict -> verdict.records().stream())
        .filter(points -> points.to() == expected.party())
        .mapToLong(Verdict.Points::points)
        .sum();
  }

  private static BigInteger paid(Expectation.Paid expected, List<Effect> effects) {
    BigInteger paid = BigInteger.ZERO;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Paid in
          && in.token() == expected.token()
          && expected instanceof Expectation.Gets gets) {
        for (Effect.Paid.Share share : in.shares()) {
          paid = share.to() == gets.party() ? paid.add(share.amount()) : paid;
        }
      }
      if (effect instanceof Effect.Ended ended) {
        for (Effect.Payout payout : ended.payouts()) {
          if (payout.token() == expected.token() && meant(expected, payout)) {
            paid = paid.add(payout.amount());
          }
        }
      }
    }
    return paid;
  }

  private static boolean meant(Expectation.Paid expected, Effect.Payout payout) {
    boolean bond = payout.source() == Effect.Reason.BOND;
    return switch (expected) {
      case Expectation.Gets gets ->
          !bond && payout.to().equals(new Effect.Recipient.Party(gets.party()));
      case Expectation.Recovers recovers ->
          bond && payout.to().equals(new Effect.Recipient.Party(recovers.party()));
      case Expectation.CourtGets court -> payout.to() instanceof Effect.Recipient.Court;
      case Expectation.Burned burned -> payout.to() instanceof Effect.Recipient.Burn;
    };
  }
}
