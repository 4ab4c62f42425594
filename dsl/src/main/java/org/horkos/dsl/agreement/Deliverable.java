package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Fraction;

/**
 * What a performer owes by a due time, with its money, facts and rules.
 *
 * @param name its name
 * @param performer index of the party that owes it
 * @param after index of the deliverable that must be kept first
 * @param pays what the payers lock, all in one token, one entry a payer
 * @param lots the bonds locked for this deliverable alone, one entry an owner (bonds of one owner
 *     are added up)
 * @param due when it is due
 * @param graceSeconds how long after due a delivery is still on time
 * @param missed until when it may be delivered at all: the deadline of Open
 * @param missedGives what is paid out of lots if nothing was delivered by then
 * @param failedGives what is paid out of lots if it ends delivered with award 0
 * @param challengeSeconds the challenge window
 * @param court index of the court that judges it; {@link #NO_COURT} where nothing is contested
 * @param attempts how many times it may be delivered, at least 1
 * @param facts facts and decisions, in the order of the text
 * @param requires conditions without which the award is 0
 * @param awards shares of the pay with their conditions; none: all of the pay
 * @param penalties amounts taken from the award or from lots
 * @param clauses what only some deliverables have
 */
public record Deliverable(
    String name,
    int performer,
    Optional<Integer> after,
    List<Pay> pays,
    List<Lot> lots,
    Moment due,
    long graceSeconds,
    Moment missed,
    List<Gives> missedGives,
    List<Gives> failedGives,
    long challengeSeconds,
    int court,
    int attempts,
    List<Fact> facts,
    List<Require> requires,
    List<Award> awards,
    List<Penalty> penalties,
    Clauses clauses) {
  /** {@link #court()} of a deliverable in which nothing can be contested. */
  public static final int NO_COURT = -1;

  /** A deliverable without special clauses. */
  public Deliverable(
      String name,
      int performer,
      Optional<Integer> after,
      List<Pay> pays,
      List<Lot> lots,
      Moment due,
      long graceSeconds,
      Moment missed,
      List<Gives> missedGives,
      List<Gives> failedGives,
      long challengeSeconds,
      int court,
      int attempts,
      List<Fact> facts,
      List<Require> requires,
      List<Award> awards,
      List<Penalty> penalties) {
    this(
        name,
        performer,
        after,
        pays,
        lots,
        due,
        graceSeconds,
        missed,
        missedGives,
        failedGives,
        challengeSeconds,
        court,
        attempts,
        facts,
        requires,
        awards,
        penalties,
        Clauses.NONE);
  }

  public Deliverable {
    pays = List.copyOf(pays);
    lots = List.copyOf(lots);
    missedGives = List.copyOf(missedGives);
    failedGives = List.copyOf(failedGives);
    facts = List.copyOf(facts);
    requires = List.copyOf(requires);
    awards = List.copyOf(awards);
    penalties = List.copyOf(penalties);
  }

  /** Which party states a fact; empty for a neutral. */
  public Optional<Integer> stater(int fact) {
    return switch (facts.get(fact).source()) {
      case Source.Performer _ -> Optional.of(performer);
      case Source.Other other -> other.attestor() ? Optional.empty() : Optional.of(other.index());
    };
  }

  /** The same with other facts, as many. */
  public Deliverable withFacts(List<Fact> others) {
    return new Deliverable(
        name,
        performer,
        after,
        pays,
        lots,
        due,
        graceSeconds,
        missed,
        missedGives,
        failedGives,
        challengeSeconds,
        court,
        attempts,
        others,
        requires,
        awards,
        penalties,
        clauses);
  }

  /**
   * What one payer locks. The amount is floored to base units when it is bound.
   *
   * @param payer index of the party
   * @param token index of the token
   * @param amount of parameters and constants only
   */
  public record Pay(int payer, int token, Quantity amount) {}

  /**
   * One owner's bond for this deliverable. Floored to base units when bound; {@code pay} inside it
   * is the sum of the floored pays.
   *
   * @param owner index of the party
   * @param token index of the token
   * @param amount of parameters, constants and {@link Quantity.Pay}
   */
  public record Lot(int owner, int token, Quantity amount) {}

  /**
   * An amount given out of a lot when the deliverable is missed or fails.
   *
   * @param to index of the receiving party ({@code payer} with several payers has become one entry
   *     a payer, in proportion to the pays)
   * @param fromLot index into {@link Deliverable#lots()}
   * @param amount of parameters, constants, {@link Quantity.Pay} and {@link Quantity.Lot}
   */
  public record Gives(int to, int fromLot, Quantity amount) {}

  /**
   * A fact or a decision.
   *
   * @param name its name
   * @param question what a court would be asked
   * @param decision true for its source's own will, which nobody can contest
   * @param domain its type and range
   * @param source who states it
   */
  public record Fact(
      String name, Optional<String> question, boolean decision, Domain domain, Source source) {
    /** Whether it can be contested: a stated fact that is neither a decision nor a document. */
    public boolean contestable() {
      return !decision && !(domain instanceof Domain.Document);
    }
  }

  /** The type and range of a fact. As a word, every value but a document is an integer. */
  public sealed interface Domain {
    /** The least word; 0 for a document, which rules cannot read. */
    BigInteger least();

    /** The greatest word, for all parameters. */
    BigInteger most();

    /**
     * A number, bounds inclusive.
     *
     * @param least the least value as a word
     * @param most the greatest value as a word; "or more" for counts
     * @param token index of the token if it is money (words are base units)
     * @param upTo the parameter that is its greatest value, of which {@code most} is the bound
     */
    record Range(BigInteger least, BigInteger most, Optional<Integer> token, Optional<Integer> upTo)
        implements Domain {
      /** A range between fixed bounds. */
      public Range(BigInteger least, BigInteger most, Optional<Integer> token) {
        this(least, most, token, Optional.empty());
      }
    }

    /**
     * A time span; words are seconds.
     *
     * @param least seconds
     * @param most seconds
     */
    record TimeSpan(BigInteger least, BigInteger most) implements Domain {}

    /** A percentage from 0% to 100%; words are basis points. */
    record Percent() implements Domain {
      @Override
      public BigInteger least() {
        return BigInteger.ZERO;
      }

      @Override
      public BigInteger most() {
        return BigInteger.valueOf(10_000);
      }
    }

    /** An instant from start to delivery; words are Unix seconds. */
    record Time() implements Domain {
      /** No instant is as late as this. */
      public static final BigInteger END = BigInteger.ONE.shiftLeft(40);

      @Override
      public BigInteger least() {
        return BigInteger.ZERO;
      }

      @Override
      public BigInteger most() {
        return END.subtract(BigInteger.ONE);
      }
    }

    /**
     * One of some names; the word is the position in the list, {@code yes|no} being 0 and 1.
     *
     * @param options the names, at least two
     */
    record Choice(List<String> options) implements Domain {
      public Choice {
        options = List.copyOf(options);
      }

      @Override
      public BigInteger least() {
        return BigInteger.ZERO;
      }

      @Override
      public BigInteger most() {
        return BigInteger.valueOf(options.size() - 1L);
      }
    }

    /** The hash of a document, 32 bytes, never zero; only its presence is known to the rules. */
    record Document() implements Domain {
      @Override
      public BigInteger least() {
        return BigInteger.ZERO;
      }

      @Override
      public BigInteger most() {
        return BigInteger.ZERO;
      }
    }
  }

  /** Who states a fact. */
  public sealed interface Source {
    /** The performer, with the delivery. */
    record Performer() implements Source {}

    /**
     * Somebody else, within a time after the delivery.
     *
     * @param attestor true for an attestor, false for a party
     * @param index of the attestor or party
     * @param withinSeconds counted from the delivery
     * @param silence what no answer means
     */
    record Other(boolean attestor, int index, long withinSeconds, Silence silence)
        implements Source {}
  }

  /** What it means that a source does not answer in time. */
  public sealed interface Silence {
    /**
     * This value.
     *
     * @param word the value as a word
     */
    record Means(BigInteger word) implements Silence {}

    /** What the performer claimed, who therefore states a value with the delivery. */
    record AsClaimed() implements Silence {}
  }

  /**
   * A condition without which the award is 0.
   *
   * @param label its sentence, read in verdicts
   * @param condition over facts and lateness
   */
  public record Require(String label, Condition condition) {}

  /**
   * What the performer gets of the pay.
   *
   * @param amount floored once; never above the pay, never below 0
   * @param share of the pay, 0 to 1, if that is what the amount is
   * @param when its condition
   */
  public record Award(Quantity amount, Optional<Fraction> share, Condition when) {
    /** A share of the pay. */
    public Award(Fraction share, Condition when) {
      this(
          new Quantity.Product(List.of(new Quantity.Constant(share), new Quantity.Pay())),
          Optional.of(share),
          when);
    }

    /** All of the pay, always: what holds where no award is written. */
    public static Award all() {
      return new Award(Fraction.ONE, new Condition.Always());
    }
  }

  /**
   * An amount taken from the award ({@code fromLot} empty) or from a lot.
   *
   * @param label its sentence, read in verdicts
   * @param to index of the receiving party
   * @param fromLot index into {@link Deliverable#lots()}; empty: out of the award
   * @param amount exact, never below 0; floored once
   * @param when its condition; {@link Condition.Always} when none was written
   */
  public record Penalty(
      String label, int to, Optional<Integer> fromLot, Quantity amount, Condition when) {}
}
