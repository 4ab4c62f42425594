package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Moment;

/**
 * What a deliverable's part says beyond what every part says: docs/protocol/terms.md, "Clauses".
 * Facts, deliverables, parties and tokens are named by index.
 *
 * @param measuredBy the TIME fact whose word counts as the instant of delivery where lateness is
 *     computed
 * @param excuse the performer's own NUMBER fact whose seconds are added to due where lateness is
 *     computed
 * @param byItself nobody delivers: at its due time it counts as delivered
 * @param afterAnyEnd it opens when the deliverable that it waits for has ended in any way, not only
 *     when that was kept
 * @param mayEnd who may end it while it is open, as missed
 * @param endsAll with which ends of it everything else ends too: {@link #IF_MISSED} and {@link
 *     #IF_FAILED}; 0 for none
 * @param owes money that is the thing delivered, in the text's order
 * @param carriesFrom the deliverable whose unpaid rest is added to what is owed here
 * @param calendar which durations are business days, and which days those are
 * @param entryOf the contest in which its value counts
 * @param contest for a deliverable that shares its pay out among entries
 * @param asked facts that are awaited only if the program asks for them, ascending by fact
 */
public record Clauses(
    Optional<Integer> measuredBy,
    Optional<Integer> excuse,
    boolean byItself,
    boolean afterAnyEnd,
    Optional<MayEnd> mayEnd,
    int endsAll,
    List<Owes> owes,
    Optional<Integer> carriesFrom,
    Optional<Calendar> calendar,
    Optional<Integer> entryOf,
    Optional<Contest> contest,
    List<Asked> asked) {
  /** The bit of {@link #endsAll()} for {@code missed}. */
  public static final int IF_MISSED = 1;

  /** The bit of {@link #endsAll()} for {@code failed}. */
  public static final int IF_FAILED = 2;

  /** A part without clauses. */
  public static final Clauses NONE =
      new Clauses(
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          0,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Clauses {
    owes = List.copyOf(owes);
    asked = List.copyOf(asked);
  }

  /** The kinds that stand here, in the order of the encoding; OWES once for each entry. */
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    measuredBy.ifPresent(_ -> kinds.add(Kind.MEASURED));
    excuse.ifPresent(_ -> kinds.add(Kind.EXCUSE));
    if (byItself) {
      kinds.add(Kind.BY_ITSELF);
    }
    if (afterAnyEnd) {
      kinds.add(Kind.AFTER_ANY_END);
    }
    mayEnd.ifPresent(_ -> kinds.add(Kind.MAY_END));
    if (endsAll != 0) {
      kinds.add(Kind.ENDS_ALL);
    }
    owes.forEach(_ -> kinds.add(Kind.OWES));
    carriesFrom.ifPresent(_ -> kinds.add(Kind.CARRIES));
    calendar.ifPresent(_ -> kinds.add(Kind.CALENDAR));
    entryOf.ifPresent(_ -> kinds.add(Kind.ENTRY));
    contest.ifPresent(_ -> kinds.add(Kind.CONTEST));
    if (!asked.isEmpty()) {
      kinds.add(Kind.ASKED);
    }
    return kinds;
  }

  /** The kinds of clauses. The ordinal and 1 is the byte in the terms. */
  public enum Kind {
    /** {@link Clauses#measuredBy()}. */
    MEASURED,
    /** {@link Clauses#excuse()}. */
    EXCUSE,
    /** {@link Clauses#byItself()}. */
    BY_ITSELF,
    /** {@link Clauses#afterAnyEnd()}. */
    AFTER_ANY_END,
    /** {@link Clauses#mayEnd()}. */
    MAY_END,
    /** {@link Clauses#endsAll()}. */
    ENDS_ALL,
    /** {@link Clauses#owes()}. */
    OWES,
    /** {@link Clauses#carriesFrom()}. */
    CARRIES,
    /** {@link Clauses#calendar()}. */
    CALENDAR,
    /** {@link Clauses#entryOf()}. */
    ENTRY,
    /** {@link Clauses#contest()}. */
    CONTEST,
    /** {@link Clauses#asked()}. */
    ASKED;

    /** The byte in the terms. */
    public int code() {
      return ordinal() + 1;
    }
  }

  /**
   * Who may end an open deliverable.
   *
   * @param party who
   * @param from from when on
   */
  public record MayEnd(int party, Moment from) {}

  /**
   * Money that the performer pays in.
   *
   * @param to the party that it is for
   * @param token token index
   * @param amount base units, above 0, below 2^120
   * @param late whether it is owed only if it is paid after due and grace
   */
  public record Owes(int to, int token, BigInteger amount, boolean late) {}

  /**
   * Which durations are counted in business days. Such a duration's number is in its ordinary field
   * and lies between 1 and 255; it ends when the last of so many business days after the local day
   * of its event closes, at local midnight.
   *
   * @param offsetSeconds local time less UTC: whole minutes, at most 14 hours either way
   * @param weekend bit 0 Monday to bit 6 Sunday: the days that are never business days; not all
   * @param last the last day of which the holidays are known, in days since 1970-01-01
   * @param counted which durations: {@link #DUE}, {@link #MISSED}, {@link #CHALLENGE}, {@link
   *     #GRACE} and {@link #within(int)}
   * @param holidays days since 1970-01-01, strictly ascending, none after {@code last}; at most 96
   */
  public record Calendar(
      int offsetSeconds, int weekend, int last, long counted, List<Integer> holidays) {
    /** The bit of the offset of due. */
    public static final long DUE = 1;

    /** The bit of the offset of missed. */
    public static final long MISSED = 2;

    /** The bit of the challenge window. */
    public static final long CHALLENGE = 4;

    /** The bit of grace. */
    public static final long GRACE = 8;

    public Calendar {
      holidays = List.copyOf(holidays);
    }

    /** The bit of the time to answer a fact. */
    public static long within(int fact) {
      return 1L << (8 + fact);
    }

    /** Whether this duration is counted in business days. */
    public boolean counts(long bit) {
      return (counted & bit) != 0;
    }
  }

  /**
   * A deliverable that nobody delivers and whose pay is shared out among entries.
   *
   * @param mode how
   * @param first the first entry
   * @param count how many entries follow one another from there
   * @param bps of the pay, by place; empty where shares follow the values
   */
  public record Contest(Mode mode, int first, int count, List<Integer> bps) {
    public Contest {
      bps = List.copyOf(bps);
    }

    /** How a pay is shared out. The ordinal is the byte in the terms. */
    public enum Mode {
      /** A fixed part for each place. */
      PLACES,
      /** In proportion to the values. */
      SHARES
    }
  }

  /**
   * A fact that is awaited only if the program asks for it.
   *
   * @param fact which
   * @param ask the number of the program's ASK
   */
  public record Asked(int fact, int ask) {}
}
