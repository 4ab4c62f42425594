package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration.Prose;

/** What stands in a deliverable. */
public sealed interface Clause
    permits Declaration.Let,
        Clause.Pays,
        Clause.Bond,
        Clause.Due,
        Clause.Fact,
        Clause.Require,
        Clause.Award,
        Clause.Penalty,
        Clause.Challenge,
        Clause.Deliver,
        Clause.Missed,
        Clause.Failed,
        Clause.Unsupported {
  /** Where it stands. */
  Span span();

  /** {@code pays 40% of price from client and …}. */
  record Pays(List<Part> parts, Span span) implements Clause {
    public Pays {
      parts = List.copyOf(parts);
    }

    /** What one payer pays. */
    public record Part(Expression amount, Word payer) {}
  }

  /** {@code bond 20% of pay by performer}. */
  record Bond(Expression amount, Who owner, Span span) implements Clause {}

  /** {@code due 14 days after start, grace 2 days}. */
  record Due(Instant moment, Optional<Length> grace, Span span) implements Clause {}

  /** A fact or a decision. */
  record Fact(
      Word name,
      Optional<Prose> question,
      boolean decision,
      Domain domain,
      Optional<Source> source,
      Span span)
      implements Clause {}

  /** {@code require "complete" signoff is yes}. */
  record Require(Prose label, Expression condition, Span span) implements Clause {}

  /** {@code award 85% when …}. */
  record Award(Numeral percent, Expression when, Span span) implements Clause {}

  /**
   * {@code penalty "late" gives client 1% of pay per started day late, at most 10% of pay}.
   *
   * @param period seconds of a started period late; empty without one
   */
  record Penalty(
      Prose label,
      Who to,
      Expression amount,
      Optional<Expression.Pot> from,
      Optional<Length> period,
      Optional<Expression> atMost,
      Optional<Expression> when,
      Span span)
      implements Clause {}

  /** {@code challenge within 3 days, judged by quality}. */
  record Challenge(Length within, Word court, Span span) implements Clause {}

  /** {@code deliver at most 3 times}. */
  record Deliver(Numeral times, Span span) implements Clause {}

  /** {@code missed 21 days after due gives …}. */
  record Missed(Instant moment, List<Gives> gives, Span span) implements Clause {
    public Missed {
      gives = List.copyOf(gives);
    }
  }

  /** {@code failed gives …}. */
  record Failed(List<Gives> gives, Span span) implements Clause {
    public Failed {
      gives = List.copyOf(gives);
    }
  }

  /** Something that this version does not do yet; it has been reported. */
  record Unsupported(Optional<Word> name, Span span) implements Clause {}

  /** An amount that somebody gets. */
  record Gives(Who to, Expression amount) {}

  /** The type of a fact. */
  sealed interface Domain {
    /** Where it stands. */
    Span span();

    /** {@code 0..50}, with a token's symbol if it is money. */
    record Range(Numeral least, Numeral most, Optional<Word> symbol, Span span) implements Domain {}

    /** {@code yes|no}. */
    record Choice(List<Word> options, Span span) implements Domain {
      public Choice {
        options = List.copyOf(options);
      }
    }

    /** {@code document}. */
    record Document(Span span) implements Domain {}

    /** Something that this version does not do yet; it has been reported. */
    record Unsupported(Span span) implements Domain {}
  }

  /**
   * {@code by lab within 2 days, silence means as claimed}.
   *
   * @param silence empty for {@code as claimed}
   */
  record Source(Word name, Length within, Optional<Value> silence, Span span) {}
}
