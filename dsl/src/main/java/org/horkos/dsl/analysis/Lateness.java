package org.horkos.dsl.analysis;

import java.util.Optional;
import java.util.function.Predicate;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/** How late a delivery can be. */
final class Lateness {
  private static final long HOUR = 3_600;
  private static final long UNKNOWN = 200L * 365 * 86_400;

  private Lateness() {}

  /** Whether it is neither early nor late: what nobody delivers counts as delivered at due. */
  static boolean isOnTime(Deliverable deliverable) {
    return deliverable.clauses().byItself() && deliverable.clauses().measuredBy().isEmpty();
  }

  /** The most seconds before due at which something can be delivered. */
  static long mostEarly(Deliverable deliverable) {
    if (isOnTime(deliverable)) {
      return 0;
    }
    boolean measured = deliverable.clauses().measuredBy().isPresent();
    if (counts(deliverable, Clauses.Business::due) || measured && deliverable.attempts() > 1) {
      // What a fact measures stays where it is when a reopened deliverable moves its due.
      return UNKNOWN;
    }
    return switch (deliverable.due().event()) {
      case START -> deliverable.due().offsetSeconds();
      // It opens at that event or later; but what a fact measures may lie before it.
      case ENDED, JOINS -> measured ? UNKNOWN : deliverable.due().offsetSeconds();
      case DUE, DUE_OF, DATE -> UNKNOWN;
    };
  }

  /** The most seconds behind due at which something can still be delivered. */
  static long mostSeconds(Deliverable deliverable) {
    if (isOnTime(deliverable)) {
      return 0;
    }
    Moment due = deliverable.due();
    Moment missed = deliverable.missed();
    // If due alone counts business days it lies later than here, and the lateness is less.
    if (counts(deliverable, Clauses.Business::missed)) {
      return UNKNOWN;
    }
    if (missed.event() == Moment.Event.DUE) {
      return missed.offsetSeconds();
    }
    boolean sameEvent = missed.event() == due.event() && missed.index() == due.index();
    return sameEvent ? Math.max(0, missed.offsetSeconds() - due.offsetSeconds()) : UNKNOWN;
  }

  /** Whether a duration counts business days, which last longer than so many days. */
  private static boolean counts(Deliverable deliverable, Predicate<Clauses.Business> duration) {
    return deliverable.clauses().business().filter(duration).isPresent();
  }

  /** The last full hour behind due and grace at which something can surely be delivered. */
  static Optional<Long> latestHour(Deliverable deliverable) {
    long most = mostSeconds(deliverable);
    long latest = (most - 1) / HOUR * HOUR;
    return most == UNKNOWN || latest <= deliverable.graceSeconds()
        ? Optional.empty()
        : Optional.of(latest);
  }
}
