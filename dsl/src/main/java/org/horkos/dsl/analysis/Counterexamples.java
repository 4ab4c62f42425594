package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Outlier;
import org.horkos.dsl.value.Fraction;

/**
 * Looks for the life in which what is refused would happen, and writes it as a scenario: who joins,
 * what has to be kept before, what is delivered, answered, contested and found. What is found is
 * true of the text; nothing is found where ranges are too wide or the life too intricate.
 */
final class Counterexamples {
  private static final int MOST_STEPS = 2_000_000;
  private static final int MOST_ATTEMPTS = 3;

  private final Agreement frame;
  private final Optional<Agreement> agreement;
  private final Budget budget = new Budget(MOST_STEPS);

  /**
   * For one text.
   *
   * @param frame the agreement without its deliverables
   * @param agreement all of it, if every deliverable could be typed: no life is known of another
   */
  Counterexamples(Agreement frame, Optional<Agreement> agreement) {
    this.frame = frame;
    this.agreement = agreement;
  }

  /**
   * What was found.
   *
   * @param situation in which it happens
   * @param scenario the life that leads there, if it can be written
   */
  record Found(Situation situation, Optional<String> scenario) {}

  /** A binding under which something is above 0 when nothing is delivered. */
  Optional<Found> missed(
      Deliverable deliverable,
      Map<Integer, Fraction> hint,
      Function<Situation, Fraction> excess,
      String name) {
    Situations all = new Situations(frame.parameters(), deliverable, budget);
    return all.worst(all.bound(hint), excess, at -> true)
        .map(at -> new Found(at, agreement.flatMap(whole -> missed(whole, name, at))));
  }

  /** A delivery, uncontested, in which something is above 0. */
  Optional<Found> delivered(
      Deliverable deliverable,
      Map<Integer, Fraction> hint,
      Function<Situation, Fraction> excess,
      String name) {
    return worst(deliverable, hint, excess, at -> at.mayBeDelivered(frame.parameters(), budget))
        .map(
            at ->
                new Found(at, agreement.flatMap(whole -> verdict(whole, name, at, Course.NOBODY))));
  }

  /** A ruling against the owner of a lot in which something is above 0. */
  Optional<Found> disputed(
      Deliverable deliverable,
      int lot,
      Map<Integer, Fraction> hint,
      Function<Situation, Fraction> excess,
      String name) {
    return agreement.flatMap(
        whole ->
            worst(deliverable, hint, excess, at -> dispute(whole, name, at, lot).isPresent())
                .map(at -> new Found(at, dispute(whole, name, at, lot))));
  }

  /** A delivery in which something is above 0 because the source of a fact is silent about it. */
  Optional<String> silent(
      Deliverable deliverable, int fact, Function<Situation, Fraction> excess, String name) {
    return worst(deliverable, Map.of(), excess, at -> at.mayBeDelivered(frame.parameters(), budget))
        .flatMap(at -> agreement.flatMap(whole -> verdict(whole, name, at, fact)));
  }

  /** A delivery in which a number has left its bounds. */
  Optional<String> outlier(Deliverable deliverable, Outlier outlier, String name) {
    Situations all =
        new Situations(
            frame.parameters(), deliverable, Points.of(deliverable, outlier.value()), budget);
    return all.worst(
            all.bound(Map.of()),
            at -> outlier.excess(at.value(outlier.value())),
            at -> at.mayBeDelivered(frame.parameters(), budget))
        .flatMap(at -> agreement.flatMap(whole -> verdict(whole, name, at, Course.NOBODY)));
  }

  /** A delivery so many seconds behind due. */
  Optional<String> delivered(
      Deliverable deliverable, Course.Pace pace, long behindDue, String name) {
    return delivered(deliverable, pace, Course.START, behindDue, name);
  }

  /** The same in an agreement that begins at another time. */
  Optional<String> delivered(
      Deliverable deliverable, Course.Pace pace, long start, long behindDue, String name) {
    return life(
        deliverable,
        pace,
        start,
        name,
        (course, at) -> {
          course.deliver(at.behind(behindDue), Course.NOBODY, true);
          course.awaitWindow(deliverable);
        });
  }

  /** A delivery so many seconds behind due, with the longest excuse. */
  Optional<String> excused(Deliverable deliverable, long behindDue, String name) {
    return life(
        deliverable,
        name,
        (course, at) -> {
          int excuse = deliverable.clauses().excuse().orElseThrow();
          BigInteger longest = deliverable.facts().get(excuse).domain().most();
          course.deliver(at.behind(behindDue).with(excuse, longest), Course.NOBODY, true);
          course.awaitWindow(deliverable);
        });
  }

  /** Whoever may ends it as soon as he may. */
  Optional<String> ended(Deliverable deliverable, String name) {
    return life(deliverable, name, (course, at) -> course.end(at));
  }

  /** The performer joins in the last hour and delivers in the next. */
  Optional<String> joinedLast(Deliverable deliverable, String name) {
    return life(
        deliverable,
        Course.Pace.JOIN_LAST,
        name,
        (course, at) -> {
          course.deliver(at);
          course.awaitWindow(deliverable);
        });
  }

  /** What it waits for is kept as late as may be, and it itself as soon as that is kept. */
  Optional<String> keptLast(Deliverable deliverable, Course.Pace pace, long start, String name) {
    return life(
        deliverable,
        pace,
        start,
        name,
        (course, at) -> {
          if (pace != Course.Pace.KEEP_LATE) {
            course.deliver(at);
          }
          course.awaitWindow(deliverable);
        });
  }

  /** The first fact is answered in the last hour so that the other one is asked. */
  Optional<String> askedLast(
      Deliverable deliverable, int first, int then, long start, String name) {
    return worst(
            deliverable,
            Map.of(),
            at -> at.asked(first) && at.asked(then) ? Fraction.ONE : Fraction.ZERO,
            at -> at.mayBeDelivered(frame.parameters(), budget))
        .flatMap(
            at ->
                agreement.flatMap(
                    whole -> {
                      Course course = new Course(whole, budget, Course.Pace.SOON, start);
                      if (!course.reach(at) || !course.deliverInTurn(at, first, then)) {
                        return Optional.empty();
                      }
                      course.awaitWindow(deliverable);
                      return Optional.of(course.scenario(name, at));
                    }));
  }

  private Optional<String> life(
      Deliverable deliverable, String name, BiConsumer<Course, Situation> end) {
    return life(deliverable, Course.Pace.SOON, name, end);
  }

  private Optional<String> life(
      Deliverable deliverable, Course.Pace pace, String name, BiConsumer<Course, Situation> end) {
    return life(deliverable, pace, Course.START, name, end);
  }

  private Optional<String> life(
      Deliverable deliverable,
      Course.Pace pace,
      long start,
      String name,
      BiConsumer<Course, Situation> end) {
    Optional<Situation> any =
        worst(deliverable, Map.of(), at -> at.kept() ? Fraction.ONE : Fraction.ZERO, at -> true);
    return any.flatMap(
        at ->
            agreement.flatMap(
                whole -> {
                  Course course = new Course(whole, budget, pace, start);
                  if (!course.reach(at)) {
                    return Optional.empty();
                  }
                  end.accept(course, at);
                  return Optional.of(course.scenario(name, at));
                }));
  }

  private Optional<Situation> worst(
      Deliverable deliverable,
      Map<Integer, Fraction> hint,
      Function<Situation, Fraction> excess,
      Predicate<Situation> possible) {
    Situations all = new Situations(frame.parameters(), deliverable, budget);
    return all.worst(all.bound(hint), excess, possible);
  }

  private Optional<String> missed(Agreement whole, String name, Situation at) {
    Course course = new Course(whole, budget);
    if (at.deliverable().clauses().byItself() || !course.reach(at)) {
      return Optional.empty();
    }
    course.awaitMissed(at);
    return Optional.of(course.scenario(name, at));
  }

  private Optional<String> verdict(Agreement whole, String name, Situation at, int silentAbout) {
    Course course = new Course(whole, budget);
    Deliverable deliverable = at.deliverable();
    int times = at.kept() ? 1 : deliverable.attempts();
    if (times > MOST_ATTEMPTS || !course.reach(at)) {
      return Optional.empty();
    }
    for (int i = 0; i < times; i++) {
      course.deliver(at, silentAbout);
      course.awaitWindow(deliverable);
    }
    return Optional.of(course.scenario(name, at));
  }

  /** Looks for a fact about which the owner of the lot can be wrong. */
  private Optional<String> dispute(Agreement whole, String name, Situation at, int lot) {
    Deliverable deliverable = at.deliverable();
    int loser = deliverable.lots().get(lot).owner();
    OptionalInt other =
        deliverable.lots().stream()
            .mapToInt(Deliverable.Lot::owner)
            .filter(o -> o != loser)
            .findFirst();
    if (other.isEmpty() || deliverable.clauses().business().isPresent()) {
      return Optional.empty();
    }
    Situations near = new Situations(frame.parameters(), deliverable, budget);
    for (int fact = 0; fact < deliverable.facts().size(); fact++) {
      if (!deliverable.facts().get(fact).contestable() || !at.asked(fact)) {
        continue;
      }
      for (BigInteger word : near.words(fact, at.amounts())) {
        Situation wrong = at.with(fact, word);
        Optional<String> found =
            wrong.outcome().equals(at.outcome()) || !at.asksAs(wrong)
                ? Optional.empty()
                : dispute(whole, name, at, wrong, fact, loser, other.getAsInt());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> dispute(
      Agreement whole,
      String name,
      Situation right,
      Situation wrong,
      int fact,
      int loser,
      int other) {
    Deliverable deliverable = right.deliverable();
    int stater = deliverable.stater(fact).orElse(Course.NOBODY);
    boolean own = stater == loser;
    Situation stated = own ? wrong : right;
    Course course = new Course(whole, budget);
    if (!stated.mayBeDelivered(frame.parameters(), budget) || !course.reach(right)) {
      return Optional.empty();
    }
    course.deliver(stated);
    course.challenge(own ? other : loser, own ? right : wrong, fact);
    if (deliverable.lots().stream().noneMatch(lot -> lot.owner() == stater)) {
      course.standBy(other, right, fact);
    }
    course.find(right, fact);
    return Optional.of(course.scenario(name, right));
  }
}
