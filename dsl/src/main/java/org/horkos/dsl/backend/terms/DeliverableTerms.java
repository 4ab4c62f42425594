package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.agreement.Moment;

/**
 * One deliverable's part of the terms, at most 2,048 bytes encoded. All amounts are base units.
 *
 * @param performer party index
 * @param after the deliverable that must be kept first, or {@link #NONE}
 * @param pays what each payer locks; all in one token; at most 8
 * @param lots each owner's bond; at most 8, one per owner
 * @param due when it is due
 * @param grace seconds
 * @param missed the deadline of Open; counted from due it moves with it
 * @param missedGives paid from lots if missed
 * @param failedGives paid from lots if it ends with award 0
 * @param challenge the window in seconds
 * @param court index into the head's courts
 * @param attempts deliveries at most, 1 to 255
 * @param facts at most 32
 * @param clauses what it says beyond that
 * @param program the rule program (docs/protocol/rule-program.md)
 */
public record DeliverableTerms(
    int performer,
    int after,
    List<Pot> pays,
    List<Pot> lots,
    Moment due,
    long grace,
    Moment missed,
    List<Gives> missedGives,
    List<Gives> failedGives,
    long challenge,
    int court,
    int attempts,
    List<FactTerms> facts,
    Clauses clauses,
    Program program) {
  /** {@link #after()} of a deliverable that waits for none. */
  public static final int NONE = 255;

  public DeliverableTerms {
    pays = List.copyOf(pays);
    lots = List.copyOf(lots);
    missedGives = List.copyOf(missedGives);
    failedGives = List.copyOf(failedGives);
    facts = List.copyOf(facts);
  }

  /** The whole pay. */
  public BigInteger pay() {
    return pays.stream().map(Pot::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * Money locked for this deliverable.
   *
   * @param owner party index
   * @param token token index
   * @param amount base units, above 0, below 2^120
   */
  public record Pot(int owner, int token, BigInteger amount) {}

  /**
   * What a missed or failed deliverable gives.
   *
   * @param to party index
   * @param lot index into {@link DeliverableTerms#lots()}
   * @param amount base units
   */
  public record Gives(int to, int lot, BigInteger amount) {}

  /**
   * A fact.
   *
   * @param kind number, choice, document or time
   * @param contestable false for decisions and documents
   * @param source who states it
   * @param index of the party or attestor; 0 for the performer
   * @param within seconds after the delivery; 0 for the performer
   * @param silence what no answer means
   * @param silenceWord its value for {@link Silence#VALUE}, else 0
   * @param least inclusive
   * @param most inclusive
   */
  public record FactTerms(
      Kind kind,
      boolean contestable,
      Source source,
      int index,
      long within,
      Silence silence,
      BigInteger silenceWord,
      BigInteger least,
      BigInteger most) {
    /**
     * The fact as it counts in one delivery: a time lies between the agreement's start and that.
     *
     * @param start Unix second
     * @param deliveredAt Unix second
     */
    public FactTerms during(long start, long deliveredAt) {
      if (kind != Kind.TIME) {
        return this;
      }
      return new FactTerms(
          kind,
          contestable,
          source,
          index,
          within,
          silence,
          silenceWord,
          least.max(BigInteger.valueOf(start)),
          most.min(BigInteger.valueOf(deliveredAt)));
    }

    /** Whether the performer states a value of it with the delivery. */
    public boolean statedByPerformer() {
      return source == Source.PERFORMER || silence == Silence.AS_CLAIMED;
    }
  }

  /** What a fact's word is. The ordinal is the byte in the terms. */
  public enum Kind {
    /** A signed integer within its range; a court finds the lower median. */
    NUMBER,
    /** The position of a choice's option; a court finds the plurality. */
    CHOICE,
    /** A document's hash as an unsigned integer, above 0. */
    DOCUMENT,
    /** An instant in Unix seconds, from the agreement's start to the delivery; as a number. */
    TIME
  }

  /** Who states a fact. The ordinal is the byte in the terms. */
  public enum Source {
    /** The performer, with the delivery. */
    PERFORMER,
    /** Another party. */
    PARTY,
    /** An attestor. */
    ATTESTOR
  }

  /** What no answer means. The ordinal is the byte in the terms. */
  public enum Silence {
    /** Only for the performer's facts: there is no silence. */
    NONE,
    /** The value of the terms. */
    VALUE,
    /** What the performer claimed. */
    AS_CLAIMED
  }

  /** A rule program's bytes. */
  public record Program(String hex) {
    /** The program of these bytes. */
    public static Program of(byte[] code) {
      return new Program(HexFormat.of().formatHex(code));
    }

    /** A copy of the bytes. */
    public byte[] code() {
      return HexFormat.of().parseHex(hex);
    }
  }
}
