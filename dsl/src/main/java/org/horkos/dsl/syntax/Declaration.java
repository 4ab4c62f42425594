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

  /** {@code parameter price: 1_000..100_000 USDC}. */
  record Parameter(Word name, Numeral least, Numeral most, Optional<Word> symbol, Span span)
      implements Declaration {}

  /** {@code party hunter open for 30 days}. */
  record Party(Word name, Optional<Length> open, Span span) implements Declaration {}

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

  /** {@code deliverable design by studio after idea {…}}. */
  record Deliverable(
      Word name, Word performer, Optional<Word> after, List<Clause> clauses, Span span)
      implements Declaration {
    public Deliverable {
      clauses = List.copyOf(clauses);
    }
  }

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

  /** A part of a forfeit. */
  record Share(Taker taker, Numeral percent, Span span) {}

  /** Who gets a part of a forfeit. */
  enum Taker {
    WINNER,
    COURT,
    BURN
  }
}
