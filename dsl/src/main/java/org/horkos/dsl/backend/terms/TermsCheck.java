package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Address;

/**
 * The limits that terms keep beyond their format, so that whoever runs decoded terms need not ask
 * again whether an index exists, a sum fits or a time can overflow.
 */
public final class TermsCheck {
  /** The most characters of an agreement's name. */
  public static final int MAX_NAME = 64;

  /** The most tokens. */
  public static final int MAX_TOKENS = 4;

  /** The most parties, and the most attestors. */
  public static final int MAX_PARTIES = 16;

  /** The most courts. */
  public static final int MAX_COURTS = 8;

  /** Amounts are below 2 to this power, so that sums of all pots fit u128. */
  public static final int AMOUNT_BITS = 120;

  /** Times and durations are below 2 to this power, so that their sums fit everywhere. */
  public static final int TIME_BITS = 40;

  /** The longest time to fund or to join: ten years in seconds, as on L1. */
  public static final long MAX_DURATION = 3_650L * 86_400;

  /** Where burnt money goes; nobody's address. */
  public static final Address BURN = Address.parse("0x000000000000000000000000000000000000dEaD");

  /** The most bytes of an encoded head. */
  public static final int MAX_HEAD_BYTES = 6_144;

  /** The most pots of all deliverables together. */
  public static final int MAX_POTS = 192;

  private final Terms terms;
  private final TermsHead head;

  private TermsCheck(Terms terms) {
    this.terms = terms;
    this.head = terms.head();
  }

  /** The first limit that these terms break, if any. */
  public static Optional<TermsRefusal> check(Terms terms) {
    try {
      TermsCheck check = new TermsCheck(terms);
      check.head();
      int pots = 0;
      for (int i = 0; i < terms.deliverables().size(); i++) {
        DeliverableTerms part = terms.deliverables().get(i);
        PartCheck.check(terms, i);
        pots += part.pays().size() + part.lots().size();
      }
      count("deliverables, pots", pots, 0, MAX_POTS);
      check.deposits();
      check.maxima();
      return Optional.empty();
    } catch (RefusedTerms refused) {
      return Optional.of(refused.refusal());
    }
  }

  private void head() throws RefusedTerms {
    String name = head.name();
    require(
        !name.isEmpty()
            && name.length() <= MAX_NAME
            && name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e),
        Code.OUT_OF_RANGE,
        "head, name",
        "1 to " + MAX_NAME + " printable ASCII characters");
    require(
        head.version() >= 1 && head.version() < 1L << 32,
        Code.OUT_OF_RANGE,
        "head, version",
        "1 to 2^32 - 1");
    time("head, openBy", head.openBy());
    duration("head, fundWithin", head.fundWithin());
    count("head, tokens", head.tokens().size(), 1, MAX_TOKENS);
    count("head, parties", head.parties().size(), 1, MAX_PARTIES);
    count("head, attestors", head.attestors().size(), 0, MAX_PARTIES);
    count("head, courts", head.courts().size(), 0, MAX_COURTS);
    require(
        new HashSet<>(head.tokens()).size() == head.tokens().size(),
        Code.DUPLICATE,
        "head, tokens",
        "two tokens have the same address");
    roles();
    require(
        head.caps().size() == head.tokens().size(),
        Code.COUNT,
        "head, caps",
        "there is one entry for each token");
    for (TermsHead.TokenCap cap : head.caps()) {
      amount("head, caps", cap.court(), 128);
      amount("head, caps", cap.burn(), 128);
    }
    for (int i = 0; i < head.courts().size(); i++) {
      court("head, courts " + i, head.courts().get(i));
    }
    require(
        head.deliverables() == terms.deliverables().size(),
        Code.COUNT,
        "head, deliverables",
        "it says " + head.deliverables() + ", there are " + terms.deliverables().size() + " parts");
    int bytes = TermsCodec.encodeHead(head).length;
    require(
        bytes <= MAX_HEAD_BYTES,
        Code.TOO_LARGE,
        "head",
        bytes
            + " bytes; a head has at most "
            + MAX_HEAD_BYTES
            + "; use fewer parties, tokens or courts");
  }

  private void roles() throws RefusedTerms {
    Set<Address> roles = new HashSet<>(Set.of(BURN));
    for (int i = 0; i < head.parties().size(); i++) {
      Seat seat = head.parties().get(i);
      String where = "head, parties " + i;
      if (seat.open()) {
        duration(where, seat.openFor());
      } else {
        require(seat.openFor() == 0, Code.OUT_OF_RANGE, where, "a named party has no time to join");
      }
      require(
          seat.open() || roles.add(seat.account()), Code.DUPLICATE, where, "one address, one role");
    }
    for (int i = 0; i < head.attestors().size(); i++) {
      Address attestor = head.attestors().get(i);
      String where = "head, attestors " + i;
      require(!attestor.isZero(), Code.OUT_OF_RANGE, where, "an attestor has an address");
      require(roles.add(attestor), Code.DUPLICATE, where, "one address, one role");
    }
  }

  private static void court(String where, CourtTerms court) throws RefusedTerms {
    require(
        court.id() >= 0 && court.id() < 1L << 32,
        Code.OUT_OF_RANGE,
        where,
        "a court's id is a u32");
    require(
        court.draws() % 2 == 1 && court.draws() >= 1 && court.draws() <= 31,
        Code.OUT_OF_RANGE,
        where,
        "draws an odd number, 1 to 31");
    time(where, court.evidence());
    time(where, court.commit());
    time(where, court.reveal());
    time(where, court.appeal());
    require(
        court.appeals() >= 0 && court.appeals() <= 4, Code.OUT_OF_RANGE, where, "0 to 4 appeals");
    require(
        court.forfeitBps() >= 0 && court.forfeitBps() <= 10_000,
        Code.OUT_OF_RANGE,
        where,
        "forfeits at most 10,000 basis points");
    require(
        court.winnerBps() >= 0
            && court.courtBps() >= 0
            && court.burnBps() >= 0
            && court.winnerBps() + court.courtBps() + court.burnBps() == 10_000,
        Code.AMOUNTS,
        where,
        "winner, court and burn share 10,000 basis points");
    amount(where, court.seatFee(), AMOUNT_BITS);
  }

  /** What each party locks is the sum of its pots. */
  private void deposits() throws RefusedTerms {
    Map<Integer, BigInteger> owed = new TreeMap<>();
    for (DeliverableTerms part : terms.deliverables()) {
      add(owed, part.pays());
      add(owed, part.lots());
    }
    int last = -1;
    for (int i = 0; i < head.money().size(); i++) {
      PartyMoney money = head.money().get(i);
      String where = "head, money " + i;
      reference(where, money.party(), head.parties().size());
      reference(where, money.token(), head.tokens().size());
      amount(where, money.deposit(), 128);
      amount(where, money.maximum(), 128);
      int key = money.party() * MAX_TOKENS + money.token();
      require(key > last, Code.DUPLICATE, where, "entries ascend by party and token");
      last = key;
      require(
          money.deposit().signum() + money.maximum().signum() > 0,
          Code.AMOUNTS,
          where,
          "an entry with both amounts 0 is left out");
      BigInteger sum = Optional.ofNullable(owed.remove(key)).orElse(BigInteger.ZERO);
      require(
          money.deposit().equals(sum),
          Code.AMOUNTS,
          where,
          "the deposit is " + money.deposit() + ", the party's pots sum to " + sum);
    }
    require(owed.isEmpty(), Code.AMOUNTS, "head, money", "a party's pots have no deposit");
  }

  /**
   * The escrow refuses a payout above what the head allows. An outcome that it refuses would leave
   * on L2 a court that has earned what never comes to the vault, so the head must allow all that
   * the pots can pay.
   */
  private void maxima() throws RefusedTerms {
    Maxima needed =
        Maxima.of(head.tokens().size(), head.parties().size(), head.courts(), terms.deliverables());
    Map<Integer, BigInteger> allowed = new TreeMap<>();
    for (PartyMoney money : head.money()) {
      allowed.put(money.party() * MAX_TOKENS + money.token(), money.maximum());
    }
    for (PartyMoney money : needed.money()) {
      BigInteger maximum =
          allowed.getOrDefault(money.party() * MAX_TOKENS + money.token(), BigInteger.ZERO);
      require(
          maximum.compareTo(money.maximum()) >= 0,
          Code.AMOUNTS,
          "head, money",
          "party "
              + money.party()
              + " can receive "
              + money.maximum()
              + " of token "
              + money.token()
              + ", its maximum is "
              + maximum);
    }
    for (int i = 0; i < head.tokens().size(); i++) {
      TermsHead.TokenCap cap = head.caps().get(i);
      TermsHead.TokenCap least = needed.caps().get(i);
      require(
          cap.court().compareTo(least.court()) >= 0 && cap.burn().compareTo(least.burn()) >= 0,
          Code.AMOUNTS,
          "head, caps",
          "court and burn can receive "
              + least.court()
              + " and "
              + least.burn()
              + " of token "
              + i
              + ", the caps are "
              + cap.court()
              + " and "
              + cap.burn());
    }
  }

  private static void add(Map<Integer, BigInteger> owed, List<Pot> pots) {
    for (Pot pot : pots) {
      owed.merge(pot.owner() * MAX_TOKENS + pot.token(), pot.amount(), BigInteger::add);
    }
  }

  static void require(boolean holds, Code code, String where, String detail) throws RefusedTerms {
    if (!holds) {
      throw new RefusedTerms(code, where, detail);
    }
  }

  static void time(String where, long seconds) throws RefusedTerms {
    require(
        seconds >= 0 && seconds < 1L << TIME_BITS,
        Code.OUT_OF_RANGE,
        where,
        "times and durations are below 2^" + TIME_BITS + " seconds");
  }

  private static void duration(String where, long seconds) throws RefusedTerms {
    require(
        seconds >= 1 && seconds <= MAX_DURATION,
        Code.OUT_OF_RANGE,
        where,
        "1 second to ten years (of 365 days)");
  }

  static void count(String where, int count, int least, int most) throws RefusedTerms {
    require(
        count >= least && count <= most,
        Code.COUNT,
        where,
        count + " entries; there may be " + least + " to " + most);
  }

  static void amount(String where, BigInteger amount, int bits) throws RefusedTerms {
    require(
        amount.signum() >= 0 && amount.bitLength() <= bits,
        Code.OUT_OF_RANGE,
        where,
        "an amount is at least 0 and below 2^" + bits);
  }

  static void reference(String where, int index, int size) throws RefusedTerms {
    require(index >= 0 && index < size, Code.BAD_REFERENCE, where, "there is no number " + index);
  }
}
