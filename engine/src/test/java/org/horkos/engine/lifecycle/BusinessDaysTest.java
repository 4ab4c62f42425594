package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.junit.jupiter.api.Test;

/** CALENDAR. */
class BusinessDaysTest {
  private static final int SATURDAY_SUNDAY = 0x60;
  private static final LocalDate FRIDAY = LocalDate.of(2026, 12, 4);

  private static Calendar calendar(int offset, int weekend, LocalDate... holidays) {
    List<Integer> days =
        java.util.Arrays.stream(holidays).map(day -> (int) day.toEpochDay()).toList();
    return new Calendar(offset, weekend, 60_000, Calendar.DUE, days);
  }

  private static long at(LocalDate day, int hour, int offset) {
    return day.atTime(hour, 0).toEpochSecond(ZoneOffset.ofTotalSeconds(offset));
  }

  private static long close(LocalDate day, int offset) {
    return at(day.plusDays(1), 0, offset);
  }

  @Test
  void aDayAfterFridayEndsWithMonday() {
    Calendar calendar = calendar(0, SATURDAY_SUNDAY);
    long monday = close(FRIDAY.plusDays(3), 0);
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY, 0, 0), 1)).isEqualTo(monday);
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY, 23, 0), 1)).isEqualTo(monday);
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY.plusDays(2), 23, 0), 1)).isEqualTo(monday);
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY.plusDays(3), 0, 0), 1))
        .as("Monday has begun")
        .isEqualTo(close(FRIDAY.plusDays(4), 0));
  }

  /** What the compiler takes for the longest is reached, and never passed. */
  @Test
  void theCompilerKnowsHowLongBusinessDaysCanLast() {
    long seed = 20261130L;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      TreeSet<LocalDate> holidays = new TreeSet<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        holidays.add(FRIDAY.plusDays(random.nextInt(40)));
      }
      int weekend = random.nextBoolean() ? SATURDAY_SUNDAY : random.nextInt(127);
      Calendar calendar = calendar(0, weekend, holidays.toArray(LocalDate[]::new));
      int days = 1 + random.nextInt(20);
      long longest = 0;
      org.horkos.dsl.agreement.Calendar compiled =
          new org.horkos.dsl.agreement.Calendar("c", 0, weekend, 60_000, calendar.holidays());
      for (int hour = -24 * 80; hour < 24 * 60; hour++) {
        long instant = at(FRIDAY, 0, 0) + hour * 3_600L;
        long deadline = BusinessDays.deadline(calendar, instant, days);
        assertThat(compiled.deadline(instant, days * 86_400L)).isEqualTo(deadline);
        longest = Math.max(longest, deadline - instant);
      }
      assertThat(compiled.longest(days * 86_400L))
          .as("seed %d, round %d: %s, %d days", seed, round, calendar, days)
          .isEqualTo(longest);
    }
  }

  @Test
  void aHolidayIsNoBusinessDayAndOneAtAWeekendChangesNothing() {
    Calendar calendar =
        calendar(0, SATURDAY_SUNDAY, FRIDAY, FRIDAY.plusDays(1), FRIDAY.plusDays(3));
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY, 12, 0), 1))
        .isEqualTo(close(FRIDAY.plusDays(4), 0));
  }

  @Test
  void aHolidayThatMovesTheEndOntoAHolidayMovesItOn() {
    Calendar calendar =
        calendar(0, SATURDAY_SUNDAY, FRIDAY.plusDays(3), FRIDAY.plusDays(4), FRIDAY.plusDays(5));
    assertThat(BusinessDays.deadline(calendar, at(FRIDAY, 12, 0), 1))
        .isEqualTo(close(FRIDAY.plusDays(6), 0));
  }

  @Test
  void daysAreLocalOnes() {
    int east = 14 * 3_600;
    int west = -14 * 3_600;
    // Friday 12:00 UTC is Saturday there, and still Thursday evening on the other side
    assertThat(BusinessDays.deadline(calendar(east, SATURDAY_SUNDAY), at(FRIDAY, 12, 0), 1))
        .isEqualTo(close(FRIDAY.plusDays(3), east));
    assertThat(BusinessDays.deadline(calendar(west, SATURDAY_SUNDAY), at(FRIDAY, 12, 0), 1))
        .isEqualTo(close(FRIDAY, west));
    assertThat(BusinessDays.deadline(calendar(west, 0), 0, 1)).isEqualTo(86_400 + 14 * 3_600);
  }

  @Test
  void nearTheEndOfTimeItIsTheLastInstant() {
    Calendar calendar = calendar(0, SATURDAY_SUNDAY);
    long last = Long.MAX_VALUE - (1L << 32);
    assertThat(BusinessDays.deadline(calendar, last + 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(BusinessDays.deadline(calendar, last, 255)).isBetween(last, Long.MAX_VALUE);
  }

  @Test
  void itIsWhatCountingDayByDayGives() {
    long seed = 20_261_129L;
    Random random = new Random(seed);
    for (int run = 0; run < 20_000; run++) {
      TreeSet<Integer> holidays = new TreeSet<>();
      int first = random.nextInt(60_000);
      int many = random.nextInt(97);
      while (holidays.size() < many) {
        holidays.add(first + random.nextInt(400));
      }
      Calendar calendar =
          new Calendar(
              60 * (random.nextInt(1_681) - 840),
              random.nextInt(127),
              first + 400,
              Calendar.DUE,
              List.copyOf(holidays));
      long instant =
          Math.max(0, (first - 5L + random.nextInt(300)) * 86_400 + random.nextInt(86_400));
      int days = 1 + random.nextInt(255);
      long deadline = BusinessDays.deadline(calendar, instant, days);
      assertThat(deadline)
          .as("seed %s, run %s: %s, %s days after %s", seed, run, calendar, days, instant)
          .isEqualTo(counted(calendar, instant, days));
      assertThat(deadline - instant).isBetween(1L, BusinessDays.longest(calendar, days));
      assertThat(BusinessDays.deadline(calendar, instant + random.nextInt(200_000), days))
          .as("a later event has no earlier end")
          .isGreaterThanOrEqualTo(deadline);
    }
  }

  /** Day by day, by the calendar of the Java library. */
  private static long counted(Calendar calendar, long instant, int days) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(calendar.offsetSeconds());
    LocalDate day = LocalDateTime.ofEpochSecond(instant, 0, offset).toLocalDate();
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      boolean weekend = (calendar.weekend() >> (day.getDayOfWeek().getValue() - 1) & 1) == 1;
      if (!weekend && !calendar.holidays().contains((int) day.toEpochDay())) {
        left--;
      }
    }
    return close(day, calendar.offsetSeconds());
  }

  @Test
  void everyCountedDurationEndsWithABusinessDay() {
    MadeTerms made = new MadeTerms().judged();
    made.awardsByFact = true;
    long counted =
        Calendar.DUE | Calendar.MISSED | Calendar.CHALLENGE | Calendar.GRACE | Calendar.within(0);
    made.clauses.calendar = new Calendar(3_600, SATURDAY_SUNDAY, 60_000, counted, List.of());
    made.due = new Moment(Moment.Event.START, 0, 1);
    made.missed = new Moment(Moment.Event.DUE, 0, 2);
    made.grace = 1;
    made.challenge = 1;
    made.facts.set(0, within(made.facts.getFirst(), 3));
    // It starts on Friday, 2027-01-15, at 9 in the morning: every day ends at 23:00 UTC.
    Story story = new Story(MadeTerms.of(made)).clock();
    LocalDate friday = LocalDate.of(2027, 1, 15);
    assertThat(story.its(0).due()).isEqualTo(close(friday.plusDays(3), 3_600));
    assertThat(story.its(0).missed()).isEqualTo(close(friday.plusDays(6), 3_600));
    // midnight begins Tuesday, so the day of grace is Wednesday
    story.at(close(friday.plusDays(5), 3_600)).delivers(MadeTerms.STUDIO, 0);
    assertThat(late(story, story.now)).isZero();
    assertThat(late(story, story.now + 1)).isEqualTo(2 * 86_400 + 1);
    // delivered on Thursday at midnight: Friday, Monday and Tuesday to answer, Wednesday to contest
    long lapses = close(friday.plusDays(11), 3_600);
    story.at(lapses - 1).clock();
    assertThat(story.its(0).assertedAt()).isZero();
    story.at(lapses).clock();
    assertThat(story.its(0).assertedAt()).isEqualTo(lapses);
    story.challenges(MadeTerms.STUDIO, 0, 0, 0);
    assertThat(story.its(0).end()).isEqualTo(End.NONE);
  }

  private static long late(Story story, long deliveredAt) {
    DeliverableTerms part = story.terms.deliverables().getFirst();
    return FactWords.sheet(part, List.of(), story.its(0).due(), deliveredAt).secondsLate();
  }

  private static FactTerms within(FactTerms fact, long within) {
    return new FactTerms(
        fact.kind(),
        fact.contestable(),
        fact.source(),
        fact.index(),
        within,
        fact.silence(),
        fact.silenceWord(),
        fact.least(),
        fact.most());
  }
}
