package org.horkos.dsl.agreement;

import java.util.Collections;
import java.util.List;

/**
 * Which days are business days.
 *
 * @param name its name
 * @param offsetSeconds how far its clocks are ahead of UTC, the whole year
 * @param weekend bit d: the day of the week d is no business day, 0 being Monday
 * @param lastDay the last day whose holidays are known, in days since 1970-01-01
 * @param holidays days that are no business days, ascending, in days since 1970-01-01
 */
public record Calendar(
    String name, int offsetSeconds, int weekend, int lastDay, List<Integer> holidays) {
  private static final long DAY = 86_400;
  private static final int WEEK = 7;

  /** Holidays of more days than this are taken to fall together. */
  private static final int MOST_DAYS = 20_000;

  public Calendar {
    holidays = List.copyOf(holidays);
  }

  /**
   * The most seconds that business days can last, whenever they begin: they are over at the end of
   * the last of them, and the day in which they begin is none of them (docs/protocol/lifecycle.md,
   * "Business days").
   *
   * @param seconds 86,400 for each of them
   */
  public long longest(long seconds) {
    int days = (int) (seconds / DAY);
    if (days == 0) {
      return 0;
    }
    int open = WEEK - Integer.bitCount(weekend);
    int horizon = (Math.ceilDiv(days + holidays.size(), open) + 1) * WEEK;
    int first = holidays.isEmpty() ? 0 : holidays.getFirst() - horizon;
    int last = holidays.isEmpty() ? WEEK : holidays.getLast() + WEEK;
    if (last - first > MOST_DAYS) {
      return (horizon + 1) * DAY;
    }
    int longest = 0;
    int at = first;
    int counted = 0;
    for (int begun = first; begun <= last; begun++) {
      while (counted < days) {
        at++;
        counted += isBusiness(at) ? 1 : 0;
      }
      longest = Math.max(longest, at + 1 - begun);
      counted -= isBusiness(begun + 1) ? 1 : 0;
    }
    return longest * DAY;
  }

  /**
   * When so many business days after the local day of an instant are over, at local midnight.
   *
   * @param instant Unix seconds
   * @param seconds 86,400 for each of them
   */
  public long deadline(long instant, long seconds) {
    int day = (int) Math.floorDiv(instant + offsetSeconds, DAY);
    for (long left = seconds / DAY; left > 0; left -= isBusiness(day) ? 1 : 0) {
      day++;
    }
    return (day + 1) * DAY - offsetSeconds;
  }

  /** Day 0, 1970-01-01, was a Thursday. */
  private boolean isBusiness(int day) {
    return (weekend >> Math.floorMod(day + 3, WEEK) & 1) == 0
        && Collections.binarySearch(holidays, day) < 0;
  }
}
