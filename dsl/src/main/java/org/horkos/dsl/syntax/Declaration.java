package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;

/** What stands at the top of a text. */
public sealed interface Declaration {
  /** Where it stands. */
  Span span();

  /** {@code token USDC decimals 6}. */
  record Token(Word symbol, Numeral decimals, Span span) implements Declaration {}

  /**
   * {@code parameter price: 1_000..100_000 USDC}, or {@code parameter day: 2027-01-01..2027-12-31}.
   *
   * @param date whether its bounds are dates, as Unix seconds
   */
  record Parameter(
      Word name, Numeral least, Numeral most, Optional<Word> symbol, boolean date, Span span)
      implements Declaration {}

  /** {@code import "courts.oath" 0x…}: a text whose declarations are taken in. */
  record Import(Prose path, Word hash, Span span) implements Declaration {}

  /** {@code party hunter open for 30 days seats 12}. */
  record Party(Word name, Optional<Length> open, Optional<Numeral> seats, Span span)
      implements Declaration {}

  /** {@code panel jury seats 5 needs 3 needs 4 when …}: the greatest number that holds counts. */
  record Panel(Word name, Numeral seats, List<Quorum> quorums, Span span) implements Declaration {
    public Panel {
      quorums = List.copyOf(quorums);
    }
  }

  /** {@code needs 3 when …}. */
  record Quorum(Numeral needs, Optional<Expression> when, Span span) {}

  /** {@code contest prizes { pays 10_000 USDC from sponsor place 1 50% place 2 30% }}. */
  record Contest(Word name, List<Clause.Pays> pays, List<Place> places, boolean shares, Span span)
      implements Declaration {
    public Contest {
      pays = List.copyOf(pays);
      places = List.copyOf(places);
    }
  }

  /** {@code place 1 50%}. */
  record Place(Numeral place, Numeral percent, Span span) {}

  /** {@code calendar berlin {…}}. */
  record Calendar(Word name, List<CalendarClause> clauses, Span span) implements Declaration {
    public Calendar {
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code template milestone(price) {…}}. */
  record Template(Word name, List<Word> parameters, List<Clause> clauses, Span span)
      implements Declaration {
    public Template {
      parameters = List.copyOf(parameters);
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code attestor ci}. */
  record Attestor(Word name, Span span) implements Declaration {}

  /** {@code funded within 7 days}. */
  record Funded(Length within, Span span) implements Declaration {}

  /** {@code let fee = 5% of price}, at the top or in a deliverable. */
  record Let(Word name, Expression value, Span span) implements Declaration, Clause {}

  /** {@code court quality {…}}. */
  record Court(Word name, List<CourtClause> clauses, Span span) implements Declaration {
    public Court {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * {@code deliverable design by studio after idea {…}}.
   *
   * @param each whether there is one for each seat of the performer
   * @param like the template whose clauses it takes
   * @param series how often it recurs
   */
  record Deliverable(
      Word name,
      Word performer,
      boolean each,
      Optional<Word> after,
      Optional<Likeness> like,
      Optional<Series> series,
      List<Clause> clauses,
      Span span)
      implements Declaration {
    public Deliverable {
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code like milestone(10% of price)}. */
  record Likeness(Word template, List<Expression> arguments, Span span) {
    public Likeness {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * {@code 12 times every 30 days}.
   *
   * @param every empty: every month
   */
  record Series(Numeral times, Optional<Length> every, Span span) {}

  /** {@code every deliverable {…}}. */
  record Every(List<Clause> clauses, Span span) implements Declaration {
    public Every {
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code scenario "…" {…}}. */
  record Scenario(Prose name, List<Step> steps, Span span) implements Declaration {
    public Scenario {
      steps = List.copyOf(steps);
    }
  }

  /** Something that this version does not do yet; it has been reported. */
  record Unsupported(Optional<Word> name, Span span) implements Declaration {}

  /**
   * A text between quotes.
   *
   * @param text without the quotes
   * @param span with the quotes
   */
  record Prose(String text, Span span) {}

  /** A clause of a court. */
  sealed interface CourtClause {
    /** Where it stands. */
    Span span();

    /** {@code draws 3}. */
    record Draws(Numeral number, Span span) implements CourtClause {}

    /** {@code evidence 3 days}. */
    record Evidence(Length length, Span span) implements CourtClause {}

    /** {@code commit 2 days}. */
    record Commit(Length length, Span span) implements CourtClause {}

    /** {@code reveal 1 day}. */
    record Reveal(Length length, Span span) implements CourtClause {}

    /** {@code appeal 2 days at most 2 times}. */
    record Appeal(Length length, Numeral times, Span span) implements CourtClause {}

    /** {@code loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}}. */
    record Forfeits(Numeral percent, List<Share> shares, Span span) implements CourtClause {
      public Forfeits {
        shares = List.copyOf(shares);
      }
    }
  }

  /** A clause of a calendar. */
  sealed interface CalendarClause {
    /** Where it stands. */
    Span span();

    /** {@code offset 1 hour}: how far its clocks are ahead of UTC, in seconds. */
    record Offset(long seconds, Span span) implements CalendarClause {}

    /** {@code weekend saturday and sunday}. */
    record Weekend(List<Word> days, Span span) implements CalendarClause {
      public Weekend {
        days = List.copyOf(days);
      }
    }

    /** {@code holidays 2027-01-01, 2027-12-25}; Unix seconds of their first second in UTC. */
    record Holidays(List<Long> days, Span span) implements CalendarClause {
      public Holidays {
        days = List.copyOf(days);
      }
    }

    /** {@code until 2028-12-31}: the last day whose holidays are known. */
    record Until(long day, Span span) implements CalendarClause {}
  }

  /** A part of a forfeit. */
  record Share(Taker taker, Numeral percent, Span span) {}

  /** Who gets a part of a forfeit. */
  enum Taker {
    WINNER,
    COURT,
    BURN
  }
}
