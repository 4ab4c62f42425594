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
        Clause.ByItself,
        Clause.Owes,
        Clause.Excuse,
        Clause.Allow,
        Clause.Ranks,
        Clause.Records,
        Clause.Tally,
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

  /** {@code due 14 days after start, grace 2 days measured by arrived}. */
  record Due(Instant moment, Optional<Length> grace, Optional<Word> measuredBy, Span span)
      implements Clause {}

  /** {@code owes 2_256.46 USDC to lender when late}. */
  record Owes(Expression amount, Who to, Optional<Expression> when, Span span) implements Clause {}

  /** {@code excuse at most 30 days}. */
  record Excuse(Length most, Span span) implements Clause {}

  /** {@code allow buyer to end 15 days after due}. */
  record Allow(Who party, Instant from, Span span) implements Clause {}

  /** {@code ranks score in prizes}. */
  record Ranks(Expression value, Word contest, Span span) implements Clause {}

  /** {@code records "kept its word" of studio 10 when not late}. */
  record Records(Prose label, Who of, Expression points, Optional<Expression> when, Span span)
      implements Clause {}

  /** {@code deliver by itself}. */
  record ByItself(Span span) implements Clause {}

  /**
   * What a panel's votes come to: what is left of {@code decision approve: yes|no by board …} once
   * its votes have become decisions of their own.
   *
   * @param votes the names of those decisions, one a seat
   * @param quorums how many votes it takes
   */
  record Tally(
      Word name,
      List<Word> votes,
      Domain domain,
      Optional<Value> silence,
      List<Declaration.Quorum> quorums,
      Span span)
      implements Clause {
    public Tally {
      votes = List.copyOf(votes);
      quorums = List.copyOf(quorums);
    }
  }

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

  /** {@code award 85% when …}; a percentage without a base is one of the pay. */
  record Award(Expression amount, Optional<Expression> when, Span span) implements Clause {}

  /**
   * {@code penalty "late" gives client 1% of pay per started day late, at most 10% of pay}.
   *
   * @param period of a started period late, or of a full one early; empty without one
   * @param early whether full periods early count, not started ones late
   */
  record Penalty(
      Prose label,
      Who to,
      Expression amount,
      Optional<Expression.Pot> from,
      Optional<Length> period,
      boolean early,
      Optional<Expression> atMost,
      Optional<Expression> when,
      Span span)
      implements Clause {}

  /** {@code challenge within 3 days, judged by quality}. */
  record Challenge(Length within, Word court, Span span) implements Clause {}

  /** {@code deliver at most 3 times}. */
  record Deliver(Numeral times, Span span) implements Clause {}

  /** {@code missed 21 days after due gives …}. */
  record Missed(Instant moment, Consequence then, Span span) implements Clause {}

  /** {@code failed gives …}. */
  record Failed(Consequence then, Span span) implements Clause {}

  /**
   * What follows.
   *
   * @param gives who gets what
   * @param carriesOver whether what was not paid is owed with the next of its series
   * @param endsAll where it says that everything else ends too
   */
  record Consequence(List<Gives> gives, Optional<Span> carriesOver, Optional<Span> endsAll) {
    public Consequence {
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

    /**
     * {@code 0..50}, with a token's symbol if it is money; {@code 0..48 hours}; {@code 0..price}.
     *
     * @param most its greatest value; nothing if a parameter is
     * @param upTo the parameter that is its greatest value
     * @param unit seconds of its unit, if it is a time span
     */
    record Range(
        Numeral least,
        Optional<Numeral> most,
        Optional<Word> symbol,
        Optional<Word> upTo,
        Optional<Long> unit,
        Span span)
        implements Domain {}

    /** {@code time}: an instant between start and delivery. */
    record Time(Span span) implements Domain {}

    /** {@code percent}: from 0% to 100%, with at most two decimals. */
    record Percent(Span span) implements Domain {}

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
   * @param asked when it is asked at all
   */
  record Source(
      Word name, Length within, Optional<Value> silence, Optional<Expression> asked, Span span) {}
}
