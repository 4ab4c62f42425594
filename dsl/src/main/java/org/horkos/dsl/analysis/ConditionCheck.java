package org.horkos.dsl.analysis;

import java.util.List;
import java.util.Map;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;

/** Whether each condition of a deliverable can hold, and can fail to: else it says nothing. */
final class ConditionCheck {
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Map<Span, Condition> quorums;
  private final Constancy constancy;
  private final Ranges ranges;
  private final Diagnostics diagnostics;

  /**
   * For one deliverable.
   *
   * @param quorums on which conditions its panels need so many votes, by the places of these
   */
  ConditionCheck(
      List<Agreement.Parameter> parameters,
      Deliverable deliverable,
      TypedText.Places places,
      Map<Span, Condition> quorums,
      Budget budget,
      Diagnostics diagnostics) {
    this.deliverable = deliverable;
    this.places = places;
    this.quorums = quorums;
    this.ranges = new Ranges(parameters, deliverable);
    this.constancy = new Constancy(parameters, deliverable, budget);
    this.diagnostics = diagnostics;
  }

  void check() {
    for (int i = 0; i < deliverable.requires().size(); i++) {
      constant(
          constancy.closely(deliverable.requires().get(i).condition()),
          places.requires().get(i),
          "the award is always 0",
          "it demands nothing");
    }
    asked();
    records();
    quorums.forEach((place, when) -> quorum(place, when));
    for (int i = 0; i < deliverable.awards().size(); i++) {
      Deliverable.Award award = deliverable.awards().get(i);
      if (award.when() instanceof Condition.Always) {
        continue; // it was written without a condition
      }
      constant(
          constancy.closely(award.when()),
          places.awards().get(i),
          "this award is never given",
          "this award is given whatever the facts are");
    }
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      Condition when = deliverable.penalties().get(i).when();
      if (ranges.of(deliverable.penalties().get(i).amount()).most().floor().signum() <= 0) {
        report(
            DiagnosticCode.NEVER_HOLDS,
            places.penalties().get(i),
            "this penalty comes to nothing, whatever the facts and parameters are",
            "let it take more, or leave it out");
        continue;
      }
      if (!(when instanceof Condition.Always)) {
        constant(
            constancy.closely(when),
            places.penalties().get(i),
            "this penalty is never taken",
            "this penalty is taken whatever the facts are");
      }
    }
  }

  private void quorum(Span place, Condition when) {
    Points points = Points.of(when);
    if (!points.facts().isEmpty() || points.late()) {
      return; // the panel may decide elsewhere too, where these facts have other ranges
    }
    constant(
        constancy.closely(when),
        place,
        "so many votes are never needed",
        "so many votes are always needed");
  }

  private void records() {
    List<Clauses.Points> records = deliverable.clauses().records();
    for (int i = 0; i < records.size(); i++) {
      if (!(records.get(i).when() instanceof Condition.Always)) {
        constant(
            constancy.closely(records.get(i).when()),
            places.records().get(i),
            "this is never recorded",
            "this is recorded whatever the facts are");
      }
    }
  }

  private void asked() {
    for (Clauses.Asked asked : deliverable.clauses().asked()) {
      constant(
          constancy.closely(asked.when()),
          places.facts().get(asked.facts().getFirst()),
          "this is never asked",
          "this is always asked");
    }
  }

  private void constant(Constancy.Truth truth, Span span, String never, String always) {
    switch (truth) {
      case NEVER ->
          report(
              DiagnosticCode.NEVER_HOLDS,
              span,
              "no values of the facts and parameters fulfil this: " + never,
              "mind the ranges of the facts: they are what can be stated, not what is demanded");
      case ALWAYS ->
          report(
              DiagnosticCode.ALWAYS_HOLDS,
              span,
              "all values of the facts and parameters fulfil this: " + always,
              "mind the ranges of the facts, or leave the condition out");
      case SOMETIMES -> {}
    }
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
