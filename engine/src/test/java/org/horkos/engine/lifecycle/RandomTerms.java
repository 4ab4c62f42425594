package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Moment.Event;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Maxima;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCheck;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Terms that keep every limit of {@link TermsCheck} and are otherwise anything: also penalties that
 * exceed a lot, programs that read facts that do not exist, seats that nobody needs.
 */
public final class RandomTerms {
  /** A document's hash has all 256 bits and no sign. */
  private static final BigInteger HIGHEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final Chance chance;
  private final List<Seat> parties = new ArrayList<>();
  private final List<Address> attestors = new ArrayList<>();
  private final List<Address> tokens = new ArrayList<>();
  private final List<CourtTerms> courts = new ArrayList<>();
  private final List<DeliverableTerms> parts = new ArrayList<>();

  /** Whose end may end all; -1 for none. */
  private int ender = -1;

  private RandomTerms(Chance chance) {
    this.chance = chance;
  }

  /** Terms out of these choices. */
  public static Terms of(Chance chance) {
    return new RandomTerms(chance).terms();
  }

  /** An address of the tests, by its last byte. */
  public static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = 1;
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  /** A word for a fact: mostly in its range, also just outside. */
  public static BigInteger word(Chance chance, FactTerms fact) {
    if (fact.kind() == Kind.DOCUMENT) {
      return chance.oneIn(20)
          ? BigInteger.ZERO
          : chance.oneIn(2) ? HIGHEST : BigInteger.valueOf(77);
    }
    int outside = chance.oneIn(20) ? 1 : 0;
    if (fact.kind() == Kind.TIME) {
      return BigInteger.valueOf(RandomLife.START + chance.between(-outside, 20));
    }
    BigInteger width = fact.most().subtract(fact.least());
    if (width.bitLength() > 30) {
      return chance.oneIn(2)
          ? chance.of(List.of(fact.least(), fact.most()))
          : fact.least().add(chance.amount().mod(width.add(BigInteger.ONE)));
    }
    return BigInteger.valueOf(
        chance.between(
            fact.least().intValueExact() - outside, fact.most().intValueExact() + outside));
  }

  private Terms terms() {
    int seats = chance.between(2, 5);
    for (int i = 0; i < seats; i++) {
      boolean open = i == seats - 1 && chance.oneIn(3);
      parties.add(open ? new Seat(Address.ZERO, chance.between(1, 90)) : new Seat(address(i), 0));
    }
    for (int i = 0; i < chance.between(0, 2); i++) {
      attestors.add(address(100 + i));
    }
    tokens.add(Address.ZERO);
    if (chance.oneIn(2)) {
      tokens.add(address(200));
    }
    int howManyCourts = chance.between(1, 2);
    for (int i = 0; i < howManyCourts; i++) {
      courts.add(court(i));
    }
    int deliverables = chance.between(1, 4);
    boolean loans = chance.oneIn(6);
    boolean contest = chance.oneIn(4);
    int first = contest ? chance.between(0, deliverables - 1) : deliverables;
    int last = contest ? chance.between(first, deliverables - 1) : -1;
    ender = chance.oneIn(3) ? chance.between(0, deliverables - 1) : -1;
    for (int i = 0; i < deliverables; i++) {
      DeliverableTerms part = loans || chance.oneIn(6) ? owing(i) : part(i);
      boolean entry = i >= first && i <= last;
      parts.add(entry ? with(part, MoneyClauses.entry(part.clauses(), deliverables)) : part);
    }
    if (contest) {
      parts.add(contest(MoneyClauses.contest(chance, first, last - first + 1)));
    }
    Maxima maxima = Maxima.of(tokens.size(), parties.size(), courts, parts);
    TermsHead head =
        new TermsHead(
            "Random",
            1,
            Hash.ZERO,
            Hash.ZERO,
            parties.getFirst().account(),
            0,
            TermsHead.Custody.L1,
            1,
            tokens,
            parties,
            attestors,
            maxima.money(),
            maxima.caps(),
            courts,
            parts.size());
    Terms terms = new Terms(head, parts);
    TermsCheck.check(terms)
        .ifPresent(
            refusal -> {
              throw new AssertionError("these random terms break a limit: " + refusal);
            });
    return terms;
  }

  private CourtTerms court(int id) {
    int winner = chance.between(0, 10_000);
    int court = chance.between(0, 10_000 - winner);
    return new CourtTerms(
        id,
        3,
        chance.between(0, 12),
        chance.between(0, 5),
        chance.between(0, 5),
        0,
        0,
        chance.oneIn(4) ? 10_000 : chance.between(0, 10_000),
        winner,
        court,
        10_000 - winner - court,
        BigInteger.ZERO);
  }

  private DeliverableTerms part(int index) {
    int performer = chance.between(0, parties.size() - 1);
    int after = index > 0 && chance.oneIn(2) ? chance.between(0, index - 1) : DeliverableTerms.NONE;
    List<Pot> pays = pots(chance.oneIn(12) ? 0 : chance.between(1, 3), true);
    List<Pot> lots = pots(chance.between(chance.oneIn(4) ? 0 : 2, 4), false);
    List<FactTerms> facts = new ArrayList<>();
    int howMany = chance.between(chance.oneIn(8) ? 0 : 2, chance.oneIn(8) ? 12 : 5);
    boolean byItself = chance.oneIn(8);
    for (int i = 0; i < howMany; i++) {
      FactTerms fact = fact(performer);
      if (!byItself || !fact.statedByPerformer()) {
        facts.add(fact);
      }
    }
    Moment due = due(after);
    Moment missed = byItself ? new Moment(Event.DUE, 0, chance.between(0, 60)) : missed();
    int grace = chance.between(0, 4);
    int challenge = chance.between(chance.oneIn(5) ? 0 : 4, 20);
    Clauses clauses =
        chance.oneIn(2) && !byItself && index != ender
            ? Clauses.NONE
            : new RandomClauses(chance, parties.size(), byItself)
                .of(performer, facts, due, missed, challenge, grace, after, index == ender);
    return new DeliverableTerms(
        performer,
        after,
        pays,
        lots,
        due,
        grace,
        missed,
        gives(lots),
        gives(lots),
        challenge,
        chance.between(0, courts.size() - 1),
        byItself ? 1 : chance.between(1, 3),
        facts,
        clauses,
        program(facts, pays, lots));
  }

  /** Money is owed in it; the rest is as in any part, as far as it can be. */
  private DeliverableTerms owing(int index) {
    DeliverableTerms part = part(index);
    boolean carries =
        part.after() != DeliverableTerms.NONE
            && !parts.get(part.after()).clauses().owes().isEmpty()
            && chance.oneIn(2);
    List<Owes> owes = MoneyClauses.owes(chance, part.performer(), parties.size(), tokens.size());
    if (carries) {
      int token = parts.get(part.after()).clauses().owes().getFirst().token();
      owes = owes.stream().map(one -> new Owes(one.to(), token, one.amount(), one.late())).toList();
    }
    return new DeliverableTerms(
        part.performer(),
        part.after(),
        part.pays(),
        part.lots(),
        part.due(),
        part.grace(),
        part.missed(),
        part.missedGives(),
        List.of(),
        part.challenge(),
        part.court(),
        1,
        List.of(),
        MoneyClauses.owing(
            part.clauses(), owes, carries ? Optional.of(part.after()) : Optional.empty()),
        program(List.of(), part.pays(), part.lots()));
  }

  private DeliverableTerms contest(Contest contest) {
    int named = parties.getLast().open() ? parties.size() - 1 : parties.size();
    List<Pot> pays = new ArrayList<>();
    int token = chance.between(0, tokens.size() - 1);
    for (int owner = chance.between(0, named - 1); owner < named && pays.size() < 3; owner++) {
      pays.add(new Pot(owner, token, chance.amount()));
    }
    return new DeliverableTerms(
        chance.between(0, named - 1),
        DeliverableTerms.NONE,
        pays,
        List.of(),
        new Moment(Event.START, 0, 1),
        0,
        new Moment(Event.DUE, 0, 1),
        List.of(),
        List.of(),
        0,
        0,
        1,
        List.of(),
        MoneyClauses.contest(contest),
        Program.of(new Assembler().bytes()));
  }

  private static DeliverableTerms with(DeliverableTerms part, Clauses clauses) {
    return new DeliverableTerms(
        part.performer(),
        part.after(),
        part.pays(),
        part.lots(),
        part.due(),
        part.grace(),
        part.missed(),
        part.missedGives(),
        part.failedGives(),
        part.challenge(),
        part.court(),
        part.attempts(),
        part.facts(),
        clauses,
        part.program());
  }

  private List<Pot> pots(int howMany, boolean oneToken) {
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < parties.size(); i++) {
      owners.add(chance.between(0, owners.size()), i);
    }
    int token = chance.between(0, tokens.size() - 1);
    List<Pot> pots = new ArrayList<>();
    for (int owner : owners.subList(0, Math.min(howMany, owners.size()))) {
      int its = oneToken ? token : chance.between(0, tokens.size() - 1);
      pots.add(new Pot(owner, its, chance.amount()));
    }
    return pots;
  }

  private List<Gives> gives(List<Pot> lots) {
    List<Gives> gives = new ArrayList<>();
    for (int lot = 0; lot < lots.size(); lot++) {
      if (chance.oneIn(2)) {
        BigInteger percent = BigInteger.valueOf(chance.between(0, 100));
        BigInteger amount =
            lots.get(lot).amount().multiply(percent).divide(BigInteger.valueOf(100));
        gives.add(new Gives(chance.between(0, parties.size() - 1), lot, amount));
      }
    }
    return gives;
  }

  private Moment due(int after) {
    int offset = chance.between(chance.oneIn(5) ? 0 : 20, 90);
    return switch (chance.between(0, 4)) {
      case 0 -> new Moment(Event.START, 0, offset);
      case 1 -> new Moment(Event.DATE, 0, RandomLife.START + offset);
      case 2 -> new Moment(Event.JOINS, parties.size() - 1, offset);
      default ->
          after == DeliverableTerms.NONE
              ? new Moment(Event.START, 0, offset)
              : new Moment(chance.oneIn(2) ? Event.ENDED : Event.DUE_OF, after, offset);
    };
  }

  private Moment missed() {
    return chance.oneIn(5)
        ? new Moment(Event.START, 0, chance.between(0, 200))
        : new Moment(Event.DUE, 0, chance.between(0, 60));
  }

  private FactTerms fact(int performer) {
    if (chance.oneIn(6)) {
      return new FactTerms(
          Kind.DOCUMENT,
          false,
          Source.PERFORMER,
          0,
          0,
          Silence.NONE,
          BigInteger.ZERO,
          BigInteger.ZERO,
          BigInteger.ZERO);
    }
    boolean choice = chance.oneIn(3);
    int least = choice ? 0 : chance.between(-4, 4);
    int most = choice ? chance.between(1, 3) : least + chance.between(0, 12);
    List<Source> sources = new ArrayList<>(List.of(Source.PERFORMER));
    sources.addAll(Collections.nCopies(2, Source.PARTY));
    if (!attestors.isEmpty()) {
      sources.add(Source.ATTESTOR);
    }
    Source source = chance.of(sources);
    boolean other = source != Source.PERFORMER;
    boolean asClaimed = other && chance.oneIn(2);
    int party = (performer + chance.between(1, parties.size() - 1)) % parties.size();
    return new FactTerms(
        choice ? Kind.CHOICE : Kind.NUMBER,
        !chance.oneIn(8),
        source,
        source == Source.PARTY
            ? party
            : source == Source.ATTESTOR ? chance.between(0, attestors.size() - 1) : 0,
        other ? chance.between(0, 10) : 0,
        asClaimed ? Silence.AS_CLAIMED : other ? Silence.VALUE : Silence.NONE,
        other && !asClaimed ? BigInteger.valueOf(chance.between(least, most)) : BigInteger.ZERO,
        BigInteger.valueOf(least),
        BigInteger.valueOf(most));
  }

  private Program program(List<FactTerms> facts, List<Pot> pays, List<Pot> lots) {
    Assembler code = new Assembler();
    int requires = chance.between(0, 2);
    for (int i = 0; i < requires; i++) {
      condition(code, facts, 2);
      code.op(Op.REQUIRE, i);
    }
    BigInteger pay = pays.stream().map(Pot::amount).reduce(BigInteger.ZERO, BigInteger::add);
    int awards = chance.between(1, 3);
    for (int i = 0; i < awards; i++) {
      condition(code, facts, 1);
      code.push(pay.multiply(BigInteger.valueOf(chance.between(0, 110))).divide(HUNDRED));
      code.op(Op.AWARD, i);
    }
    int asks = chance.oneIn(2) ? chance.between(1, 3) : 0;
    for (int i = 0; i < asks; i++) {
      condition(code, facts, 1);
      code.op(Op.ASK, i);
    }
    int penalties = chance.between(0, 3);
    for (int i = 0; i < penalties; i++) {
      int pot = chance.between(0, lots.size() + (chance.oneIn(8) ? 1 : 0));
      boolean lot = pot > 0 && pot <= lots.size();
      BigInteger of = lot ? lots.get(pot - 1).amount() : pay;
      code.push(of.multiply(BigInteger.valueOf(chance.between(0, 40))).divide(HUNDRED));
      if (chance.oneIn(3)) {
        code.periods(chance.between(1, 5));
      } else {
        word(code, facts);
      }
      code.op(Op.MUL);
      int to = chance.between(0, parties.size() - (chance.oneIn(8) ? 0 : 1));
      code.penalty(i, to, pot);
    }
    if (chance.oneIn(2)) {
      word(code, facts);
      code.op(Op.EARLY).op(Op.MAX).op(Op.VALUE);
    }
    if (chance.oneIn(3)) {
      word(code, facts);
      code.record(0, chance.between(0, parties.size()));
    }
    if (chance.oneIn(40)) {
      code.op(Op.ADD);
    }
    return Program.of(code.bytes());
  }

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private void condition(Assembler code, List<FactTerms> facts, int depth) {
    switch (chance.between(depth > 0 ? 0 : 3, 7)) {
      case 0 -> {
        condition(code, facts, depth - 1);
        condition(code, facts, depth - 1);
        code.op(chance.oneIn(2) ? Op.AND : Op.OR);
      }
      case 1 -> {
        condition(code, facts, depth - 1);
        code.op(Op.NOT);
      }
      case 2, 3 -> code.push(1);
      default -> {
        word(code, facts);
        if (chance.oneIn(2)) {
          code.push(chance.between(0, 5));
        } else {
          word(code, facts);
        }
        code.op(chance.of(List.of(Op.LT, Op.LE, Op.LE, Op.EQ)));
      }
    }
  }

  private void word(Assembler code, List<FactTerms> facts) {
    Optional<Integer> number =
        facts.isEmpty() || chance.oneIn(3)
            ? Optional.empty()
            : Optional.of(chance.between(0, facts.size() - (chance.oneIn(20) ? 0 : 1)));
    number.ifPresentOrElse(fact -> code.op(Op.FACT, fact), () -> code.push(chance.between(-2, 8)));
  }
}
