package org.horkos.dsl.agreement;

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

  public Calendar {
    holidays = List.copyOf(holidays);
  }

  /**
   * The most seconds that business days can last, whenever they begin.
   *
   * @param seconds 86,400 for each of them
   */
  public long longest(long seconds) {
    long days = seconds / DAY + holidays.size();
    int open = WEEK - Integer.bitCount(weekend);
    return seconds == 0 ? 0 : (Math.ceilDiv(days, open) + 1) * WEEK * DAY + DAY;
  }
}
