package org.horkos.engine.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Clauses;
import org.jspecify.annotations.Nullable;

/** Clauses, one after the other. */
final class SomeClauses {
  @Nullable Integer measuredBy;
  @Nullable Integer excuse;
  boolean byItself;
  boolean afterAnyEnd;
  Clauses.@Nullable MayEnd mayEnd;
  int endsAll;
  final List<Clauses.Owes> owes = new ArrayList<>();
  @Nullable Integer carriesFrom;
  Clauses.@Nullable Calendar calendar;
  @Nullable Integer entryOf;
  Clauses.@Nullable Contest contest;
  final List<Clauses.Asked> asked = new ArrayList<>();

  Clauses made() {
    return new Clauses(
        Optional.ofNullable(measuredBy),
        Optional.ofNullable(excuse),
        byItself,
        afterAnyEnd,
        Optional.ofNullable(mayEnd),
        endsAll,
        owes,
        Optional.ofNullable(carriesFrom),
        Optional.ofNullable(calendar),
        Optional.ofNullable(entryOf),
        Optional.ofNullable(contest),
        asked);
  }
}
