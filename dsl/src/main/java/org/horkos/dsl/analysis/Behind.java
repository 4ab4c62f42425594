package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/**
 * By how much a moment comes after due and grace of its deliverable, at least. Business days last
 * at least so many days and at most so long as weekends and holidays allow; who joins does so
 * between start and the end of his time, and what is kept ends between start and its last day.
 */
final class Behind {
  private final Agreement frame;
  private final Timeline timeline;
  private final Deliverable own;
  private final Optional<Clauses.Business> business;

  Behind(Agreement frame, Timeline timeline, Deliverable own) {
    this.frame = frame;
    this.timeline = timeline;
    this.own = own;
    this.business = own.clauses().business();
  }

  /**
   * A moment and two bounds of it, in seconds after its event.
   *
   * @param moment the event that it counts from
   * @param least at the earliest so many seconds after it
   * @param most at the latest so many
   */
  private record Window(Moment moment, long least, long most) {
    Window later(long leastSeconds, long mostSeconds) {
      return new Window(moment, least + leastSeconds, most + mostSeconds);
    }

    boolean is(Moment.Event event) {
      return moment.event() == event;
    }

    boolean sharesEventWith(Window other) {
      return moment.event() == other.moment.event()
          && moment.index() == other.moment.index()
          && !is(Moment.Event.DATE);
    }
  }

  /** The missed date behind due and grace, in seconds; below 0 if it may come before; if known. */
  Optional<Long> missed() {
    return late(own.missed(), counts(Clauses.Business::missed));
  }

  /** The same of a moment that counts no business days. */
  Optional<Long> of(Moment moment) {
    return late(moment, false);
  }

  private Optional<Long> late(Moment moment, boolean counted) {
    long grace = own.graceSeconds();
    boolean graceCounted = counts(Clauses.Business::grace);
    if (moment.event() == Moment.Event.DUE) {
      return Optional.of(difference(moment.offsetSeconds(), counted, grace, graceCounted));
    }
    long mostGrace = most(grace, graceCounted);
    Moment due = own.due();
    boolean dueCounted = counts(Clauses.Business::due);
    if (moment.event() == due.event() && moment.index() == due.index()) {
      return Optional.of(
          difference(moment.offsetSeconds(), counted, due.offsetSeconds(), dueCounted) - mostGrace);
    }
    Optional<Window> first = window(moment, counted);
    Optional<Window> second = window(due, dueCounted).map(window -> window.later(grace, mostGrace));
    return first.flatMap(one -> second.flatMap(other -> gap(one, other)));
  }

  private Optional<Long> gap(Window first, Window second) {
    if (first.sharesEventWith(second)) {
      return Optional.of(first.least() - second.most());
    }
    if (first.is(Moment.Event.DATE) && second.is(Moment.Event.DATE)) {
      return timeline.gap(
          Timeline.later(first.moment(), first.least()),
          Timeline.later(second.moment(), second.most()));
    }
    if (second.is(Moment.Event.DATE)) {
      // Nobody knows how long before that date everybody has signed and paid in.
      return Optional.of(Long.MIN_VALUE);
    }
    boolean ends = first.is(Moment.Event.ENDED) && second.is(Moment.Event.ENDED);
    return ends || first.is(Moment.Event.DATE)
        ? Optional.empty()
        : fromStart(first)
            .flatMap(one -> fromStart(second).map(other -> one.least() - other.most()));
  }

  /** The same counted from start; empty if what it counts from may end at any time. */
  private Optional<Window> fromStart(Window window) {
    Moment start = new Moment(Moment.Event.START, 0, 0);
    int index = window.moment().index();
    return switch (window.moment().event()) {
      case START -> Optional.of(window);
      case JOINS ->
          frame
              .parties()
              .get(index)
              .openForSeconds()
              .map(open -> new Window(start, window.least(), window.most() + open));
      case ENDED ->
          timeline
              .kept(index)
              .filter(end -> end.event() == Moment.Event.START)
              .map(end -> new Window(start, window.least(), window.most() + end.offsetSeconds()));
      case DATE, DUE, DUE_OF -> Optional.empty();
    };
  }

  private Optional<Window> window(Moment moment, boolean counted) {
    Moment event = new Moment(moment.event(), moment.index(), 0);
    long seconds = moment.offsetSeconds();
    return switch (moment.event()) {
      case START, JOINS, ENDED, DATE ->
          Optional.of(new Window(event, seconds, most(seconds, counted)));
      case DUE, DUE_OF ->
          timeline
              .of(new Moment(moment.event(), moment.index(), 0), own)
              .map(
                  due ->
                      new Window(
                          new Moment(due.event(), due.index(), 0),
                          due.offsetSeconds() + seconds,
                          due.offsetSeconds() + most(seconds, counted)));
    };
  }

  /** The least by which so many seconds are more than so many others of the same event. */
  private long difference(long first, boolean firstCounted, long second, boolean secondCounted) {
    // Of business days of one calendar the more take longer, by a day each at least.
    return firstCounted && secondCounted && first >= second
        ? first - second
        : first - most(second, secondCounted);
  }

  private boolean counts(java.util.function.Predicate<Clauses.Business> duration) {
    return business.filter(duration).isPresent();
  }

  /** The most seconds that a duration lasts. */
  private long most(long seconds, boolean counted) {
    return counted
        ? frame.calendars().get(business.orElseThrow().calendar()).longest(seconds)
        : seconds;
  }
}
