package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the special clauses of a deliverable while it is typed. */
final class ClausesBuilder {
  private Optional<Integer> measuredBy = Optional.empty();
  private Optional<Integer> excuse = Optional.empty();
  private boolean byItself;
  private boolean afterAnyEnd;
  private Optional<Clauses.MayEnd> mayEnd = Optional.empty();
  private boolean missedEndsAll;
  private boolean failedEndsAll;
  private final List<Clauses.Owes> owes = new ArrayList<>();
  private Optional<Integer> carriesFrom = Optional.empty();
  private Optional<Clauses.Business> business = Optional.empty();
  private Optional<Clauses.Entry> entry = Optional.empty();
  private Optional<Clauses.Contest> contest = Optional.empty();
  private final List<Clauses.Asked> asked = new ArrayList<>();
  private final List<Clauses.Points> records = new ArrayList<>();

  ClausesBuilder measuredBy(int fact) {
    measuredBy = Optional.of(fact);
    return this;
  }

  ClausesBuilder excuse(int fact) {
    excuse = Optional.of(fact);
    return this;
  }

  ClausesBuilder byItself() {
    byItself = true;
    return this;
  }

  ClausesBuilder mayEnd(Clauses.MayEnd power) {
    mayEnd = Optional.of(power);
    return this;
  }

  ClausesBuilder endsAll(boolean missed, boolean failed) {
    missedEndsAll = missed;
    failedEndsAll = failed;
    return this;
  }

  ClausesBuilder owes(Clauses.Owes debt) {
    owes.add(debt);
    return this;
  }

  ClausesBuilder carriesFrom(int deliverable) {
    carriesFrom = Optional.of(deliverable);
    afterAnyEnd = true;
    return this;
  }

  ClausesBuilder business(Optional<Clauses.Business> durations) {
    business = durations;
    return this;
  }

  ClausesBuilder entry(Clauses.Entry place) {
    entry = Optional.of(place);
    return this;
  }

  ClausesBuilder contest(Clauses.Contest pot) {
    contest = Optional.of(pot);
    return this;
  }

  ClausesBuilder asked(Clauses.Asked facts) {
    asked.add(facts);
    return this;
  }

  ClausesBuilder points(Clauses.Points points) {
    records.add(points);
    return this;
  }

  List<Clauses.Owes> debts() {
    return owes;
  }

  Clauses build() {
    return new Clauses(
        measuredBy,
        excuse,
        byItself,
        afterAnyEnd,
        mayEnd,
        missedEndsAll,
        failedEndsAll,
        owes,
        carriesFrom,
        business,
        entry,
        contest,
        asked,
        records);
  }
}
