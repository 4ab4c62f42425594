package org.horkos.dsl.agreement;

import java.util.List;
import java.util.Optional;

/**
 * What only some deliverables have. Indexes are positions in the lists of the {@link Deliverable}
 * and the {@link Agreement}.
 *
 * @param measuredBy the fact of the type time that says when it was delivered
 * @param excuse the fact that says by how much due moves
 * @param byItself whether it counts as delivered at its due time, without anybody delivering
 * @param afterAnyEnd whether what it waits for may end in any way
 * @param mayEnd who may end it, and from when on
 * @param missedEndsAll whether everything ends if it is missed
 * @param failedEndsAll whether everything ends if it fails
 * @param owes what its performer pays in, which is then the delivery
 * @param carriesFrom the deliverable whose unpaid rest is owed here too
 * @param business which of its durations count business days
 * @param entry the contest in which it is ranked
 * @param contest what is shared out among entries, if it is a contest itself
 * @param asked the facts that are asked only on a condition
 * @param records what is recorded of parties' reputation
 */
public record Clauses(
    Optional<Integer> measuredBy,
    Optional<Integer> excuse,
    boolean byItself,
    boolean afterAnyEnd,
    Optional<MayEnd> mayEnd,
    boolean missedEndsAll,
    boolean failedEndsAll,
    List<Owes> owes,
    Optional<Integer> carriesFrom,
    Optional<Business> business,
    Optional<Entry> entry,
    Optional<Contest> contest,
    List<Asked> asked,
    List<Points> records) {
  /** None of them. */
  public static final Clauses NONE =
      new Clauses(
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          false,
          false,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  public Clauses {
    owes = List.copyOf(owes);
    asked = List.copyOf(asked);
    records = List.copyOf(records);
  }

  /**
   * A power to end a deliverable as missed while it is open.
   *
   * @param party who may
   * @param from from when on
   */
  public record MayEnd(int party, Moment from) {}

  /**
   * Money that the performer pays in.
   *
   * @param to who gets it
   * @param token its token
   * @param amount of parameters and constants, floored to base units when bound
   * @param whenLate whether it is owed only if it is paid after due and grace
   */
  public record Owes(int to, int token, Quantity amount, boolean whenLate) {}

  /**
   * Durations that count business days: their seconds are 86,400 for each.
   *
   * @param calendar index into {@link Agreement#calendars()}
   * @param due whether due does
   * @param missed whether missed does
   * @param challenge whether the challenge window does
   * @param grace whether grace does
   * @param facts those whose source has business days
   */
  public record Business(
      int calendar,
      boolean due,
      boolean missed,
      boolean challenge,
      boolean grace,
      List<Integer> facts) {
    private static final long DAY = 86_400;

    public Business {
      facts = List.copyOf(facts);
    }

    /**
     * One of these durations for people, such as {@code 5 business days in berlin}.
     *
     * @param seconds 86,400 for each day
     * @param calendars those of the agreement
     */
    public String shown(long seconds, List<Calendar> calendars) {
      long days = seconds / DAY;
      return days
          + (days == 1 ? " business day in " : " business days in ")
          + calendars.get(calendar).name();
    }
  }

  /**
   * A place in a contest.
   *
   * @param contest index of the contest's deliverable
   * @param value what it is ranked by, floored; never below 0
   */
  public record Entry(int contest, Quantity value) {}

  /**
   * A contest: its pay is shared out when all its entries have ended.
   *
   * @param shares whether each entry gets a share in proportion to its value; else places count
   * @param placesBps what each place gets of the pay, in basis points; empty with shares
   * @param first index of the first entry
   * @param count how many entries follow each other from there
   */
  public record Contest(boolean shares, List<Integer> placesBps, int first, int count) {
    public Contest {
      placesBps = List.copyOf(placesBps);
    }
  }

  /**
   * A fact that is asked only on a condition; unasked, it is what its silence means.
   *
   * @param facts those with this condition
   * @param when the condition, over other facts
   */
  public record Asked(List<Integer> facts, Condition when) {
    public Asked {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Points of reputation.
   *
   * @param label what they are for
   * @param party whose
   * @param points how many, floored
   * @param when on which condition
   */
  public record Points(String label, int party, Quantity points, Condition when) {}
}
