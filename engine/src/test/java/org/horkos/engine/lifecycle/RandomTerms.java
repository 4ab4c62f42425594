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
    for (int i = 0; i < deliverables; i++) {
      parts.add(part(i));
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
            deliverables);
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
    for (int i = 0; i < howMany; i++) {
      facts.add(fact(performer));
    }
    return new DeliverableTerms(
        performer,
        after,
        pays,
        lots,
        due(after),
        chance.between(0, 4),
        missed(),
        gives(lots),
        gives(lots),
        chance.between(chance.oneIn(5) ? 0 : 4, 20),
        chance.between(0, courts.size() - 1),
        chance.between(1, 3),
        facts,
        program(facts, pays, lots));
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
