package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Fraction;
import org.horkos.dsl.value.Hash;

/**
 * Makes typed agreements, and fact sheets at the edges where rules change their mind: the ends of
 * ranges, the numbers of comparisons, the ends of periods, each and one beside it. The same seed
 * gives the same.
 */
public final class RandomAgreements {
  private static final long DAY = 86_400;
  private static final int PARTIES = 3;

  private final Random random;

  /** A generator that can be replayed with its seed. */
  public RandomAgreements(long seed) {
    this.random = new Random(seed);
  }

  /** An agreement of one deliverable with up to four rules of each kind. */
  public Agreement agreement() {
    List<Deliverable.Fact> facts = new ArrayList<>();
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      facts.add(fact("fact" + n));
    }
    List<Deliverable.Pay> pays = new ArrayList<>();
    for (int payer = 0; payer <= random.nextInt(2); payer++) {
      pays.add(new Deliverable.Pay(payer, 0, product(share(), new Quantity.ParameterValue(0))));
    }
    List<Deliverable.Lot> lots = new ArrayList<>();
    lots.add(new Deliverable.Lot(2, 0, product(share(), new Quantity.Pay())));
    if (random.nextBoolean()) {
      lots.add(new Deliverable.Lot(0, 0, product(share(), new Quantity.Pay())));
    }
    List<Deliverable.Require> requires = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      requires.add(new Deliverable.Require("require \"" + n, condition(facts, 2)));
    }
    List<Deliverable.Award> awards = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      awards.add(
          random.nextInt(3) > 0
              ? new Deliverable.Award(share().value(), condition(facts, 2))
              : new Deliverable.Award(quantity(facts, 2), Optional.empty(), condition(facts, 2)));
    }
    List<Deliverable.Penalty> penalties = new ArrayList<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      penalties.add(penalty(facts, lots.size()));
    }
    Deliverable deliverable =
        new Deliverable(
            "work",
            2,
            Optional.empty(),
            pays,
            lots,
            new Moment(Moment.Event.START, 0, 10 * DAY),
            DAY,
            new Moment(Moment.Event.DUE, 0, 20 * DAY),
            List.of(),
            List.of(),
            DAY,
            0,
            1,
            facts,
            requires,
            awards,
            penalties,
            clauses(facts));
    return new Agreement(
        "Random",
        1,
        Optional.empty(),
        Hash.ZERO,
        DAY,
        List.of(new Agreement.Token("TOK", random.nextInt(19))),
        List.of(
            new Agreement.Parameter(
                "price", BigInteger.ONE, BigInteger.ONE.shiftLeft(100), Optional.of(0))),
        List.of(
            new Agreement.Party("first", Optional.empty()),
            new Agreement.Party("second", Optional.empty()),
            new Agreement.Party("worker", Optional.empty())),
        List.of(new Agreement.Attestor("oracle")),
        List.of(new Agreement.Court("court", 3, DAY, DAY, DAY, 0, 0, 3_000, 6_000, 3_000, 1_000)),
        List.of(deliverable));
  }

  /** A value, conditions to ask on and points, each now and then. */
  private Clauses clauses(List<Deliverable.Fact> facts) {
    List<Clauses.Asked> asked = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      asked.add(new Clauses.Asked(List.of(), condition(facts, 2)));
    }
    List<Clauses.Points> records = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      records.add(
          new Clauses.Points(
              "record */ \" \n end",
              random.nextInt(PARTIES),
              product(share(), number(random.nextInt(2_000) - 1_000)),
              condition(facts, 1)));
    }
    return new Clauses(
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Clauses.Entry(0, new Quantity.Greatest(number(0), quantity(facts, 2)))),
        Optional.empty(),
        asked,
        records);
  }

  /** Addresses and a price, between a few units and 2^90. */
  public Bindings bindings() {
    return new Bindings(
        List.of(BigInteger.valueOf(10_000).add(new BigInteger(random.nextInt(90), random))),
        List.of(address(1)),
        List.of(Optional.of(address(2)), Optional.of(address(3)), Optional.of(address(4))),
        List.of(address(5)),
        List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
        address(2),
        2_000_000_000L,
        Hash.ZERO);
  }

  /** Facts within their ranges, half of them where a rule may change its mind. */
  public FactSheet sheet(Deliverable deliverable) {
    Edges edges = new Edges();
    deliverable.requires().forEach(require -> edges.of(require.condition()));
    deliverable.awards().forEach(award -> edges.of(award.when()));
    deliverable
        .penalties()
        .forEach(
            penalty -> {
              edges.of(penalty.when());
              edges.of(penalty.amount());
            });
    deliverable.clauses().asked().forEach(asked -> edges.of(asked.when()));
    deliverable.clauses().records().forEach(points -> edges.of(points.when()));
    List<BigInteger> words = new ArrayList<>();
    for (Deliverable.Fact fact : deliverable.facts()) {
      words.add(word(fact.domain(), edges.numbers));
    }
    long late = lateness(new ArrayList<>(edges.periods));
    return new FactSheet(words, late, late > 0 ? 0 : lateness(new ArrayList<>(edges.periods)));
  }

  private BigInteger word(Deliverable.Domain domain, TreeSet<BigInteger> numbers) {
    return switch (domain) {
      case Deliverable.Domain.Document document -> new BigInteger(256, random).add(BigInteger.ONE);
      case Deliverable.Domain.Choice choice ->
          BigInteger.valueOf(random.nextInt(choice.options().size()));
      case Deliverable.Domain.Range _,
          Deliverable.Domain.TimeSpan _,
          Deliverable.Domain.Percent _,
          Deliverable.Domain.Time _ -> {
        Deliverable.Domain range = domain;
        BigInteger width = range.most().subtract(range.least());
        BigInteger word =
            switch (random.nextInt(5)) {
              case 0 -> range.least().add(BigInteger.valueOf(random.nextInt(2)));
              case 1 -> range.most().subtract(BigInteger.valueOf(random.nextInt(2)));
              case 2, 3 ->
                  numbers.isEmpty()
                      ? range.least()
                      : new ArrayList<>(numbers)
                          .get(random.nextInt(numbers.size()))
                          .add(BigInteger.valueOf(random.nextInt(3) - 1));
              default ->
                  range
                      .least()
                      .add(
                          new BigInteger(width.bitLength() + 8, random)
                              .mod(width.add(BigInteger.ONE)));
            };
        yield word.max(range.least()).min(range.most());
      }
    };
  }

  private long lateness(List<Long> periods) {
    if (random.nextInt(3) == 0) {
      return 0;
    }
    long period =
        periods.isEmpty() || random.nextInt(3) == 0
            ? DAY
            : periods.get(random.nextInt(periods.size()));
    return Math.max(0, period * random.nextInt(13) + random.nextInt(3) - 1);
  }

  private Deliverable.Fact fact(String name) {
    Deliverable.Domain domain =
        switch (random.nextInt(9)) {
          case 6 -> new Deliverable.Domain.Percent();
          case 7 -> new Deliverable.Domain.TimeSpan(BigInteger.ZERO, BigInteger.valueOf(DAY));
          case 8 -> range(1, 2 + random.nextInt(20), Optional.empty());
          case 0 -> new Deliverable.Domain.Choice(List.of("yes", "no"));
          case 1 -> new Deliverable.Domain.Choice(List.of("a", "b", "c", "d"));
          case 2 -> new Deliverable.Domain.Document();
          case 3 -> range(-random.nextInt(1_000), random.nextInt(1_000), Optional.empty());
          case 4 -> range(0, Long.MAX_VALUE - random.nextInt(1_000), Optional.of(0));
          default -> range(0, 1 + random.nextInt(500), Optional.empty());
        };
    return new Deliverable.Fact(
        name, Optional.of("What?"), false, domain, new Deliverable.Source.Performer());
  }

  private static Deliverable.Domain range(long least, long most, Optional<Integer> token) {
    return new Deliverable.Domain.Range(BigInteger.valueOf(least), BigInteger.valueOf(most), token);
  }

  private Deliverable.Penalty penalty(List<Deliverable.Fact> facts, int lots) {
    Optional<Integer> fromLot =
        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(lots));
    Quantity base = fromLot.isPresent() ? new Quantity.Lot(fromLot.get()) : new Quantity.Pay();
    Quantity amount =
        switch (random.nextInt(4)) {
          case 0 -> product(share(), base);
          case 1 ->
              new Quantity.Least(
                  new Quantity.Product(List.of(product(share(), base), periods())),
                  product(share(), base));
          case 2 -> new Quantity.Least(quantity(facts, 2), base);
          default -> new Quantity.Product(List.of(share(), base, periods()));
        };
    Condition when = random.nextBoolean() ? new Condition.Always() : condition(facts, 2);
    return new Deliverable.Penalty(
        "penalty */ \" \n end", random.nextInt(PARTIES), fromLot, amount, when);
  }

  private Condition condition(List<Deliverable.Fact> facts, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> new Condition.Late();
      case 1, 2, 3 ->
          new Condition.Compare(numberFact(facts), operator(), number(random.nextInt(400)));
      case 4 -> new Condition.Compare(quantity(facts, 1), operator(), quantity(facts, 1));
      case 5 -> new Condition.Not(condition(facts, depth - 1));
      case 6 ->
          new Condition.Any(List.of(condition(facts, depth - 1), condition(facts, depth - 1)));
      default ->
          new Condition.All(List.of(condition(facts, depth - 1), condition(facts, depth - 1)));
    };
  }

  private Condition.Operator operator() {
    Condition.Operator[] all = Condition.Operator.values();
    return all[random.nextInt(all.length)];
  }

  private Quantity quantity(List<Deliverable.Fact> facts, int depth) {
    return switch (random.nextInt(depth > 0 ? 14 : 4)) {
      case 8 -> new Quantity.Greatest(quantity(facts, depth - 1), quantity(facts, depth - 1));
      case 9 -> new Quantity.PeriodsEarly(random.nextBoolean() ? 1 : DAY);
      case 10 ->
          new Quantity.If(
              condition(facts, depth - 1), quantity(facts, depth - 1), quantity(facts, depth - 1));
      case 11 -> median(facts);
      case 12 -> power(facts);
      case 13 -> quotient(facts, depth);
      case 0 -> number(random.nextInt(1_000) - 200);
      case 1 -> share();
      case 2, 3 -> numberFact(facts);
      case 4 -> new Quantity.Sum(List.of(quantity(facts, depth - 1), quantity(facts, depth - 1)));
      case 5 ->
          new Quantity.Product(List.of(quantity(facts, depth - 1), quantity(facts, depth - 1)));
      case 6 -> new Quantity.Least(quantity(facts, depth - 1), quantity(facts, depth - 1));
      default -> periods();
    };
  }

  /** The median of facts that rules can read; a number if there is none. */
  private Quantity median(List<Deliverable.Fact> facts) {
    List<Integer> votes = new ArrayList<>();
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      if (numberFact(facts) instanceof Quantity.FactValue fact) {
        votes.add(fact.index());
      }
    }
    return votes.isEmpty()
        ? number(1)
        : new Quantity.Median(votes, BigInteger.valueOf(random.nextInt(100) - 50));
  }

  /** A share to the power of a small count; of the count itself if there is none. */
  private Quantity power(List<Deliverable.Fact> facts) {
    Optional<Integer> count = smallCount(facts);
    return count.isEmpty()
        ? share()
        : new Quantity.Power(
            new Quantity.Constant(Fraction.of(9, 10)), new Quantity.FactValue(count.get()), 22);
  }

  private Quantity quotient(List<Deliverable.Fact> facts, int depth) {
    Optional<Integer> count = smallCount(facts);
    return count.isEmpty()
        ? new Quantity.Quotient(quantity(facts, depth - 1), number(1 + random.nextInt(9)), 1, 1)
        : new Quantity.Quotient(
            quantity(facts, depth - 1), new Quantity.FactValue(count.get()), 1, 22);
  }

  /** A fact from 1 to at most 22. */
  private static Optional<Integer> smallCount(List<Deliverable.Fact> facts) {
    for (int i = 0; i < facts.size(); i++) {
      Deliverable.Domain domain = facts.get(i).domain();
      if (domain instanceof Deliverable.Domain.Range
          && domain.least().signum() > 0
          && domain.most().bitLength() <= 5) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** A fact that rules can read: not a document. */
  private Quantity numberFact(List<Deliverable.Fact> facts) {
    int index = random.nextInt(facts.size());
    return facts.get(index).domain() instanceof Deliverable.Domain.Document
        ? number(random.nextInt(5))
        : new Quantity.FactValue(index);
  }

  private Quantity periods() {
    long[] periods = {3_600, DAY, 2 * DAY, 7, 1};
    return new Quantity.PeriodsLate(periods[random.nextInt(periods.length)]);
  }

  private Quantity.Constant share() {
    int[] bases = {100, 1_000, 7, 3};
    int base = bases[random.nextInt(bases.length)];
    return new Quantity.Constant(Fraction.of(1 + random.nextInt(base), base));
  }

  private static Quantity number(long value) {
    return new Quantity.Constant(Fraction.of(value));
  }

  private static Quantity product(Quantity left, Quantity right) {
    return new Quantity.Product(List.of(left, right));
  }

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[19] = (byte) number;
    return Address.of(bytes);
  }

  /** The numbers and periods that a deliverable's rules name. */
  private static final class Edges {
    private final TreeSet<BigInteger> numbers = new TreeSet<>();
    private final TreeSet<Long> periods = new TreeSet<>();

    private void of(Condition condition) {
      switch (condition) {
        case Condition.Always always -> {}
        case Condition.Late late -> {}
        case Condition.Not not -> of(not.condition());
        case Condition.All all -> all.conditions().forEach(this::of);
        case Condition.Any any -> any.conditions().forEach(this::of);
        case Condition.Compare compare -> {
          of(compare.left());
          of(compare.right());
        }
      }
    }

    private void of(Quantity quantity) {
      switch (quantity) {
        case Quantity.Constant constant -> numbers.add(constant.value().floor());
        case Quantity.PeriodsLate late -> periods.add(late.periodSeconds());
        case Quantity.Sum sum -> sum.terms().forEach(this::of);
        case Quantity.Product product -> product.factors().forEach(this::of);
        case Quantity.Least least -> {
          of(least.left());
          of(least.right());
        }
        case Quantity.Greatest greatest -> {
          of(greatest.left());
          of(greatest.right());
        }
        case Quantity.PeriodsEarly early -> periods.add(early.periodSeconds());
        case Quantity.Power power -> of(power.exponent());
        case Quantity.Quotient quotient -> {
          of(quotient.part());
          of(quotient.by());
        }
        case Quantity.If one -> {
          of(one.when());
          of(one.then());
          of(one.otherwise());
        }
        case Quantity.Median median -> numbers.add(median.least());
        case Quantity.ParameterValue value -> {}
        case Quantity.FactValue fact -> {}
        case Quantity.Pay pay -> {}
        case Quantity.Lot lot -> {}
      }
    }
  }
}
