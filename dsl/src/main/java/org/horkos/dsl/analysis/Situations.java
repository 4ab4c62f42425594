package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.value.Fraction;

/**
 * Looks for a situation of a deliverable that shows something: at the ends of ranges and where
 * rules compare. All of these are tried where they are few, else one after the other is improved. A
 * situation that is found is true; that none is found proves nothing.
 */
final class Situations {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  /** Nothing that is delivered earlier is looked at. */
  private static final long MONTH = 30 * DAY;

  private static final int ALL = 4_096;
  private static final int WORDS_OF_A_FACT = 12;
  private static final int FEW = 8;
  private static final int MOST_BOUND = 64;
  private static final int ROUNDS = 4;

  /** What it costs to see whether a life leads to one, in looks at one. */
  private static final int A_LIFE = 50;

  private final List<Agreement.Parameter> parameters;
  private final Deliverable deliverable;
  private final Budget budget;
  private final Points points;

  Situations(List<Agreement.Parameter> parameters, Deliverable deliverable, Budget budget) {
    this(parameters, deliverable, Points.of(deliverable), budget);
  }

  /** Those in which one of these points may matter. */
  Situations(
      List<Agreement.Parameter> parameters, Deliverable deliverable, Points points, Budget budget) {
    this.parameters = parameters;
    this.deliverable = deliverable;
    this.budget = budget;
    this.points = points;
  }

  /** The values of parameters among which the worst ones mostly are, those of a hint first. */
  List<List<BigInteger>> bound(Map<Integer, Fraction> hint) {
    Set<List<BigInteger>> all = new LinkedHashSet<>();
    List<Integer> free = points.parameters().stream().filter(p -> !hint.containsKey(p)).toList();
    int corners = free.size() <= 4 ? 1 << free.size() : 2;
    for (int corner = corners - 1; corner >= 0; corner--) {
      List<BigInteger> values = new ArrayList<>();
      for (int p = 0; p < parameters.size(); p++) {
        Agreement.Parameter one = parameters.get(p);
        int place = free.indexOf(p);
        boolean most = free.size() <= 4 && place >= 0 ? (corner >> place & 1) == 1 : corner > 0;
        BigInteger end = most || place < 0 ? one.most() : one.least();
        values.add(hint.containsKey(p) ? hint.get(p).floor() : end);
      }
      all.add(List.copyOf(values));
    }
    List<BigInteger> worst = all.iterator().next();
    points
        .crossings()
        .forEach(
            (p, numbers) ->
                numbers.stream()
                    .filter(n -> n.compareTo(parameters.get(p).least()) >= 0)
                    .filter(n -> n.compareTo(parameters.get(p).most()) <= 0)
                    .limit(FEW)
                    .forEach(
                        n -> {
                          List<BigInteger> values = new ArrayList<>(worst);
                          values.set(p, n);
                          all.add(List.copyOf(values));
                        }));
    return all.stream().limit(MOST_BOUND).toList();
  }

  /** The situation in which something is greatest, if it can be above 0 in a possible one. */
  Optional<Situation> worst(
      List<List<BigInteger>> bound,
      Function<Situation, Fraction> excess,
      Predicate<Situation> possible) {
    Best best = new Best(excess, possible);
    if (!budget.has(look())
        || deliverable.clauses().measuredBy().isPresent()
            && deliverable.due().event() != Moment.Event.START) {
      return Optional.empty();
    }
    for (List<BigInteger> values : bound) {
      Amounts amounts = Amounts.of(deliverable, values);
      List<List<BigInteger>> words = words(amounts);
      long product =
          words.stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(ALL + 1, a * b));
      for (long behind : delays()) {
        List<BigInteger> first = words.stream().map(List::getFirst).toList();
        Situation start = new Situation(deliverable, amounts, first, behind);
        if (product <= ALL) {
          enumerate(start, words, 0, best);
        } else {
          improve(start, words, best);
        }
      }
    }
    return best.found();
  }

  /** What it costs to look at a situation. */
  private int look() {
    return points.size() + 4 * deliverable.facts().size();
  }

  private void enumerate(Situation at, List<List<BigInteger>> words, int fact, Best best) {
    if (!budget.has(look())) {
      return;
    }
    if (fact == words.size()) {
      best.offer(normal(at));
      return;
    }
    for (BigInteger word : words.get(fact)) {
      enumerate(at.with(fact, word), words, fact + 1, best);
    }
  }

  private void improve(Situation start, List<List<BigInteger>> words, Best best) {
    Situation at = normal(start);
    best.offer(at);
    for (int round = 0; round < ROUNDS; round++) {
      for (int fact = 0; fact < words.size(); fact++) {
        for (BigInteger word : words.get(fact)) {
          if (!budget.has(look())) {
            return;
          }
          at = best.better(normal(at.with(fact, word)), at);
        }
      }
    }
  }

  /** What is not asked is what its silence means; what is measured is when it is delivered. */
  private Situation normal(Situation situation) {
    Situation at = situation;
    if (deliverable.clauses().measuredBy().isPresent()) {
      long delivered = Course.START + deliverable.due().offsetSeconds() + at.behindDue();
      at = at.with(deliverable.clauses().measuredBy().get(), BigInteger.valueOf(delivered));
    }
    for (int fact = 0; fact < at.words().size(); fact++) {
      if (!at.asked(fact)
          && deliverable.facts().get(fact).source() instanceof Source.Other other
          && other.silence() instanceof Silence.Means means) {
        at = at.with(fact, means.word());
      }
    }
    return at;
  }

  private List<Long> delays() {
    Set<Long> all = new LinkedHashSet<>(List.of(0L));
    if (points.late() && !deliverable.clauses().byItself()) {
      Lateness.latestHour(deliverable)
          .ifPresent(
              latest -> {
                all.add(latest);
                long first = (deliverable.graceSeconds() / HOUR + 1) * HOUR;
                all.add(Math.min(first, latest));
              });
    }
    long mostEarly = Math.min(Lateness.mostEarly(deliverable), MONTH) - DAY;
    for (BigInteger seconds : points.early()) {
      long hours = seconds.max(BigInteger.ZERO).min(BigInteger.valueOf(MONTH)).longValue() / HOUR;
      for (long early : List.of(hours * HOUR, (hours + 1) * HOUR, mostEarly / HOUR * HOUR)) {
        if (early >= 0 && early <= mostEarly) {
          all.add(-early);
        }
      }
    }
    return List.copyOf(all);
  }

  private List<List<BigInteger>> words(Amounts amounts) {
    List<List<BigInteger>> all = new ArrayList<>();
    for (int fact = 0; fact < deliverable.facts().size(); fact++) {
      all.add(words(fact, amounts));
    }
    return all;
  }

  /** Words of a fact near which something changes; one if nothing does. */
  List<BigInteger> words(int fact, Amounts amounts) {
    Domain domain = deliverable.facts().get(fact).domain();
    if (domain instanceof Domain.Document) {
      return List.of(BigInteger.ONE);
    }
    if (domain instanceof Domain.Time) {
      return List.of(BigInteger.valueOf(Course.START));
    }
    BigInteger least = domain.least();
    BigInteger most = amounts.most(domain);
    Optional<Set<BigInteger>> near = Optional.ofNullable(points.facts().get(fact));
    Set<BigInteger> words = new LinkedHashSet<>();
    silence(fact).ifPresent(words::add);
    words.add(least);
    if (near.isEmpty() || deliverable.clauses().excuse().equals(Optional.of(fact))) {
      return List.of(words.iterator().next());
    }
    words.add(most);
    Set<BigInteger> more = new TreeSet<>(near.get());
    BigInteger width = most.subtract(least);
    for (int i = 0; width.compareTo(BigInteger.valueOf(FEW)) <= 0 && i <= width.intValue(); i++) {
      more.add(least.add(BigInteger.valueOf(i)));
    }
    more.stream()
        .map(word -> written(domain, word))
        .filter(word -> word.compareTo(least) >= 0 && word.compareTo(most) <= 0)
        .forEach(words::add);
    return words.stream().limit(WORDS_OF_A_FACT).toList();
  }

  /** Time spans are written in hours. */
  private static BigInteger written(Domain domain, BigInteger word) {
    BigInteger hour = BigInteger.valueOf(HOUR);
    return domain instanceof Domain.TimeSpan ? word.divide(hour).multiply(hour) : word;
  }

  private Optional<BigInteger> silence(int fact) {
    return deliverable.facts().get(fact).source() instanceof Source.Other other
            && other.silence() instanceof Silence.Means means
        ? Optional.of(means.word())
        : Optional.empty();
  }

  /** The best so far. */
  private final class Best {
    private final Function<Situation, Fraction> excess;
    private final Predicate<Situation> possible;
    private Fraction greatest = Fraction.ZERO;
    private Optional<Situation> situation = Optional.empty();

    Best(Function<Situation, Fraction> excess, Predicate<Situation> possible) {
      this.excess = excess;
      this.possible = possible;
    }

    /** Looks at one; how much it exceeds, if that may still be asked. */
    Optional<Fraction> offer(Situation one) {
      if (!budget.take(look())) {
        return Optional.empty();
      }
      Fraction here = excess.apply(one);
      if (here.compareTo(greatest) > 0
          && budget.take((long) A_LIFE * look())
          && possible.test(one)) {
        greatest = here;
        situation = Optional.of(one);
      }
      return Optional.of(here);
    }

    Situation better(Situation one, Situation than) {
      Optional<Fraction> here = offer(one);
      return here.isPresent() && here.get().compareTo(excess.apply(than)) > 0 ? one : than;
    }

    Optional<Situation> found() {
      return situation;
    }
  }
}
