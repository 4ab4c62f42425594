package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.vm.RuleMachine;

/**
 * A random agreement and a random life of it: random acts by random people, sensible ones and
 * garbage, at random times and at every deadline exactly, one second before and one after.
 */
public final class RandomLife {
  /** When every random agreement starts. */
  public static final long START = 1_000_000;

  /** How many lives each property is tried on. */
  static final int LIVES = Integer.getInteger("horkos.lives", 10_000);

  private static final long FIRST_SEED = Long.getLong("horkos.seed", 20_261_120L);

  /**
   * One step of a life.
   *
   * @param before the agreement before it
   * @param input what happens
   * @param now Unix second
   * @param transition what comes of it
   */
  public record Step(AgreementState before, Input input, long now, Transition transition) {}

  /** Looks at each step of a life. */
  public interface Watch {
    /** Called after each step. */
    void see(Step step);
  }

  /** A property of a life; steps are only seen while {@link #run} runs. */
  interface Property {
    void holds(RandomLife life);
  }

  /** The agreement. */
  public final Terms terms;

  /** Runs its rules. */
  public final Evaluator evaluator;

  final Chance chance;
  AgreementState state;
  long now = START;

  private RandomLife(long seed) {
    this(new Chance(seed));
  }

  private RandomLife(Chance chance) {
    this(chance, RandomTerms.of(chance));
  }

  private RandomLife(Chance chance, Terms terms) {
    this.chance = chance;
    this.terms = terms;
    this.evaluator = new RuleMachine(terms);
    this.state = Lifecycle.started(terms, START);
  }

  /**
   * Tries a property; a life that breaks it is named by its seed: -Dhorkos.seed=… -Dhorkos.lives=1.
   */
  static void forAll(Property property) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed++) {
      try {
        property.holds(new RandomLife(seed));
      } catch (AssertionError | RuntimeException broken) {
        fail("seed " + seed + ": replay with -Dhorkos.seed=" + seed + " -Dhorkos.lives=1", broken);
      }
    }
  }

  /** A random agreement at its start, and what this seed makes of it. */
  public static RandomLife of(long seed) {
    return new RandomLife(seed);
  }

  /** A life of these terms that is lived elsewhere: {@link #next} says what may happen. */
  public static RandomLife on(Terms terms, long seed) {
    return new RandomLife(new Chance(seed), terms);
  }

  /** What may happen to the agreement as it stands elsewhere: mostly what is admissible. */
  public Input next(AgreementState state, long now) {
    this.state = state;
    this.now = now;
    return input();
  }

  /** The agreement as it stands. */
  public AgreementState state() {
    return state;
  }

  /** Lives on for some steps. */
  public void run(Watch watch) {
    live(input -> true, watch);
  }

  /** Lives on for some steps, in which this party never does anything, nor settles on L1. */
  void runWithout(int party, Watch watch) {
    live(
        input ->
            !(input instanceof Input.SettleOnL1)
                && (Actor.of(input).isEmpty()
                    || !Actor.of(input).equals(state.members().get(party).account())),
        watch);
  }

  private void live(Predicate<Input> allowed, Watch watch) {
    int steps = chance.between(5, 45);
    for (int i = 0; i < steps && state.status() != Status.CLOSED; i++) {
      passTime();
      Input input = input();
      if (allowed.test(input)) {
        take(input, watch);
      }
    }
  }

  /** Nobody acts any more: Advance at each deadline. Gives how many it took. */
  public int onlyTime(Watch watch) {
    int steps = 0;
    while (state.status() != Status.CLOSED) {
      long next = Long.MAX_VALUE;
      int which = -1;
      for (int i = 0; i < terms.deliverables().size(); i++) {
        OptionalLong deadline = Lifecycle.nextDeadline(terms, state, i);
        if (deadline.isPresent() && deadline.getAsLong() < next) {
          next = deadline.getAsLong();
          which = i;
        }
      }
      if (which < 0) {
        return fail("nothing happens by itself any more, and the agreement is not closed");
      }
      now = Math.max(now, next);
      Transition transition = take(new Input.Advance(which), watch);
      if (transition instanceof Transition.Refused(Refusal reason)) {
        return fail("Advance of " + which + " at its deadline was refused: " + reason);
      }
      steps++;
    }
    return steps;
  }

  Transition take(Input input, Watch watch) {
    AgreementState before = state;
    Transition transition = Lifecycle.apply(terms, evaluator, before, input, now);
    if (transition instanceof Applied applied) {
      state = applied.state();
    }
    watch.see(new Step(before, input, now, transition));
    return transition;
  }

  private void passTime() {
    switch (chance.between(0, 9)) {
      case 0, 1, 6, 7, 8, 9 -> {}
      case 2 -> now += chance.between(0, 3);
      case 3 -> now += chance.between(0, 8);
      case 4 -> {
        OptionalLong deadline = Lifecycle.nextDeadline(terms, state, deliverable());
        if (deadline.isPresent() && deadline.getAsLong() < Long.MAX_VALUE) {
          now = Math.max(now, deadline.getAsLong() + chance.between(-1, 1));
        }
      }
      default -> {
        if (chance.oneIn(8)) {
          now += chance.between(0, 400_000);
        }
      }
    }
  }

  private int deliverable() {
    return chance.between(0, terms.deliverables().size() - 1);
  }

  /** Garbage, or the best of some tries: most random acts would be refused otherwise. */
  private Input input() {
    if (chance.oneIn(6)) {
      return garbage();
    }
    Input input = sensible();
    for (int tries = chance.between(0, 6); tries > 0; tries--) {
      if (Lifecycle.apply(terms, evaluator, state, input, now) instanceof Applied) {
        return input;
      }
      input = sensible();
    }
    return input;
  }

  private Input sensible() {
    if (chance.oneIn(2_500)) {
      return new Input.SettleOnL1();
    }
    int last = terms.head().parties().size() - 1;
    boolean empty = state.members().get(last).account().isEmpty();
    if (empty && chance.oneIn(3)) {
      return new Input.Join(last, RandomTerms.address(50));
    }
    int d = deliverable();
    for (int tries = 0; tries < 3 && state.deliverables().get(d).ended(); tries++) {
      d = deliverable();
    }
    DeliverableTerms part = terms.deliverables().get(d);
    DeliverableState its = state.deliverables().get(d);
    return switch (its.phase()) {
      case WAITING ->
          chance.oneIn(2)
              ? new Input.Advance(d)
              : new Input.Deliver(party(part.performer()), d, claims(part));
      case OPEN ->
          part.clauses().mayEnd().isPresent() && chance.oneIn(4)
              ? new Input.End(
                  chance.oneIn(6) ? anybody() : party(part.clauses().mayEnd().get().party()), d)
              : chance.oneIn(8)
                  ? new Input.Advance(d)
                  : part.clauses().owes().isEmpty() || chance.oneIn(20)
                      ? new Input.Deliver(party(part.performer()), d, claims(part))
                      : pay(d, part, its);
      case ANSWERING -> answering(d, part);
      case ASSERTED -> asserted(d, part, its);
      case DISPUTED -> disputed(d, part, its);
      case EXECUTED, CANCELLED -> garbage();
    };
  }

  private Input pay(int d, DeliverableTerms part, DeliverableState its) {
    Tally.Owed owed = its.tally().owed();
    boolean late = now > its.due() + part.grace();
    BigInteger left = Owing.owed(part, owed.carried(), late).subtract(owed.paid());
    return new Input.Pay(party(part.performer()), d, MoneyClauses.payment(chance, left));
  }

  private Input answering(int d, DeliverableTerms part) {
    if (part.facts().isEmpty() || chance.oneIn(8)) {
      return new Input.SettleFacts(member(), d, allFacts(part));
    }
    int fact = chance.between(0, part.facts().size() - 1);
    for (int tries = 0; tries < 4 && part.facts().get(fact).source() == Source.PERFORMER; tries++) {
      fact = chance.between(0, part.facts().size() - 1);
    }
    FactTerms terms = part.facts().get(fact);
    return new Input.Answer(source(terms), d, fact, RandomTerms.word(chance, terms));
  }

  private Address source(FactTerms fact) {
    return fact.source() == Source.ATTESTOR
        ? terms.head().attestors().get(fact.index())
        : party(fact.index());
  }

  private Input asserted(int d, DeliverableTerms part, DeliverableState its) {
    if (its.deliveredAt() != 0 && !chance.oneIn(3)) {
      return challenge(d, part);
    }
    if (chance.oneIn(5)) {
      return new Input.SettleFacts(member(), d, FactMaps.asserted(part, its));
    }
    return chance.oneIn(4) ? new Input.Advance(d) : new Input.Accept(member(), d);
  }

  private Input challenge(int d, DeliverableTerms part) {
    Input challenge = new Input.Challenge(member(), d, claim(part));
    for (int tries = 0; tries < 12; tries++) {
      if (Lifecycle.apply(terms, evaluator, state, challenge, now) instanceof Applied) {
        return challenge;
      }
      Address actor = part.lots().isEmpty() ? member() : party(chance.of(part.lots()).owner());
      challenge = new Input.Challenge(actor, d, claim(part));
    }
    return challenge;
  }

  private SortedMap<Integer, BigInteger> claim(DeliverableTerms part) {
    TreeMap<Integer, BigInteger> claim = new TreeMap<>();
    for (int i = 0; i < part.facts().size(); i++) {
      if (chance.oneIn(2) && part.facts().get(i).contestable()) {
        claim.put(i, RandomTerms.word(chance, part.facts().get(i)));
      }
    }
    while (claim.size() > 1 && !chance.oneIn(3)) {
      claim.remove(chance.of(List.copyOf(claim.keySet())));
    }
    return claim;
  }

  private Input disputed(int d, DeliverableTerms part, DeliverableState its) {
    DisputeState dispute = its.dispute().orElseThrow();
    if (dispute.phase() == DisputeState.Phase.PANEL) {
      TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
      for (DisputeState.ContestedFact fact : dispute.forCourt()) {
        if (!chance.oneIn(5)) {
          found.put(
              fact.fact(),
              chance.oneIn(6)
                  ? Optional.empty()
                  : Optional.of(
                      chance.oneIn(3)
                          ? fact.claims().getFirst().word()
                          : RandomTerms.word(chance, part.facts().get(fact.fact()))));
        }
      }
      return new Input.Rule(d, new Ruling(found));
    }
    int fact = chance.of(dispute.contested()).fact();
    return switch (chance.between(0, 7)) {
      case 7 -> new Input.Advance(d);
      case 0, 1 -> challenge(d, part);
      case 2, 3 -> new Input.StandBy(member(), d, fact);
      case 4 -> new Input.Concede(member(), d, fact);
      case 5 -> new Input.Evidence(member(), d, chance.oneIn(3) ? Hash.ZERO : terms.hash());
      default -> new Input.SettleFacts(member(), d, FactMaps.asserted(part, its));
    };
  }

  /** Anything at all, indexes that do not exist included. */
  private Input garbage() {
    int d = chance.between(-1, terms.deliverables().size());
    DeliverableTerms part =
        terms.deliverables().get(Math.clamp(d, 0, terms.deliverables().size() - 1));
    int fact = chance.between(-1, part.facts().size());
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < chance.between(0, 10); i++) {
      facts.put(chance.between(-1, 12), BigInteger.valueOf(chance.between(-9, 20)));
    }
    TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
    facts.forEach((index, word) -> found.put(index, Optional.of(word)));
    return switch (chance.between(0, 13)) {
      case 12 -> new Input.End(anybody(), d);
      case 0 -> new Input.Advance(d);
      case 13 -> new Input.Pay(anybody(), d, BigInteger.valueOf(chance.between(-1, 9)));
      case 1 ->
          new Input.Join(
              chance.between(-1, terms.head().parties().size()),
              chance.oneIn(2) ? RandomTerms.address(51) : anybody());
      case 2 -> new Input.Deliver(anybody(), d, facts);
      case 3 -> new Input.Answer(anybody(), d, fact, BigInteger.valueOf(chance.between(-9, 20)));
      case 4 -> new Input.Accept(anybody(), d);
      case 5 -> new Input.Challenge(anybody(), d, facts);
      case 6 -> new Input.StandBy(anybody(), d, fact);
      case 7 -> new Input.Concede(anybody(), d, fact);
      case 8 -> new Input.SettleFacts(anybody(), d, facts);
      case 9 -> new Input.Evidence(anybody(), d, Hash.ZERO);
      case 10 -> new Input.Rule(d, new Ruling(found));
      default -> new Input.Deliver(anybody(), d, claims(part));
    };
  }

  private Address anybody() {
    return switch (chance.between(0, 3)) {
      case 0 -> RandomTerms.address(99);
      case 1 -> RandomTerms.address(100);
      default -> member();
    };
  }

  private Address member() {
    return party(chance.between(0, terms.head().parties().size() - 1));
  }

  private Address party(int index) {
    return state.members().get(index).account().orElse(RandomTerms.address(99));
  }

  private SortedMap<Integer, BigInteger> claims(DeliverableTerms part) {
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < part.facts().size(); i++) {
      if (part.facts().get(i).statedByPerformer()) {
        facts.put(i, RandomTerms.word(chance, part.facts().get(i)));
      }
    }
    return facts;
  }

  private SortedMap<Integer, BigInteger> allFacts(DeliverableTerms part) {
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < part.facts().size(); i++) {
      facts.put(i, RandomTerms.word(chance, part.facts().get(i)));
    }
    return facts;
  }

  /** The payouts of a step, by deliverable. */
  static List<Effect.Ended> ended(Step step) {
    List<Effect.Ended> all = new ArrayList<>();
    if (step.transition() instanceof Applied applied) {
      for (Effect effect : applied.effects()) {
        if (effect instanceof Effect.Ended one) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /** Whether a deliverable is frozen. */
  static boolean frozen(DeliverableState state) {
    return state.phase() == Phase.DISPUTED;
  }
}
