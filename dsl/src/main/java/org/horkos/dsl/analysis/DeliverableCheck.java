package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Outlier;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/** What can be said of one deliverable before anybody signs. */
public final class DeliverableCheck {
  /** How many parts of rules are looked at in all cases of a text together. */
  private static final long MOST_STEPS = 2_000_000;

  private final Agreement frame;
  private final List<Optional<Deliverable>> deliverables;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Map<Span, Condition> quorums;
  private final Counterexamples counterexamples;
  private final Budget budget;
  private final Diagnostics diagnostics;

  private DeliverableCheck(
      Agreement frame,
      List<Optional<Deliverable>> deliverables,
      Deliverable deliverable,
      TypedText.Places places,
      Map<Span, Condition> quorums,
      Counterexamples counterexamples,
      Budget budget,
      Diagnostics diagnostics) {
    this.budget = budget;
    this.counterexamples = counterexamples;
    this.frame = frame;
    this.deliverables = deliverables;
    this.deliverable = deliverable;
    this.places = places;
    this.quorums = quorums;
    this.diagnostics = diagnostics;
  }

  /** Checks every deliverable that could be typed, also when others could not. */
  public static void check(TypedText text, Policy policy, Diagnostics diagnostics) {
    Counterexamples counterexamples = new Counterexamples(text.frame(), text.agreement());
    Budget budget = new Budget(MOST_STEPS);
    for (int i = 0; i < text.deliverables().size(); i++) {
      if (!text.outliers().get(i).isEmpty()) {
        outliers(text, i, diagnostics);
      } else if (text.deliverables().get(i).isPresent()) {
        new TimesCheck(text, i, counterexamples, diagnostics).check();
        new CalendarCheck(text, i, diagnostics).check();
        new DeliverableCheck(
                text.frame(),
                text.deliverables(),
                text.deliverables().get(i).get(),
                text.places().get(i),
                text.quorums().get(i),
                counterexamples,
                budget,
                diagnostics)
            .check();
      }
    }
    if (!diagnostics.hasErrors()) {
      new FloorCheck(text, policy, budget, diagnostics).check();
    }
  }

  /** Of a deliverable in which a number can leave its bounds nothing else is said. */
  private static void outliers(TypedText text, int index, Diagnostics diagnostics) {
    Counterexamples lives = new Counterexamples(text.frame(), text.withoutOutliers());
    for (Outlier outlier : text.outliers().get(index)) {
      diagnostics.add(
          Diagnostic.of(outlier.code(), outlier.span(), outlier.message())
              .hint(outlier.hint())
              .counterexample(
                  text.deliverables()
                      .get(index)
                      .filter(one -> one.clauses().contest().isEmpty())
                      .flatMap(one -> lives.outlier(one, outlier, "beyond its bounds"))));
    }
  }

  private void check() {
    for (int i = 0; i < deliverable.facts().size(); i++) {
      source(deliverable.facts().get(i), places.facts().get(i));
    }
    new Contestants(frame, deliverable, places, diagnostics).check();
    new LotCheck(frame, deliverable, places, counterexamples, budget, diagnostics).check();
    new ConditionCheck(frame.parameters(), deliverable, places, quorums, budget, diagnostics)
        .check();
    new RuleReach(frame.parameters(), deliverable, places, counterexamples, budget, diagnostics)
        .check();
    silences();
    new UnaskedCheck(frame, deliverable, places, counterexamples, budget, diagnostics).check();
    new OwnCauseCheck(
            frame, deliverables, deliverable, places, counterexamples, budget, diagnostics)
        .check();
    if (budget.wasShort()) {
      report(
          DiagnosticCode.TOO_MANY_CASES,
          places.head(),
          "the rules of `"
              + deliverable.name()
              + "` can meet in so many ways that not all were looked at: a useless rule or a costly"
              + " silence may have been passed over",
          "let fewer facts stand together: split the deliverable, or count flaws in one fact");
    }
  }

  private void source(Deliverable.Fact fact, Span span) {
    boolean claimed =
        fact.source() instanceof Source.Performer
            || fact.source() instanceof Source.Other o && o.silence() instanceof Silence.AsClaimed;
    if (claimed && deliverable.clauses().byItself()) {
      report(
          DiagnosticCode.SILENCE_UNCLEAR,
          span,
          "nobody delivers `"
              + deliverable.name()
              + "`, so nobody states or claims `"
              + fact.name()
              + "` with a delivery",
          "name who states it, and what his silence means: `by client within 3 days, silence means"
              + " …`");
      return;
    }
    int stater = deliverable.performer();
    if (fact.source() instanceof Source.Other other && !other.attestor()) {
      if (other.index() == deliverable.performer() && !deliverable.clauses().byItself()) {
        report(
            DiagnosticCode.SOURCE_IS_PERFORMER,
            span,
            "`"
                + party(other.index())
                + "` performs `"
                + deliverable.name()
                + "` and states its facts with the delivery",
            "leave `by …` out, or name somebody else");
        return;
      }
      stater = other.index();
    }
    if (!fact.contestable()) {
      return;
    }
    boolean attested = fact.source() instanceof Source.Other other && other.attestor();
    boolean performerStates =
        fact.source() instanceof Source.Performer
            || (fact.source() instanceof Source.Other other
                && other.silence() instanceof Silence.AsClaimed);
    if (performerStates) {
      needsLot(deliverable.performer(), fact, span);
    }
    if (!attested) {
      needsLot(stater, fact, span);
    }
  }

  private void needsLot(int party, Deliverable.Fact fact, Span span) {
    if (deliverable.lots().stream().noneMatch(lot -> lot.owner() == party)) {
      report(
          DiagnosticCode.NO_LOT,
          span,
          "`"
              + party(party)
              + "` states `"
              + fact.name()
              + "`, but has no bond in `"
              + deliverable.name()
              + "` to answer for it",
          "add a clause `bond "
              + (deliverable.pays().isEmpty() ? "50 USDC" : "10% of pay")
              + " by "
              + party(party)
              + "`");
    }
  }

  private void silences() {
    List<Condition> all = new ArrayList<>();
    deliverable.requires().forEach(r -> all.add(r.condition()));
    deliverable.awards().forEach(a -> all.add(a.when()));
    if (all.isEmpty() || deliverable.pays().isEmpty()) {
      return;
    }
    Optional<Cases> cases = Cases.of(deliverable, all, budget);
    for (int i = 0; i < deliverable.facts().size(); i++) {
      silence(i, cases);
    }
  }

  // Rule 10: where a neutral's silence costs somebody.
  private void silence(int index, Optional<Cases> cases) {
    Deliverable.Fact fact = deliverable.facts().get(index);
    if (!(fact.source() instanceof Source.Other other)
        || !(other.silence() instanceof Silence.Means means)
        || !neutral(other)
        || deliverable.pays().isEmpty()
        || deliverable.awards().stream().anyMatch(award -> award.share().isEmpty())) {
      return;
    }
    // Each word is looked at in all cases.
    if (cases.isEmpty() || !budget.take(cases.get().steps())) {
      return;
    }
    Fraction best = Fraction.ZERO;
    Fraction least = Fraction.ONE;
    Fraction silent = Fraction.ZERO;
    List<BigInteger> words =
        cases.get().all().stream()
            .flatMap(c -> Optional.ofNullable(c.words().get(index)).stream())
            .distinct()
            .toList();
    if (words.isEmpty()) {
      return;
    }
    for (BigInteger word : words) {
      Fraction award = bestAward(cases.get(), index, word);
      best = best.max(award);
      least = least.min(award);
    }
    silent = bestAward(cases.get(), index, nearest(words, means.word()));
    String source =
        other.attestor() ? frame.attestors().get(other.index()).name() : party(other.index());
    boolean performerPays = silent.compareTo(best) < 0;
    if (performerPays) {
      costly(
          index,
          "if `"
              + source
              + "` is silent, `"
              + party(deliverable.performer())
              + "` gets at best "
              + percent(silent)
              + " of the pay, though another answer could give "
              + percent(best),
          deliverable.clauses().byItself()
              ? "let silence mean what costs neither side"
              : "`silence means as claimed` costs nobody who is right",
          at ->
              words.stream()
                  .map(w -> at.with(index, w).award())
                  .max(BigInteger::compareTo)
                  .orElseThrow()
                  .subtract(at.award()));
    } else if (least.compareTo(best) < 0) {
      costly(
          index,
          "if `"
              + source
              + "` is silent, "
              + String.join(
                  ", ", deliverable.pays().stream().map(p -> "`" + party(p.payer()) + "`").toList())
              + " may pay for what nobody has looked at",
          "somebody with a bond has to contest the value in time",
          at ->
              at.award()
                  .subtract(
                      words.stream()
                          .map(w -> at.with(index, w).award())
                          .min(BigInteger::compareTo)
                          .orElseThrow()));
    }
  }

  private void costly(int fact, String message, String hint, Function<Situation, BigInteger> loss) {
    Source.Other other = (Source.Other) deliverable.facts().get(fact).source();
    BigInteger silence = ((Silence.Means) other.silence()).word();
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.COSTLY_SILENCE, places.facts().get(fact), message)
            .hint(hint)
            .counterexample(
                counterexamples.silent(
                    deliverable,
                    fact,
                    at ->
                        at.words().get(fact).equals(silence)
                            ? Fraction.of(loss.apply(at))
                            : Fraction.ZERO,
                    "nobody says " + deliverable.facts().get(fact).name())));
  }

  private static BigInteger nearest(List<BigInteger> words, BigInteger wanted) {
    // The words stand for all values between two of them; the one at or below stands for this.
    BigInteger found = words.getFirst();
    for (BigInteger word : words) {
      boolean nearer =
          word.compareTo(wanted) <= 0 && (found.compareTo(wanted) > 0 || word.compareTo(found) > 0);
      found = nearer ? word : found;
    }
    return found;
  }

  private Fraction bestAward(Cases cases, int fact, BigInteger word) {
    Fraction best = Fraction.ZERO;
    for (Cases.Case at : cases.all()) {
      if (!word.equals(at.words().get(fact))
          || deliverable.requires().stream().anyMatch(r -> !Cases.holds(r.condition(), at))) {
        continue;
      }
      if (deliverable.awards().isEmpty()) {
        return Fraction.ONE;
      }
      for (Deliverable.Award award : deliverable.awards()) {
        best = Cases.holds(award.when(), at) ? best.max(award.share().orElseThrow()) : best;
      }
    }
    return best;
  }

  private boolean neutral(Source.Other other) {
    return other.attestor()
        || deliverable.pays().stream().noneMatch(pay -> pay.payer() == other.index());
  }

  private static String percent(Fraction share) {
    Fraction hundred = share.times(Fraction.of(100));
    return hundred.isInteger()
        ? hundred + "%"
        : new java.math.BigDecimal(hundred.numerator())
                .divide(
                    new java.math.BigDecimal(hundred.denominator()), 2, java.math.RoundingMode.DOWN)
                .toPlainString()
            + "%";
  }

  private String party(int index) {
    return frame.parties().get(index).name();
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
