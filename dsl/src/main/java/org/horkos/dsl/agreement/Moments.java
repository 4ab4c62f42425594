package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Word;

/** Types the moments of one deliverable. They may count only from what must have happened. */
final class Moments {
  private static final Set<String> BEGINNINGS =
      Set.of("signing", "signature", "begin", "beginning", "funding", "payment", "now", "today");

  private final Agreement frame;
  private final Resolution resolution;
  private final ResolvedDeliverable deliverable;
  private final Diagnostics diagnostics;

  Moments(
      Agreement frame,
      Resolution resolution,
      ResolvedDeliverable deliverable,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.resolution = resolution;
    this.deliverable = deliverable;
    this.diagnostics = diagnostics;
  }

  /**
   * The moment that is meant.
   *
   * @param dueKnown whether the deliverable's own due time may be its event
   */
  Optional<Moment> typed(Instant instant, boolean dueKnown) {
    Scope scope = deliverable.scope();
    return switch (instant.event()) {
      case START -> Optional.of(new Moment(Moment.Event.START, 0, instant.offset()));
      case DATE -> Optional.of(new Moment(Moment.Event.DATE, 0, instant.offset()));
      case DUE -> due(instant, dueKnown);
      case NAMED, NAMED_DUE -> {
        Optional<Moment> parameter = parameter(instant);
        if (parameter.isPresent()) {
          yield parameter;
        }
        if (noEvent(instant, dueKnown)) {
          yield Optional.empty();
        }
        Optional<Symbol.Deliverable> named =
            instant
                .name()
                .flatMap(
                    n -> scope.find(n, Symbol.Deliverable.class, "a deliverable", diagnostics));
        if (named.isEmpty()) {
          yield Optional.empty();
        }
        int index = named.get().index();
        boolean self = own(index);
        if (self && instant.event() == Instant.Event.NAMED_DUE) {
          yield due(instant, dueKnown);
        }
        if (self || !waitsFor(index)) {
          String other = resolution.deliverables().get(index).declaration().name().text();
          yield mayNotHappen(
              self ? DiagnosticCode.COUNTS_FROM_ITSELF : DiagnosticCode.EVENT_MAY_NOT_HAPPEN,
              instant.span(),
              self
                  ? "a deliverable cannot wait for its own end"
                  : "`"
                      + deliverable.declaration().name().text()
                      + "` does not wait for `"
                      + other
                      + "`, so this may never come",
              self ? "count from `start`" : "declare it `after " + other + "`");
        }
        yield Optional.of(
            new Moment(
                instant.event() == Instant.Event.NAMED ? Moment.Event.ENDED : Moment.Event.DUE_OF,
                index,
                instant.offset()));
      }
      case JOINS -> joins(instant);
    };
  }

  /** Reports what nobody declared and nobody can have meant for another deliverable. */
  private boolean noEvent(Instant instant, boolean dueKnown) {
    Word name = instant.name().orElse(null);
    if (name == null
        || instant.event() != Instant.Event.NAMED
        || deliverable.scope().find(name.text()).isPresent()) {
      return false;
    }
    List<String> others = new ArrayList<>(deliverable.scope().names(Symbol.Deliverable.class));
    others.remove(deliverable.declaration().name().text());
    if (Spelling.nearest(name.text(), others).isPresent()) {
      return false;
    }
    Diagnostic unknown =
        Diagnostic.of(
                DiagnosticCode.UNKNOWN_DELIVERABLE,
                name.span(),
                "there is no `" + name.text() + "` here; time counts from an event")
            .hint(
                joining(name)
                    + "count from `start`, when all money is in"
                    + (dueKnown ? ", or from `due`" : "")
                    + others.stream()
                        .limit(1)
                        .map(other -> ", or from the end of another deliverable: `" + other + "`")
                        .collect(Collectors.joining()));
    diagnostics.addUnknownOfTheText(
        BEGINNINGS.contains(name.text()) ? unknown.mend(name.span(), "start") : unknown);
    return true;
  }

  /** What counts from who joins, where an open seat performs and a word speaks of joining. */
  private String joining(Word name) {
    String performer = deliverable.declaration().performer().text();
    boolean open =
        deliverable.scope().find(performer).orElse(null) instanceof Symbol.Party party
            && frame.parties().get(party.index()).openForSeconds().isPresent();
    return open && name.text().startsWith("join")
        ? "count from `" + performer.replaceFirst("#.*", "") + " joins`, or "
        : "";
  }

  /** A date that is bound at signing. */
  private Optional<Moment> parameter(Instant instant) {
    return instant.event() == Instant.Event.NAMED
            && instant.name().flatMap(n -> deliverable.scope().find(n.text())).orElse(null)
                instanceof Symbol.Parameter parameter
            && frame.parameters().get(parameter.index()).date()
        ? Optional.of(new Moment(Moment.Event.DATE, parameter.index() + 1, instant.offset()))
        : Optional.empty();
  }

  private Optional<Moment> due(Instant instant, boolean dueKnown) {
    return dueKnown
        ? Optional.of(new Moment(Moment.Event.DUE, 0, instant.offset()))
        : mayNotHappen(
            DiagnosticCode.COUNTS_FROM_ITSELF,
            instant.span(),
            "the due time cannot count from itself",
            "count from `start`");
  }

  private Optional<Moment> joins(Instant instant) {
    Optional<Symbol.Party> party =
        instant
            .name()
            .flatMap(n -> deliverable.scope().find(n, Symbol.Party.class, "a party", diagnostics));
    if (party.isEmpty()) {
      return Optional.empty();
    }
    int index = party.get().index();
    Agreement.Party joining = frame.parties().get(index);
    if (joining.openForSeconds().isEmpty()) {
      return mayNotHappen(
          DiagnosticCode.NOBODY_JOINS,
          instant.span(),
          "`" + joining.name() + "` is named from the beginning and never joins",
          "count from `start`");
    }
    if (!performs(index)) {
      return mayNotHappen(
          DiagnosticCode.EVENT_MAY_NOT_HAPPEN,
          instant.span(),
          "nobody may ever join as `"
              + joining.name()
              + "`, and this deliverable does not end for that",
          "only the performer's joining can be waited for");
    }
    return Optional.of(new Moment(Moment.Event.JOINS, index, instant.offset()));
  }

  // A seat that stays empty cancels what its party performs, and what waits for that.
  private boolean performs(int party) {
    Optional<ResolvedDeliverable> at = Optional.of(deliverable);
    for (int steps = 0; at.isPresent() && steps <= resolution.deliverables().size(); steps++) {
      Word performer = at.get().declaration().performer();
      if (performer.text().equals(frame.parties().get(party).name())) {
        return true;
      }
      at = at.get().after().map(resolution.deliverables()::get);
    }
    return false;
  }

  private boolean own(int index) {
    return resolution.deliverables().get(index).declaration() == deliverable.declaration();
  }

  private boolean waitsFor(int index) {
    Optional<Integer> at = deliverable.after();
    for (int steps = 0; at.isPresent() && steps <= resolution.deliverables().size(); steps++) {
      if (at.get() == index) {
        return true;
      }
      at = resolution.deliverables().get(at.get()).after();
    }
    return false;
  }

  private Optional<Moment> mayNotHappen(
      DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
    return Optional.empty();
  }
}
