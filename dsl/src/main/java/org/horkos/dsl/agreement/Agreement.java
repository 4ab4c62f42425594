package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;

/**
 * One Oath text, typed. Lists are in the order of the text; an index in another record is a
 * position in these lists.
 *
 * @param name the agreement's name, such as {@code WebsiteBuild}
 * @param version the number after {@code version}, at least 1
 * @param prose the sentence under the name with its {@code {...}} still unfilled
 * @param textHash keccak256 of the text's UTF-8 bytes: prose is signed too
 * @param fundedWithinSeconds how long after opening the named parties may pay in
 * @param tokens the currencies
 * @param parameters the values to be bound before signing
 * @param parties the signers; an open one is a seat filled by whoever joins
 * @param attestors the services that sign facts
 * @param courts the courts that judge challenges
 * @param calendars the calendars of business days
 * @param deliverables what is owed, each standing alone; contests behind all others
 */
public record Agreement(
    String name,
    int version,
    Optional<String> prose,
    Hash textHash,
    long fundedWithinSeconds,
    List<Token> tokens,
    List<Parameter> parameters,
    List<Party> parties,
    List<Attestor> attestors,
    List<Court> courts,
    List<Calendar> calendars,
    List<Deliverable> deliverables) {
  /** An agreement without calendars. */
  public Agreement(
      String name,
      int version,
      Optional<String> prose,
      Hash textHash,
      long fundedWithinSeconds,
      List<Token> tokens,
      List<Parameter> parameters,
      List<Party> parties,
      List<Attestor> attestors,
      List<Court> courts,
      List<Deliverable> deliverables) {
    this(
        name,
        version,
        prose,
        textHash,
        fundedWithinSeconds,
        tokens,
        parameters,
        parties,
        attestors,
        courts,
        List.of(),
        deliverables);
  }

  /** The same with other bounds of its parameters. */
  public Agreement withParameters(List<Parameter> bounds) {
    return new Agreement(
        name,
        version,
        prose,
        textHash,
        fundedWithinSeconds,
        tokens,
        bounds,
        parties,
        attestors,
        courts,
        calendars,
        deliverables);
  }

  public Agreement {
    tokens = List.copyOf(tokens);
    parameters = List.copyOf(parameters);
    parties = List.copyOf(parties);
    attestors = List.copyOf(attestors);
    courts = List.copyOf(courts);
    calendars = List.copyOf(calendars);
    deliverables = List.copyOf(deliverables);
  }

  /**
   * A currency.
   *
   * @param symbol as written in amounts, such as {@code USDC}
   * @param decimals how many decimal places one unit has, 0 to 36
   */
  public record Token(String symbol, int decimals) {}

  /**
   * A value bound before signing.
   *
   * @param name its name
   * @param least the least admissible value, inclusive; base units when it has a token
   * @param most the greatest admissible value, inclusive
   * @param token the index of its token, if it is money
   * @param date whether it is a date, as the Unix time of its first second
   */
  public record Parameter(
      String name, BigInteger least, BigInteger most, Optional<Integer> token, boolean date) {
    /** A number or an amount. */
    public Parameter(String name, BigInteger least, BigInteger most, Optional<Integer> token) {
      this(name, least, most, token, false);
    }
  }

  /**
   * A signer.
   *
   * @param name its name
   * @param openForSeconds for an open seat: how long after {@code start} somebody may join
   */
  public record Party(String name, Optional<Long> openForSeconds) {}

  /**
   * A service that signs facts.
   *
   * @param name its name
   */
  public record Attestor(String name) {}

  /**
   * A court as the text pins it. The four shares are in basis points (1/10,000).
   *
   * @param name its name
   * @param draws how many arbitrators sit in the first round, odd, 1 to 31
   * @param evidenceSeconds how long evidence may be given and facts stood by
   * @param commitSeconds how long ballots may be committed
   * @param revealSeconds how long ballots may be revealed
   * @param appealSeconds how long a ruling may be appealed; 0 without appeals
   * @param appeals how many appeals there may be, 0 to 4
   * @param forfeitBps what the loser forfeits of his lot
   * @param winnerBps the winners' part of a forfeit
   * @param courtBps the court's part of a forfeit
   * @param burnBps the burnt part of a forfeit; the three sum to 10,000
   */
  public record Court(
      String name,
      int draws,
      long evidenceSeconds,
      long commitSeconds,
      long revealSeconds,
      long appealSeconds,
      int appeals,
      int forfeitBps,
      int winnerBps,
      int courtBps,
      int burnBps) {}
}
