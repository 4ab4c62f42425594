package org.horkos.dsl.scenario;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Step;
import org.horkos.dsl.syntax.Word;

/** The facts that steps of a scenario state: names to indexes, values to words. */
final class StatedFacts {
  private final Agreement agreement;
  private final Money money;
  private final Diagnostics diagnostics;

  /** Reads facts of an agreement's deliverables. */
  StatedFacts(Agreement agreement, Money money, Diagnostics diagnostics) {
    this.agreement = agreement;
    this.money = money;
    this.diagnostics = diagnostics;
  }

  /** Values of facts that can be contested, at least one. */
  Optional<SortedMap<Integer, BigInteger>> contested(
      int deliverable, List<Step.Stated> stated, Span span) {
    Optional<SortedMap<Integer, BigInteger>> facts = stated(deliverable, stated);
    for (Step.Stated one : stated) {
      if (contestable(deliverable, one.fact()).isEmpty()) {
        return Optional.empty();
      }
    }
    if (stated.isEmpty()) {
      report(
          DiagnosticCode.SCENARIO_FACTS,
          span,
          "no fact is named",
          "say between the braces what the facts should be");
      return Optional.empty();
    }
    return facts;
  }

  /** A fact that can be contested. */
  Optional<Integer> contestable(int deliverable, Word name) {
    Optional<Integer> fact = fact(deliverable, name);
    if (fact.isPresent()
        && !agreement.deliverables().get(deliverable).facts().get(fact.get()).contestable()) {
      report(
          DiagnosticCode.NOT_CONTESTABLE,
          name.span(),
          "`" + name.text() + "` can be contested by nobody",
          "decisions and documents are no matter for a court");
      return Optional.empty();
    }
    return fact;
  }

  /** Values of facts, each once. */
  Optional<SortedMap<Integer, BigInteger>> stated(int deliverable, List<Step.Stated> stated) {
    SortedMap<Integer, BigInteger> words = new TreeMap<>();
    boolean whole = true;
    for (Step.Stated one : stated) {
      Optional<Integer> fact = fact(deliverable, one.fact());
      Optional<BigInteger> word =
          fact.flatMap(
              f ->
                  money.word(
                      one.value(),
                      agreement.deliverables().get(deliverable).facts().get(f).domain()));
      whole &= word.isPresent();
      if (word.isPresent() && words.put(fact.get(), word.get()) != null) {
        report(
            DiagnosticCode.STATED_TWICE,
            one.fact().span(),
            "`" + one.fact().text() + "` is stated twice",
            "leave one of them out");
        whole = false;
      }
    }
    return whole ? Optional.of(words) : Optional.empty();
  }

  /** A fact by its name. */
  Optional<Integer> fact(int deliverable, Word name) {
    Deliverable of = agreement.deliverables().get(deliverable);
    List<String> names = of.facts().stream().map(Deliverable.Fact::name).toList();
    int index = names.indexOf(name.text());
    if (index >= 0) {
      return Optional.of(index);
    }
    report(
        DiagnosticCode.UNKNOWN_FACT,
        name.span(),
        "`" + of.name() + "` has no fact `" + name.text() + "`",
        Spelling.nearest(name.text(), names)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("it has " + String.join(", ", names)));
    return Optional.empty();
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
