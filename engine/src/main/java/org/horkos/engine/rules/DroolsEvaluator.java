package org.horkos.engine.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Fraction;
import org.horkos.engine.rules.Explanation.Kind;
import org.horkos.engine.rules.Explanation.RuleOutcome;
import org.horkos.engine.rules.Explanation.Value;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;

/**
 * Evaluates with Drools, straight from the typed agreement, and explains. A deliverable's rules are
 * built when they are first needed. Safe for threads; each evaluation has a session of its own.
 */
public final class DroolsEvaluator implements Evaluator {
  private final Agreement agreement;
  private final Terms terms;
  private final List<Amounts> amounts;
  private final AtomicReferenceArray<RuleBase> bases;

  /**
   * The evaluator of an agreement.
   *
   * @param agreement the typed text
   * @param bindings what its signers fixed
   * @param terms what both were compiled to: pots and parties
   */
  public DroolsEvaluator(Agreement agreement, Bindings bindings, Terms terms) {
    this.agreement = agreement;
    this.terms = terms;
    this.amounts =
        agreement.deliverables().stream()
            .map(deliverable -> Amounts.of(deliverable, bindings.parameters()))
            .toList();
    this.bases = new AtomicReferenceArray<>(agreement.deliverables().size());
  }

  @Override
  public Verdict evaluate(int deliverable, FactSheet sheet) {
    return verdict(deliverable, fired(deliverable, sheet));
  }

  /** The verdict with every rule, whether it held, and the values that it looked at. */
  public Explanation explain(int deliverable, FactSheet sheet) {
    Deliverable typed = agreement.deliverables().get(deliverable);
    Sheet fired = fired(deliverable, sheet);
    List<RuleOutcome> rules = new ArrayList<>();
    for (int i = 0; i < typed.requires().size(); i++) {
      Deliverable.Require require = typed.requires().get(i);
      rules.add(
          new RuleOutcome(
              Kind.REQUIRE,
              i,
              require.label(),
              fired.requireHeld(i),
              values(typed, fired, new Reading.Looked().at(require.condition())),
              Optional.empty()));
    }
    List<Deliverable.Award> awards =
        typed.awards().isEmpty() ? List.of(Deliverable.Award.all()) : typed.awards();
    for (int i = 0; i < awards.size(); i++) {
      Deliverable.Award award = awards.get(i);
      rules.add(
          new RuleOutcome(
              Kind.AWARD,
              i,
              award.share().map(DroolsEvaluator::percent).orElse("" + (i + 1)),
              fired.awardHeld(i),
              values(typed, fired, new Reading.Looked().at(award.when()).at(award.amount())),
              fired.awarded(i)));
    }
    for (int i = 0; i < typed.penalties().size(); i++) {
      Deliverable.Penalty penalty = typed.penalties().get(i);
      Reading.Looked looked = new Reading.Looked().at(penalty.when()).at(penalty.amount());
      rules.add(
          new RuleOutcome(
              Kind.PENALTY,
              i,
              penalty.label(),
              fired.penaltyHeld(i) && fired.penalty(i).signum() > 0,
              values(typed, fired, looked),
              Optional.of(fired.penalty(i)).filter(taken -> taken.signum() > 0)));
    }
    for (int i = 0; i < typed.clauses().records().size(); i++) {
      Clauses.Points points = typed.clauses().records().get(i);
      Reading.Looked looked = new Reading.Looked().at(points.when()).at(points.points());
      rules.add(
          new RuleOutcome(
              Kind.RECORD,
              i,
              points.label(),
              fired.recorded(i).isPresent(),
              values(typed, fired, looked),
              fired.recorded(i)));
    }
    return new Explanation(typed.name(), rules, verdict(deliverable, fired));
  }

  private Sheet fired(int deliverable, FactSheet facts) {
    Sheet sheet = new Sheet(facts, agreement.deliverables().get(deliverable));
    base(deliverable).fire(sheet);
    return sheet;
  }

  private Verdict verdict(int deliverable, Sheet fired) {
    return Verdict.compose(
        terms.deliverables().get(deliverable),
        terms.head().parties().size(),
        fired.reached(agreement.deliverables().get(deliverable)));
  }

  private RuleBase base(int deliverable) {
    RuleBase known = bases.get(deliverable);
    if (known != null) {
      return known;
    }
    RuleBase built =
        new RuleBase(agreement.deliverables().get(deliverable), amounts.get(deliverable));
    // two threads may build the same at once; either is as good
    bases.set(deliverable, built);
    return built;
  }

  private List<Value> values(Deliverable typed, Sheet sheet, Reading.Looked looked) {
    List<Value> values = new ArrayList<>();
    for (int index : looked.facts()) {
      Deliverable.Fact fact = typed.facts().get(index);
      values.add(new Value(fact.name(), sheet.word(index), text(fact, sheet.word(index))));
    }
    if (looked.earliness()) {
      BigInteger seconds = BigInteger.valueOf(sheet.secondsEarly());
      values.add(new Value("early", seconds, span(sheet.secondsEarly()) + " early"));
    }
    if (looked.lateness()) {
      BigInteger seconds = BigInteger.valueOf(sheet.secondsLate());
      values.add(new Value("late", seconds, duration(sheet.secondsLate())));
    }
    return values;
  }

  private String text(Deliverable.Fact fact, BigInteger word) {
    return switch (fact.domain()) {
      case Deliverable.Domain.Range range ->
          range
              .token()
              .map(token -> agreement.tokens().get(token))
              .map(
                  token ->
                      new BigDecimal(word, token.decimals()).stripTrailingZeros().toPlainString()
                          + " "
                          + token.symbol())
              .orElseGet(word::toString);
      case Deliverable.Domain.Choice choice ->
          word.signum() >= 0 && word.compareTo(BigInteger.valueOf(choice.options().size())) < 0
              ? choice.options().get(word.intValueExact())
              : word.toString();
      case Deliverable.Domain.TimeSpan _ -> span(word.longValue());
      case Deliverable.Domain.Percent _ ->
          new BigDecimal(word, 2).stripTrailingZeros().toPlainString() + "%";
      case Deliverable.Domain.Time _ ->
          java.time.Instant.ofEpochSecond(word.longValue()).toString();
      case Deliverable.Domain.Document document -> "0x" + word.toString(16);
    };
  }

  private static String duration(long seconds) {
    if (seconds == 0) {
      return "on time";
    }
    return span(seconds) + " late";
  }

  private static String span(long seconds) {
    long hours = seconds / 3600;
    long rest = seconds % 3600;
    return hours + " h " + rest / 60 + " min " + rest % 60 + " s";
  }

  private static String percent(Fraction share) {
    return share.times(Fraction.of(100)).decimal() + "%";
  }
}
