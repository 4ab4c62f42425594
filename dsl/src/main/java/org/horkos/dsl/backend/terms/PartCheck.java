package org.horkos.dsl.backend.terms;

import static org.horkos.dsl.backend.terms.TermsCheck.amount;
import static org.horkos.dsl.backend.terms.TermsCheck.count;
import static org.horkos.dsl.backend.terms.TermsCheck.reference;
import static org.horkos.dsl.backend.terms.TermsCheck.require;
import static org.horkos.dsl.backend.terms.TermsCheck.time;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;

/** The limits of one deliverable's part. */
final class PartCheck {
  /** The most pays, and the most lots, of a deliverable. */
  static final int MAX_POTS = 8;

  /** The most entries of what a missed or failed deliverable gives. */
  static final int MAX_GIVES = 16;

  /** The most facts of a deliverable. */
  static final int MAX_FACTS = 32;

  /** The most bytes of a rule program. */
  static final int MAX_PROGRAM = 1536;

  private static final int WORD_BITS = 128;

  /** The greatest word of a fact that is a time. */
  private static final BigInteger LAST_TIME =
      BigInteger.ONE.shiftLeft(TermsCheck.TIME_BITS).subtract(BigInteger.ONE);

  private final Terms terms;
  private final DeliverableTerms part;
  private final int index;
  private final String where;

  private PartCheck(Terms terms, int index) {
    this.terms = terms;
    this.part = terms.deliverables().get(index);
    this.index = index;
    this.where = "deliverable " + index;
  }

  /** Refuses what breaks a limit. */
  static void check(Terms terms, int index) throws RefusedTerms {
    PartCheck check = new PartCheck(terms, index);
    check.references();
    check.pots();
    check.gives("missed", check.part.missedGives());
    check.gives("failed", check.part.failedGives());
    count(check.where + ", facts", check.part.facts().size(), 0, MAX_FACTS);
    for (int i = 0; i < check.part.facts().size(); i++) {
      check.fact(check.where + ", fact " + i, check.part.facts().get(i));
    }
    ClauseCheck.check(terms, check.part, check, check.where);
    MoneyCheck.check(terms, index);
    require(
        check.part.program().code().length <= MAX_PROGRAM,
        Code.TOO_LARGE,
        check.where + ", program",
        "a rule program has at most " + MAX_PROGRAM + " bytes; use fewer or shorter rules");
    int bytes = TermsCodec.encodePart(check.part).length;
    require(
        bytes <= TermsCodec.MAX_PART_BYTES,
        Code.TOO_LARGE,
        check.where,
        bytes
            + " bytes; a part has at most "
            + TermsCodec.MAX_PART_BYTES
            + "; use fewer facts or rules, or split the deliverable");
  }

  private void references() throws RefusedTerms {
    reference(where + ", performer", part.performer(), terms.head().parties().size());
    reference(where + ", court", part.court(), terms.head().courts().size());
    require(
        part.attempts() >= 1 && part.attempts() <= 255,
        Code.OUT_OF_RANGE,
        where + ", attempts",
        "1 to 255 deliveries");
    seconds(where + ", grace", part.grace());
    seconds(where + ", challenge", part.challenge());
    int size = terms.deliverables().size();
    int before = part.after();
    for (int steps = 0; before != DeliverableTerms.NONE; steps++) {
      reference(where + ", after", before, size);
      require(steps < size, Code.BAD_REFERENCE, where + ", after", "deliverables wait in a circle");
      before = terms.deliverables().get(before).after();
    }
    require(
        part.due().event() != Moment.Event.DUE,
        Code.BAD_REFERENCE,
        where + ", due",
        "due cannot be counted from itself");
    moment(where + ", due", part.due());
    moment(where + ", missed", part.missed());
  }

  /** Refuses a moment that breaks a limit. */
  void moment(String at, Moment moment) throws RefusedTerms {
    time(at, moment.offsetSeconds());
    switch (moment.event()) {
      case START, DUE, DATE ->
          require(moment.index() == 0, Code.BAD_REFERENCE, at, "this event names nothing");
      case JOINS -> reference(at, moment.index(), terms.head().parties().size());
      case ENDED, DUE_OF ->
          require(
              waitsFor(moment.index()),
              Code.BAD_REFERENCE,
              at,
              "it counts from deliverable " + moment.index() + ", for which it does not wait");
    }
  }

  /**
   * Whether {@code other} has surely ended when this opens, so that its instants are known then:
   * what this waits for was not cancelled, and so has waited itself.
   */
  private boolean waitsFor(int other) {
    DeliverableTerms at = part;
    while (at.after() != DeliverableTerms.NONE && at.after() != other) {
      at = terms.deliverables().get(at.after());
    }
    return at.after() == other && other != DeliverableTerms.NONE;
  }

  private void pots() throws RefusedTerms {
    count(where + ", pays", part.pays().size(), 0, MAX_POTS);
    count(where + ", lots", part.lots().size(), 0, MAX_POTS);
    owners("pays", part.pays());
    owners("lots", part.lots());
    for (Pot pay : part.pays()) {
      require(
          pay.token() == part.pays().getFirst().token(),
          Code.AMOUNTS,
          where + ", pays",
          "all pays are in one token");
    }
    amount(where + ", pays", part.pay(), TermsCheck.AMOUNT_BITS);
  }

  private void owners(String what, List<Pot> pots) throws RefusedTerms {
    Set<Integer> owners = new HashSet<>();
    for (int i = 0; i < pots.size(); i++) {
      Pot pot = pots.get(i);
      String at = where + ", " + what + " " + i;
      reference(at, pot.owner(), terms.head().parties().size());
      reference(at, pot.token(), terms.head().tokens().size());
      amount(at, pot.amount(), TermsCheck.AMOUNT_BITS);
      require(
          pot.amount().signum() > 0,
          Code.AMOUNTS,
          at,
          "it comes to less than one base unit; leave it out or make it larger");
      require(owners.add(pot.owner()), Code.DUPLICATE, at, "one entry an owner");
    }
  }

  private void gives(String what, List<Gives> gives) throws RefusedTerms {
    count(where + ", " + what, gives.size(), 0, MAX_GIVES);
    BigInteger[] left = part.lots().stream().map(Pot::amount).toArray(BigInteger[]::new);
    for (int i = 0; i < gives.size(); i++) {
      Gives entry = gives.get(i);
      String at = where + ", " + what + " " + i;
      reference(at, entry.to(), terms.head().parties().size());
      reference(at, entry.lot(), left.length);
      amount(at, entry.amount(), TermsCheck.AMOUNT_BITS);
      left[entry.lot()] = left[entry.lot()].subtract(entry.amount());
      require(left[entry.lot()].signum() >= 0, Code.AMOUNTS, at, "it gives more than the lot has");
    }
  }

  private void fact(String at, FactTerms fact) throws RefusedTerms {
    seconds(at, fact.within());
    boolean silent = fact.silence() == Silence.VALUE;
    switch (fact.source()) {
      case PERFORMER ->
          require(
              fact.index() == 0 && fact.within() == 0 && fact.silence() == Silence.NONE,
              Code.OUT_OF_RANGE,
              at,
              "what the performer states has neither time nor silence");
      case PARTY -> {
        reference(at, fact.index(), terms.head().parties().size());
        require(
            fact.index() != part.performer() || part.clauses().byItself(),
            Code.BAD_REFERENCE,
            at,
            "the performer states it with the delivery, not as another party");
      }
      case ATTESTOR -> reference(at, fact.index(), terms.head().attestors().size());
    }
    require(
        fact.source() == Source.PERFORMER || fact.silence() != Silence.NONE,
        Code.OUT_OF_RANGE,
        at,
        "another source's silence means something");
    require(
        fact.least().bitLength() <= WORD_BITS && fact.most().bitLength() <= WORD_BITS,
        Code.OUT_OF_RANGE,
        at,
        "ranges lie within -2^128 and 2^128 - 1");
    require(fact.least().compareTo(fact.most()) <= 0, Code.OUT_OF_RANGE, at, "an empty range");
    require(
        silent
            ? fact.silenceWord().compareTo(fact.least()) >= 0
                && fact.silenceWord().compareTo(fact.most()) <= 0
            : fact.silenceWord().signum() == 0,
        Code.OUT_OF_RANGE,
        at,
        "what silence means lies in the range");
    require(
        fact.kind() != Kind.CHOICE
            || (fact.least().signum() == 0
                && fact.most().signum() > 0
                && fact.most().bitLength() <= 8),
        Code.OUT_OF_RANGE,
        at,
        "a choice has 2 to 256 options");
    require(
        fact.kind() != Kind.TIME || (fact.least().signum() == 0 && fact.most().equals(LAST_TIME)),
        Code.OUT_OF_RANGE,
        at,
        "a time is any second before 2^40");
    require(
        fact.kind() != Kind.DOCUMENT
            || (!fact.contestable()
                && !silent
                && fact.least().signum() == 0
                && fact.most().signum() == 0),
        Code.OUT_OF_RANGE,
        at,
        "a document has no range, no default and is not contested");
  }

  private static void seconds(String at, long seconds) throws RefusedTerms {
    require(seconds >= 0 && seconds < 1L << 32, Code.OUT_OF_RANGE, at, "seconds fit a u32");
  }
}
