package org.horkos.dsl.agreement;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Length;

/** Which durations of one deliverable count business days, and of which calendar. */
final class BusinessDays {
  private final Resolution resolution;
  private final Scope scope;
  private final Diagnostics diagnostics;
  private Optional<Integer> calendar = Optional.empty();

  BusinessDays(Resolution resolution, Scope scope, Diagnostics diagnostics) {
    this.resolution = resolution;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** Those of a deliverable with these clauses; empty if it has none. */
  Optional<Clauses.Business> of(Resolution.ResolvedDeliverable source) {
    Optional<Clause.Due> due = source.one(Clause.Due.class);
    boolean inDue = due.map(Clause.Due::moment).map(this::taken).orElse(false);
    boolean inGrace = due.flatMap(Clause.Due::grace).map(this::taken).orElse(false);
    boolean inMissed =
        source.one(Clause.Missed.class).map(Clause.Missed::moment).map(this::taken).orElse(false);
    boolean inChallenge =
        source
            .one(Clause.Challenge.class)
            .map(Clause.Challenge::within)
            .map(this::taken)
            .orElse(false);
    TreeSet<Integer> facts = new TreeSet<>();
    List<Clause.Fact> all = source.all(Clause.Fact.class);
    for (int i = 0; i < all.size(); i++) {
      boolean counts =
          all.get(i).source().map(Clause.Source::within).map(this::taken).orElse(false);
      if (counts) {
        facts.add(i);
      }
    }
    source
        .one(Clause.Allow.class)
        .map(Clause.Allow::from)
        .filter(from -> from.business().isPresent())
        .ifPresent(from -> report(from.span(), "a power cannot count business days", "write days"));
    return calendar.map(
        index ->
            new Clauses.Business(index, inDue, inMissed, inChallenge, inGrace, List.copyOf(facts)));
  }

  private boolean taken(Instant moment) {
    return moment.business().filter(business -> taken(business, moment.span())).isPresent();
  }

  private boolean taken(Length length) {
    return length.business().filter(business -> taken(business, length.span())).isPresent();
  }

  private boolean taken(Length.Business business, Span span) {
    if (business.days() == 0) {
      report(span, "a deadline after no business days is none", "write at least 1 business day");
    }
    Optional<Integer> named =
        business.calendar().isPresent()
            ? business
                .calendar()
                .flatMap(name -> scope.find(name, Symbol.Calendar.class, "a calendar", diagnostics))
                .map(Symbol.Calendar::index)
            : only(span);
    if (named.isPresent() && calendar.isPresent() && !named.equals(calendar)) {
      report(span, "one deliverable keeps one calendar", "name the same one everywhere in it");
    }
    calendar = calendar.isPresent() ? calendar : named;
    return named.isPresent();
  }

  /** The only calendar of the text. */
  private Optional<Integer> only(Span span) {
    if (resolution.calendars().size() == 1) {
      scope.find(resolution.calendars().getFirst().name().text());
      return Optional.of(0);
    }
    report(
        span,
        resolution.calendars().isEmpty()
            ? "business days are those of a calendar, and there is none"
            : "it is not said by which calendar business days are counted",
        "declare `calendar berlin { … }` and write `5 business days in berlin`");
    return Optional.empty();
  }

  private void report(Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(DiagnosticCode.NO_CALENDAR, span, message).hint(hint));
  }
}
