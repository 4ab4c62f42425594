package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/** How early and how late a deliverable can be, in seconds past due; never narrower than it is. */
final class Latenesses {
  /** Longer than any time span of the language. */
  private static final long UNKNOWN = 200L * 365 * 86_400;

  private final Agreement agreement;
  private final List<BigInteger> parameters;
  private final Deliverable deliverable;
  private final Optional<Clauses.Business> business;

  Latenesses(Agreement agreement, List<BigInteger> parameters, Deliverable deliverable) {
    this.agreement = agreement;
    this.parameters = parameters;
    this.deliverable = deliverable;
    this.business = deliverable.clauses().business();
  }

  Range range() {
    long most = deliverable.clauses().byItself() ? 0 : mostLate();
    return Range.of(Math.min(-mostEarly(), most), most);
  }

  private long mostEarly() {
    boolean measured = deliverable.clauses().measuredBy().isPresent();
    if (deliverable.clauses().byItself() && !measured) {
      return 0;
    }
    Moment due = deliverable.due();
    boolean counted = business.filter(Clauses.Business::due).isPresent();
    long offset = counted ? longest(due.offsetSeconds()) : due.offsetSeconds();
    return switch (due.event()) {
      // What a fact measures stays where it is when a reopened deliverable moves its due.
      case START -> measured && deliverable.attempts() > 1 ? UNKNOWN : offset;
      // It opens at that event or later; but what a fact measures may lie before it.
      case ENDED -> measured ? UNKNOWN : offset;
      case JOINS -> measured ? beforeJoining(offset) : offset;
      case DUE, DUE_OF, DATE -> UNKNOWN;
    };
  }

  /** What a fact measures may lie as far back as the start, before the performer has joined. */
  private long beforeJoining(long offset) {
    int joins = deliverable.due().index();
    if (joins != deliverable.performer() || deliverable.attempts() > 1) {
      return UNKNOWN;
    }
    return agreement
        .parties()
        .get(joins)
        .openForSeconds()
        .map(open -> open + offset)
        .orElse(UNKNOWN);
  }

  /** What is delivered in the second in which it is missed comes too late. */
  private long mostLate() {
    Moment due = deliverable.due();
    Moment missed = deliverable.missed();
    boolean counted = business.filter(Clauses.Business::missed).isPresent();
    if (missed.event() == Moment.Event.DUE) {
      long offset = missed.offsetSeconds();
      return (counted ? longest(offset) : offset) - 1;
    }
    if (counted) {
      return UNKNOWN;
    }
    if (due.event() == Moment.Event.DATE && missed.event() == Moment.Event.DATE) {
      return date(missed) - date(due) - 1;
    }
    boolean same = due.event() == missed.event() && due.index() == missed.index();
    return same ? missed.offsetSeconds() - due.offsetSeconds() - 1 : UNKNOWN;
  }

  private long date(Moment moment) {
    long base = moment.index() > 0 ? parameters.get(moment.index() - 1).longValueExact() : 0;
    return base + moment.offsetSeconds();
  }

  /** The most seconds that so many business days can last, in seconds of days. */
  private long longest(long seconds) {
    return agreement.calendars().get(business.orElseThrow().calendar()).longest(seconds);
  }
}
