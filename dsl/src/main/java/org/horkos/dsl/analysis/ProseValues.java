package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Money;

/** The values of an agreement that its prose can show, in words. */
final class ProseValues {
  private final Agreement agreement;

  ProseValues(Agreement agreement) {
    this.agreement = agreement;
  }

  /** The value that a path of names shows; empty if it shows none. */
  Optional<String> of(String path) {
    String[] names = path.split("\\.", -1);
    return switch (names.length) {
      case 1 ->
          agreement.parameters().stream()
              .filter(p -> p.name().equals(names[0]))
              .map(this::bounds)
              .findFirst();
      case 2 ->
          seat(names[0], names[1])
              .or(() -> court(names[0], names[1]))
              .or(() -> deliverable(names[0]).flatMap(d -> part(d, names[1])));
      case 3 ->
          names[2].equals("within")
              ? deliverable(names[0]).flatMap(d -> within(d, names[1]))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Deliverable> deliverable(String name) {
    return agreement.deliverables().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  private Optional<String> seat(String name, String part) {
    return agreement.parties().stream()
        .filter(p -> p.name().equals(name) && part.equals("open"))
        .flatMap(p -> p.openForSeconds().stream())
        .map(ProseCheck::span)
        .findFirst();
  }

  private Optional<String> court(String name, String part) {
    return agreement.courts().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .flatMap(
            c ->
                switch (part) {
                  case "draws" -> Optional.of(Integer.toString(c.draws()));
                  case "evidence" -> Optional.of(ProseCheck.span(c.evidenceSeconds()));
                  default -> Optional.empty();
                });
  }

  private Optional<String> part(Deliverable d, String part) {
    Optional<Clauses.Business> days = d.clauses().business();
    return switch (part) {
      case "due" -> Optional.of(moment(d, d.due(), days.filter(Clauses.Business::due)));
      case "missed" -> Optional.of(moment(d, d.missed(), days.filter(Clauses.Business::missed)));
      case "grace" -> Optional.of(span(d.graceSeconds(), days.filter(Clauses.Business::grace)));
      case "challenge" ->
          Optional.of(span(d.challengeSeconds(), days.filter(Clauses.Business::challenge)));
      case "attempts" -> Optional.of(Integer.toString(d.attempts()));
      default -> Optional.empty();
    };
  }

  private Optional<String> within(Deliverable d, String name) {
    for (int i = 0; i < d.facts().size(); i++) {
      int index = i;
      if (d.facts().get(i).name().equals(name)
          && d.facts().get(i).source() instanceof Deliverable.Source.Other other) {
        return Optional.of(
            span(
                other.withinSeconds(),
                d.clauses().business().filter(days -> days.facts().contains(index))));
      }
    }
    return Optional.empty();
  }

  private String span(long seconds, Optional<Clauses.Business> counted) {
    return counted
        .map(days -> days.shown(seconds, agreement.calendars()))
        .orElseGet(() -> ProseCheck.span(seconds));
  }

  private String moment(Deliverable d, Moment moment, Optional<Clauses.Business> counted) {
    String name = named(d, moment);
    boolean exact = moment.event() == Moment.Event.DATE && moment.index() == 0;
    if (exact || moment.offsetSeconds() == 0) {
      return switch (moment.event()) {
        case DUE, DUE_OF, JOINS -> "when " + name;
        case START, ENDED -> "at " + name;
        case DATE -> name;
      };
    }
    return span(moment.offsetSeconds(), counted) + " after " + name;
  }

  private String named(Deliverable d, Moment moment) {
    return switch (moment.event()) {
      case START -> "start";
      case DUE -> d.name() + " is due";
      case ENDED -> "the end of " + agreement.deliverables().get(moment.index()).name();
      case DUE_OF -> agreement.deliverables().get(moment.index()).name() + " is due";
      case JOINS -> agreement.parties().get(moment.index()).name() + " joins";
      case DATE ->
          moment.index() == 0
              ? Written.date(moment.offsetSeconds())
              : agreement.parameters().get(moment.index() - 1).name();
    };
  }

  private String bounds(Agreement.Parameter parameter) {
    String symbol = parameter.token().map(t -> " " + agreement.tokens().get(t).symbol()).orElse("");
    int decimals = parameter.token().map(t -> agreement.tokens().get(t).decimals()).orElse(0);
    return Money.decimal(parameter.least(), decimals)
        + " to "
        + Money.decimal(parameter.most(), decimals)
        + symbol;
  }
}
