package org.horkos.engine.lifecycle;

import org.horkos.dsl.backend.terms.Clauses.Calendar;

/**
 * Durations that are counts of business days: docs/protocol/lifecycle.md, "Business days". Its work
 * is bounded by a week and the holidays, however many days are counted.
 */
final class BusinessDays {
  private static final long DAY = 86_400;
  private static final int WEEK = 7;

  /** More seconds than any count of days and holidays comes to. */
  private static final long LONGEST = 1L << 32;

  private BusinessDays() {}

  /**
   * When the last of so many business days after the local day of an instant closes, at local
   * midnight.
   *
   * @param calendar which days are business days, and where
   * @param instant Unix second, not below 0
   * @param days 1 to 255
   * @return Unix second, after {@code instant}; 2^63 - 1 within 2^32 seconds of that
   */
  static long deadline(Calendar calendar, long instant, int days) {
    if (instant > Long.MAX_VALUE - LONGEST) {
      return Long.MAX_VALUE;
    }
    // A week later, so that no local time is below 0.
    long today = (instant + calendar.offsetSeconds() + WEEK * DAY) / DAY - WEEK;
    int working = WEEK - Integer.bitCount(calendar.weekend());
    long day = today + (long) WEEK * ((days - 1) / working);
    for (int left = (days - 1) % working + 1; left > 0; left--) {
      day = nextWeekday(calendar, day);
    }
    for (int holiday : calendar.holidays()) {
      if (holiday > day) {
        break;
      }
      if (holiday > today && isWeekday(calendar, holiday)) {
        day = nextWeekday(calendar, day);
      }
    }
    return (day + 1) * DAY - calendar.offsetSeconds();
  }

  /** The most seconds from any instant to the deadline after it. */
  static long longest(Calendar calendar, int days) {
    int working = WEEK - Integer.bitCount(calendar.weekend());
    int weeks = Math.ceilDiv(days + calendar.holidays().size(), working);
    return ((long) WEEK * weeks + 1) * DAY;
  }

  private static long nextWeekday(Calendar calendar, long day) {
    long next = day + 1;
    while (!isWeekday(calendar, next)) {
      next++;
    }
    return next;
  }

  /** Day 0, 1970-01-01, was a Thursday. */
  private static boolean isWeekday(Calendar calendar, long day) {
    return (calendar.weekend() >> (int) ((day + 3) % WEEK) & 1) == 0;
  }
}
