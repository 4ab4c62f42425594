package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * The head of the terms.
 *
 * @param name the agreement's name, shown to signers, 1 to 64 ASCII characters
 * @param version its version
 * @param textHash keccak256 of the Oath text
 * @param salt makes equal agreements different
 * @param proposer the only address that may open it
 * @param openBy Unix time until which it may be opened
 * @param custody where its money lies
 * @param fundWithin seconds after opening within which the named parties pay in
 * @param tokens token addresses; zero is ETH; at most 4
 * @param parties seats, at most 16
 * @param attestors addresses, at most 16
 * @param money per party and token: what it locks and the most it can ever receive, ascending by
 *     (party, token), none with both 0
 * @param caps per token: the most that court and burn can ever receive; as long as {@code tokens}
 * @param courts the pinned courts, at most 8
 * @param deliverables how many parts follow
 */
public record TermsHead(
    String name,
    long version,
    Hash textHash,
    Hash salt,
    Address proposer,
    long openBy,
    Custody custody,
    long fundWithin,
    List<Address> tokens,
    List<Seat> parties,
    List<Address> attestors,
    List<PartyMoney> money,
    List<TokenCap> caps,
    List<CourtTerms> courts,
    int deliverables) {
  public TermsHead {
    tokens = List.copyOf(tokens);
    parties = List.copyOf(parties);
    attestors = List.copyOf(attestors);
    money = List.copyOf(money);
    caps = List.copyOf(caps);
    courts = List.copyOf(courts);
  }

  /** Where an agreement's money lies. The ordinal is the byte in the terms. */
  public enum Custody {
    /** In its own escrow on L1. */
    L1,
    /** In L2 balances, behind the vault. */
    L2
  }

  /**
   * A party's seat.
   *
   * @param account its address; zero while the seat is open
   * @param openFor for an open seat, seconds after start within which somebody may join; else 0
   */
  public record Seat(Address account, long openFor) {
    /** Whether the seat is filled by joining. */
    public boolean open() {
      return account.isZero();
    }
  }

  /**
   * One party's money in one token, base units.
   *
   * @param party index
   * @param token index
   * @param deposit the sum of its pays and lots
   * @param maximum the most it can ever receive, its own bonds and unspent pay included
   */
  public record PartyMoney(int party, int token, BigInteger deposit, BigInteger maximum) {}

  /**
   * The most that may leave in one token to nobody's party, base units.
   *
   * @param court to the court, by way of the vault
   * @param burn to the burn address
   */
  public record TokenCap(BigInteger court, BigInteger burn) {}

  /**
   * A court as pinned by the terms; see {@link org.horkos.dsl.agreement.Agreement.Court}.
   *
   * @param id its number on L2
   * @param draws seats of the first round
   * @param evidence seconds
   * @param commit seconds
   * @param reveal seconds
   * @param appeal seconds
   * @param appeals at most
   * @param forfeitBps of the loser's lot
   * @param winnerBps of the forfeit
   * @param courtBps of the forfeit
   * @param burnBps of the forfeit
   * @param seatFee base units of the pay token
   */
  public record CourtTerms(
      long id,
      int draws,
      long evidence,
      long commit,
      long reveal,
      long appeal,
      int appeals,
      int forfeitBps,
      int winnerBps,
      int courtBps,
      int burnBps,
      BigInteger seatFee) {}
}
