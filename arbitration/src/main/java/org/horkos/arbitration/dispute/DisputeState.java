package org.horkos.arbitration.dispute;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A dispute. Times are Unix seconds.
 *
 * @param phase where it stands
 * @param joinUntil end of the challenge window: until then others may join with claims
 * @param evidenceUntil end of the evidence period: until then facts can be stood by, conceded
 * @param contested the contested facts, ascending by fact
 */
public record DisputeState(
    Phase phase, long joinUntil, long evidenceUntil, List<ContestedFact> contested) {
  public DisputeState {
    contested = List.copyOf(contested);
  }

  /** Where a dispute stands. The ordinal is the byte in its leaf. */
  public enum Phase {
    /** Claims may join, evidence is given, facts are stood by or conceded. */
    EVIDENCE,
    /** A panel is drawn and votes. */
    PANEL,
    /** The facts are found. */
    RULED
  }

  /** A dispute that nobody has joined yet, in its evidence period. */
  public static DisputeState opened(long joinUntil, long evidenceUntil) {
    return new DisputeState(Phase.EVIDENCE, joinUntil, evidenceUntil, List.of());
  }

  /** The same dispute in another phase. */
  public DisputeState in(Phase next) {
    return new DisputeState(next, joinUntil, evidenceUntil, contested);
  }

  /** The contested fact of that index, if it is contested. */
  public Optional<ContestedFact> fact(int fact) {
    return contested.stream().filter(one -> one.fact() == fact).findFirst();
  }

  /** Whether the party has claimed anything in this dispute. */
  public boolean challengedBy(int party) {
    return contested.stream().anyMatch(one -> one.claimedBy(party));
  }

  /** The facts that a panel must find, ascending; see {@link ContestedFact#needsCourt()}. */
  public List<ContestedFact> forCourt() {
    return contested.stream().filter(ContestedFact::needsCourt).toList();
  }

  /**
   * The dispute with one more challenger.
   *
   * @param party the challenger, who has not challenged yet
   * @param claim what he says the facts should be
   * @param untouched the facts as nobody has contested them yet, at least those of the claim
   */
  public DisputeState joined(
      int party, SortedMap<Integer, BigInteger> claim, List<ContestedFact> untouched) {
    List<ContestedFact> facts = new ArrayList<>(contested);
    for (ContestedFact fresh : untouched) {
      if (claim.containsKey(fresh.fact()) && fact(fresh.fact()).isEmpty()) {
        facts.add(fresh);
      }
    }
    facts.replaceAll(
        one -> {
          BigInteger word = claim.get(one.fact());
          return word == null ? one : one.claimed(new Claim(party, word));
        });
    facts.sort(Comparator.comparingInt(ContestedFact::fact));
    return new DisputeState(phase, joinUntil, evidenceUntil, facts);
  }

  /** The dispute with this fact in place of the one of the same index. */
  public DisputeState with(ContestedFact changed) {
    List<ContestedFact> facts = new ArrayList<>(contested);
    facts.replaceAll(one -> one.fact() == changed.fact() ? changed : one);
    return new DisputeState(phase, joinUntil, evidenceUntil, facts);
  }

  /**
   * One contested fact.
   *
   * @param fact its index
   * @param asserted the word that was asserted
   * @param statedBy the party that stated it; {@link #NOBODY} for an attestor or silence
   * @param claims what challengers say it should be, in the order in which they came
   * @param defenders bit p: party p stated it or stands by it
   * @param conceded bit p: party p gave it up before the draw
   */
  public record ContestedFact(
      int fact,
      BigInteger asserted,
      int statedBy,
      List<Claim> claims,
      int defenders,
      int conceded) {
    /** {@link #statedBy()} of what an attestor or silence said. */
    public static final int NOBODY = -1;

    public ContestedFact {
      claims = List.copyOf(claims);
    }

    /** A fact before its first claim: whoever stated it defends it. */
    public static ContestedFact untouched(int fact, BigInteger asserted, int statedBy) {
      return new ContestedFact(
          fact, asserted, statedBy, List.of(), statedBy == NOBODY ? 0 : 1 << statedBy, 0);
    }

    /** Whether the party claims against it. */
    public boolean claimedBy(int party) {
      return claims.stream().anyMatch(claim -> claim.party() == party);
    }

    /** Whether the party defends it and has not given it up. */
    public boolean defendedBy(int party) {
      return (standing() >> party & 1) == 1;
    }

    /** Bit p: party p defends it and has not given it up. */
    public int standing() {
      return defenders & ~conceded;
    }

    /**
     * Whether a panel must find it: somebody defends it, or the claims differ. Otherwise it is
     * found as claimed, without court or forfeit.
     */
    public boolean needsCourt() {
      return standing() != 0 || claims.stream().map(Claim::word).distinct().count() > 1;
    }

    ContestedFact claimed(Claim claim) {
      List<Claim> more = new ArrayList<>(claims);
      more.add(claim);
      return new ContestedFact(fact, asserted, statedBy, more, defenders, conceded);
    }

    /** The fact with one more party that stands by it. */
    public ContestedFact stoodBy(int party) {
      return new ContestedFact(fact, asserted, statedBy, claims, defenders | 1 << party, conceded);
    }

    /** The fact given up by one of its defenders. */
    public ContestedFact concededBy(int party) {
      return new ContestedFact(fact, asserted, statedBy, claims, defenders, conceded | 1 << party);
    }
  }

  /**
   * What one challenger says a fact should be.
   *
   * @param party the challenger
   * @param word the value he claims
   */
  public record Claim(int party, BigInteger word) {}
}
