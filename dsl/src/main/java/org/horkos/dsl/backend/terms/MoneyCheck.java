package org.horkos.dsl.backend.terms;

import static org.horkos.dsl.backend.terms.TermsCheck.amount;
import static org.horkos.dsl.backend.terms.TermsCheck.count;
import static org.horkos.dsl.backend.terms.TermsCheck.reference;
import static org.horkos.dsl.backend.terms.TermsCheck.require;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Kind;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;

/** The limits of clauses on money that is owed, and on contests and their entries. */
final class MoneyCheck {
  /** The most entries of what is owed. */
  static final int MAX_OWES = 8;

  private static final int TEN_THOUSAND = 10_000;

  private final Terms terms;
  private final int index;
  private final DeliverableTerms part;
  private final String where;

  private MoneyCheck(Terms terms, int index) {
    this.terms = terms;
    this.index = index;
    this.part = terms.deliverables().get(index);
    this.where = "deliverable " + index + ", clauses";
  }

  /** Refuses what breaks a limit. */
  static void check(Terms terms, int index) throws RefusedTerms {
    MoneyCheck check = new MoneyCheck(terms, index);
    Clauses clauses = check.part.clauses();
    if (!clauses.owes().isEmpty()) {
      check.owes(clauses.owes());
    }
    if (clauses.carriesFrom().isPresent()) {
      check.carries(clauses.carriesFrom().get());
    }
    if (clauses.entryOf().isPresent()) {
      check.entry(clauses.entryOf().get());
    }
    if (clauses.contest().isPresent()) {
      check.contest(clauses.contest().get());
    }
  }

  private void owes(List<Owes> owes) throws RefusedTerms {
    count(where + ", owes", owes.size(), 1, MAX_OWES);
    BigInteger sum = BigInteger.ZERO;
    for (Owes one : owes) {
      reference(where, one.to(), terms.head().parties().size());
      reference(where, one.token(), terms.head().tokens().size());
      require(
          one.token() == owes.getFirst().token(),
          Code.AMOUNTS,
          where,
          "all that is owed here is in one token");
      require(
          one.to() != part.performer(),
          Code.BAD_REFERENCE,
          where,
          "the performer owes it, so it is for somebody else");
      require(one.amount().signum() > 0, Code.AMOUNTS, where, "what is owed is above 0");
      sum = sum.add(one.amount());
    }
    amount(where + ", owes", sum, TermsCheck.AMOUNT_BITS);
    require(
        !owes.stream().allMatch(Owes::late),
        Code.AMOUNTS,
        where,
        "something is owed also when it is paid in time");
    // INVARIANT: there is nothing to contest, so what is missed is missed at once.
    require(
        part.facts().isEmpty() && part.attempts() == 1 && part.failedGives().isEmpty(),
        Code.BAD_REFERENCE,
        where,
        "what is owed has no facts, is paid once and cannot fail");
    require(
        !part.clauses().byItself(),
        Code.BAD_REFERENCE,
        where,
        "what is owed is paid by somebody, not by itself");
  }

  private void carries(int from) throws RefusedTerms {
    require(
        from == part.after()
            && from != DeliverableTerms.NONE
            && part.clauses().afterAnyEnd()
            && !part.clauses().owes().isEmpty(),
        Code.BAD_REFERENCE,
        where,
        "a rest is carried to what is owed after the end, whatever it is, of what it is of");
    List<Owes> before = terms.deliverables().get(from).clauses().owes();
    require(
        !before.isEmpty() && before.getFirst().token() == part.clauses().owes().getFirst().token(),
        Code.BAD_REFERENCE,
        where,
        "what is carried is a rest of money owed in the same token");
  }

  private void entry(int contest) throws RefusedTerms {
    reference(where, contest, terms.deliverables().size());
    require(
        terms.deliverables().get(contest).clauses().contest().filter(this::holds).isPresent(),
        Code.BAD_REFERENCE,
        where,
        "an entry is one of those of its contest");
  }

  private boolean holds(Contest contest) {
    return index >= contest.first() && index - contest.first() < contest.count();
  }

  private void contest(Contest contest) throws RefusedTerms {
    int all = terms.deliverables().size();
    count(where + ", entries", contest.count(), 1, all);
    reference(where, contest.first() + contest.count() - 1, all);
    places(contest);
    require(
        part.clauses().kinds().equals(List.of(Kind.CONTEST)),
        Code.BAD_REFERENCE,
        where,
        "a contest says nothing else");
    require(
        part.after() == DeliverableTerms.NONE
            && part.facts().isEmpty()
            && part.lots().isEmpty()
            && part.attempts() == 1,
        Code.BAD_REFERENCE,
        where,
        "nobody delivers a contest: it waits for nothing but its entries, and has no facts or bonds");
    require(!part.pays().isEmpty(), Code.AMOUNTS, where, "a contest has a pay to share out");
    named(part.performer());
    for (Pot pay : part.pays()) {
      named(pay.owner());
    }
    for (int entry = contest.first(); entry < contest.first() + contest.count(); entry++) {
      entryOfThis(entry);
    }
  }

  private void places(Contest contest) throws RefusedTerms {
    int sum = 0;
    for (int bps : contest.bps()) {
      sum += bps;
    }
    require(sum <= TEN_THOUSAND, Code.OUT_OF_RANGE, where, "places share at most all of the pay");
    require(
        contest.bps().isEmpty() == (contest.mode() == Contest.Mode.SHARES),
        Code.OUT_OF_RANGE,
        where,
        "places have parts of the pay, shares follow the values");
  }

  private void named(int party) throws RefusedTerms {
    require(
        !terms.head().parties().get(party).open(),
        Code.BAD_REFERENCE,
        where,
        "a contest is of named parties, who have paid in when it begins");
  }

  /** INVARIANT: whatever an entry waits for can end before the contest does. */
  private void entryOfThis(int entry) throws RefusedTerms {
    require(
        terms.deliverables().get(entry).clauses().entryOf().filter(of -> of == index).isPresent(),
        Code.BAD_REFERENCE,
        where,
        "deliverable " + entry + " is no entry of this contest");
    int before = terms.deliverables().get(entry).after();
    for (int steps = 0; before != DeliverableTerms.NONE && steps < 62; steps++) {
      reference(where, before, terms.deliverables().size());
      require(
          terms.deliverables().get(before).clauses().contest().isEmpty(),
          Code.BAD_REFERENCE,
          where,
          "an entry waits for no contest");
      before = terms.deliverables().get(before).after();
    }
  }
}
