package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.Chance;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.FactWords;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.RandomLife;
import org.horkos.engine.lifecycle.RandomTerms;
import org.horkos.engine.lifecycle.Refusal;
import org.horkos.engine.lifecycle.Transition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lifecycle.sol against Lifecycle.java: random lives of random agreements, each input at its own
 * time and at the instants around the next deadline, inputs of other moments, inputs after the end.
 * {@code -Dhorkos.twin.lives=…} takes more lives.
 */
class LifecycleTwinTest {
  private static final int LIVES = Integer.getInteger("horkos.twin.lives", 250);
  private static final long FIRST_SEED = Long.getLong("horkos.seed", 20_261_121L);

  private static TwinEvm evm;
  private static TwinContract lifecycle;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    lifecycle = deploy(evm);
  }

  /** Lifecycle with all that it needs. */
  static TwinContract deploy(TwinEvm evm) {
    TwinContract rules = evm.deploy("RuleVm");
    TwinContract outcome = evm.deploy("Outcome");
    TwinContract dissent = evm.deploy("LifecycleDissent", rules.address(), outcome.address());
    return evm.as(
        "ILifecycle",
        evm.deploy("Lifecycle", rules.address(), outcome.address(), dissent.address()));
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  /**
   * One call and what Java makes of it.
   *
   * @param seed of the life
   * @param what for whom it differs
   * @param function of the contract
   * @param expected what it returns
   */
  private record Case(long seed, String what, String function, byte[] call, byte[] expected) {}

  @Test
  void everyInputComesToTheSameInSolidity() {
    System.out.println(
        "lives of LifecycleTwinTest: " + LIVES + ", -Dhorkos.seed=" + FIRST_SEED + " onwards");
    TreeMap<String, Integer> results = new TreeMap<>();
    int cases = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed++) {
      List<Case> all = new Cases(seed, results).of();
      cases += all.size();
      compare(all);
    }
    System.out.println(cases + " cases, " + evm.callsPerSecond() + " calls a second: " + results);
    if (LIVES >= 250) {
      assertThat(results.keySet())
          .as("every refusal that an act can meet was met")
          .containsAll(
              Arrays.stream(Refusal.values())
                  .filter(refusal -> refusal != Refusal.NO_SUCH_DELIVERABLE)
                  .map(Refusal::name)
                  .toList());
    }
  }

  @Test
  void timesSaturateAtTheSameInstant() {
    TreeMap<String, Integer> results = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 2L * LIVES; seed++) {
      compare(new Cases(seed, results).atTheEndOfTime());
    }
    assertThat(results.keySet()).contains("Advance", "Answer", "Deliver", "Challenge");
  }

  private static void compare(List<Case> cases) {
    List<TwinEvm.Answer> answers = evm.call(lifecycle, cases.stream().map(Case::call).toList());
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      String told = one.what() + "; replay with -Dhorkos.seed=" + one.seed();
      switch (answers.get(i)) {
        case TwinEvm.Answer.Returned(byte[] data) -> {
          if (!Arrays.equals(data, one.expected())) {
            assertThat(lifecycle.returned(one.function(), data))
                .as(told + " -Dhorkos.twin.lives=1")
                .isEqualTo(lifecycle.returned(one.function(), one.expected()));
            assertThat(data).as(told).isEqualTo(one.expected());
          }
        }
        case TwinEvm.Answer.Reverted reverted ->
            throw new AssertionError(told + ": " + reverted.hex() + " " + reverted.message());
      }
    }
  }

  /** The cases of one life. */
  private static final class Cases {
    private final long seed;
    private final TreeMap<String, Integer> results;
    private final RandomLife life;
    private final Chance chance;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private long last;

    Cases(long seed, TreeMap<String, Integer> results) {
      this.seed = seed;
      this.results = results;
      this.life = RandomLife.of(seed);
      this.chance = new Chance(~seed);
    }

    List<Case> of() {
      life.run(this::see);
      life.onlyTime(this::see);
      for (int i = 0; i < 3 && !inputs.isEmpty(); i++) {
        add(life.state(), chance.of(inputs), last);
      }
      return cases;
    }

    /** A life that begins shortly before the last instant that there is. */
    List<Case> atTheEndOfTime() {
      long now = Long.MAX_VALUE - chance.between(0, 150);
      AgreementState state = Lifecycle.started(life.terms, now);
      for (int i = 0; i < 24; i++) {
        now += Math.min(Long.MAX_VALUE - now, chance.between(0, 12));
        int d = chance.between(0, life.terms.deliverables().size() - 1);
        Input input =
            switch (state.deliverables().get(d).phase()) {
              case OPEN -> delivery(state, d);
              case ANSWERING -> chance.oneIn(2) ? answer(state, d) : wellMade(state);
              case ASSERTED -> admissibleClaim(state, d, now);
              case DISPUTED ->
                  chance.oneIn(2) ? ruling(state.deliverables().get(d), d) : wellMade(state);
              case WAITING, EXECUTED, CANCELLED ->
                  chance.oneIn(2) ? new Input.Advance(d) : wellMade(state);
            };
        add(state, input, now);
        if (Lifecycle.apply(life.terms, life.evaluator, state, input, now)
            instanceof Transition.Applied applied) {
          state = applied.state();
        }
      }
      return cases;
    }

    /** The best of some claims: most change nothing. */
    private Input admissibleClaim(AgreementState before, int d, long now) {
      Input claim = claim(before, d);
      for (int tries = 0; tries < 10; tries++) {
        if (Lifecycle.apply(life.terms, life.evaluator, before, claim, now)
            instanceof Transition.Applied) {
          return claim;
        }
        claim = claim(before, d);
      }
      return claim;
    }

    private Input answer(AgreementState before, int d) {
      DeliverableTerms part = life.terms.deliverables().get(d);
      int fact = chance.between(0, part.facts().size() - 1);
      FactTerms terms = part.facts().get(fact);
      Address source =
          terms.source() == Source.ATTESTOR
              ? life.terms.head().attestors().get(terms.index())
              : before.members().get(terms.index()).account().orElse(Address.ZERO);
      return new Input.Answer(source, d, fact, RandomTerms.word(chance, terms));
    }

    private Input delivery(AgreementState before, int d) {
      DeliverableTerms part = life.terms.deliverables().get(d);
      TreeMap<Integer, BigInteger> facts = new TreeMap<>();
      for (int fact = 0; fact < part.facts().size(); fact++) {
        if (part.facts().get(fact).statedByPerformer()) {
          facts.put(fact, RandomTerms.word(chance, part.facts().get(fact)));
        }
      }
      Address performer = before.members().get(part.performer()).account().orElse(Address.ZERO);
      return new Input.Deliver(performer, d, facts);
    }

    private void see(RandomLife.Step step) {
      inputs.add(step.input());
      last = step.now();
      add(step.before(), step.input(), step.now());
      add(step.before(), chance.of(inputs), step.now());
      Input other = chance.oneIn(2) ? step.input() : chance.of(inputs);
      add(step.before(), other, around(step, other));
      add(step.before(), wellMade(step.before()), step.now());
      Input made = wellMade(step.before());
      add(step.before(), made, around(step, made));
      for (int d = 0; d < life.terms.deliverables().size(); d++) {
        DeliverableState its = step.before().deliverables().get(d);
        if (its.phase() == Phase.ASSERTED || its.phase() == Phase.DISPUTED) {
          Input claim = claim(step.before(), d);
          add(step.before(), claim, step.now());
          add(step.before(), claim, around(step, claim));
        }
        if (its.phase() == Phase.DISPUTED) {
          add(step.before(), ruling(its, d), step.now());
        }
      }
    }

    /** Somebody with a lot claims anything about any facts. */
    private Input claim(AgreementState before, int d) {
      DeliverableTerms part = life.terms.deliverables().get(d);
      TreeMap<Integer, BigInteger> claim = new TreeMap<>();
      int one = chance.between(0, Math.max(0, part.facts().size() - 1));
      boolean all = chance.oneIn(8);
      for (int fact = 0; fact < part.facts().size(); fact++) {
        if (all || fact == one || chance.oneIn(4)) {
          claim.put(fact, RandomTerms.word(chance, part.facts().get(fact)));
        }
      }
      int party =
          part.lots().isEmpty()
              ? chance.between(0, before.members().size() - 1)
              : chance.of(part.lots()).owner();
      Address actor = before.members().get(party).account().orElse(Address.ZERO);
      return new Input.Challenge(actor, d, claim);
    }

    /** Findings on contested facts, mostly in range, and sometimes on another one. */
    private Input ruling(DeliverableState its, int d) {
      DeliverableTerms part = life.terms.deliverables().get(d);
      TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
      for (var contested : its.dispute().orElseThrow().contested()) {
        if (!chance.oneIn(4)) {
          BigInteger word = RandomTerms.word(chance, part.facts().get(contested.fact()));
          found.put(contested.fact(), chance.oneIn(5) ? Optional.empty() : Optional.of(word));
        }
      }
      if (chance.oneIn(10)) {
        found.put(chance.between(0, part.facts().size()), Optional.of(BigInteger.ONE));
      }
      return new Input.Rule(d, new Ruling(found));
    }

    /** One second before, at, or one second after an instant that matters to the input. */
    private long around(RandomLife.Step step, Input input) {
      List<Long> instants = new ArrayList<>();
      life.terms.head().parties().stream()
          .filter(Seat::open)
          .forEach(seat -> instants.add(step.before().start() + seat.openFor()));
      LifecycleValues.deliverableOf(input)
          .filter(d -> d >= 0 && d < life.terms.deliverables().size())
          .ifPresent(d -> instants.addAll(instants(step.before(), d)));
      instants.removeIf(instant -> instant < step.now() || instant == Long.MAX_VALUE);
      long instant = instants.isEmpty() ? step.now() + 1 : chance.of(instants);
      return Math.max(step.now(), instant + chance.between(-1, 1));
    }

    private List<Long> instants(AgreementState before, int d) {
      List<Long> instants = new ArrayList<>();
      DeliverableState its = before.deliverables().get(d);
      Lifecycle.nextDeadline(life.terms, before, d).ifPresent(instants::add);
      its.dispute().ifPresent(dispute -> instants.add(dispute.joinUntil()));
      if (its.phase() == Phase.ANSWERING) {
        life.terms
            .deliverables()
            .get(d)
            .facts()
            .forEach(fact -> instants.add(its.deliveredAt() + fact.within()));
      }
      return instants;
    }

    /** Acts of strangers and members that only the phase or the actor can refuse. */
    private Input wellMade(AgreementState before) {
      int d = chance.between(0, life.terms.deliverables().size() - 1);
      DeliverableTerms part = life.terms.deliverables().get(d);
      var member =
          chance.of(before.members()).account().orElse(life.terms.head().tokens().getFirst());
      int fact = chance.between(0, part.facts().size());
      return switch (chance.between(0, 6)) {
        case 0 -> new Input.Evidence(member, d, Hash.parse("0x" + "a5".repeat(32)));
        case 1 -> new Input.StandBy(member, d, fact);
        case 2 -> new Input.Concede(member, d, fact);
        case 3 -> new Input.Accept(member, d);
        case 4 -> new Input.Answer(member, d, fact, BigInteger.valueOf(chance.between(-2, 3)));
        case 5 -> new Input.SettleOnL1();
        default ->
            new Input.Join(
                chance.between(0, life.terms.head().parties().size()),
                chance.oneIn(2) ? member : RandomTerms.address(52));
      };
    }

    private void add(AgreementState before, Input input, long now) {
      if (!LifecycleValues.canBeWritten(input)) {
        return;
      }
      Optional<Integer> index = LifecycleValues.deliverableOf(input);
      if (index.isPresent()
          && (index.get() < 0 || index.get() >= life.terms.deliverables().size())) {
        return;
      }
      Transition transition = Lifecycle.apply(life.terms, life.evaluator, before, input, now);
      String result =
          switch (transition) {
            case Transition.Refused refused -> refused.reason().name();
            case Transition.Applied _ -> input.getClass().getSimpleName();
          };
      results.merge(result, 1, Integer::sum);
      String what = input + " at " + now + " comes to " + result + " in " + before;
      switch (input) {
        case Input.Join join ->
            add(
                what,
                "join",
                head(transition, before),
                LifecycleValues.agreement(before),
                LifecycleValues.openFor(life.terms),
                life.terms.head().attestors(),
                join.party(),
                join.account(),
                now);
        case Input.SettleOnL1 _ ->
            add(what, "settle", head(transition, before), LifecycleValues.agreement(before), now);
        case Input.Advance _,
            Input.Deliver _,
            Input.End _,
            Input.Pay _,
            Input.Answer _,
            Input.Accept _,
            Input.Challenge _,
            Input.StandBy _,
            Input.Concede _,
            Input.SettleFacts _,
            Input.Evidence _,
            Input.Rule _ -> {
          int d = index.orElseThrow();
          DeliverableState its = before.deliverables().get(d);
          boolean absent =
              its.phase() == Phase.WAITING
                  && its.facts().stream().allMatch(FactState.UNKNOWN::equals)
                  && chance.oneIn(2);
          add(
              what,
              "act",
              List.of(LifecycleValues.result(transition, life.terms, before, d)),
              LifecycleValues.input(life.terms, before, d, input, now, absent));
          assertedHash(what, d, its);
        }
      }
    }

    private void assertedHash(String what, int d, DeliverableState its) {
      if (chance.oneIn(4)) {
        DeliverableTerms part = life.terms.deliverables().get(d);
        add(
            what,
            "assertedHash",
            List.of(FactWords.assertedHash(part, its)),
            TermsCodec.encodePart(part),
            LifecycleValues.deliverable(its, false));
      }
    }

    /** Refusal and agreement, as join and settle return them. */
    private static List<Object> head(Transition transition, AgreementState before) {
      return switch (transition) {
        case Transition.Refused refused ->
            List.of(refused.reason().code(), LifecycleValues.agreement(before));
        case Transition.Applied applied -> List.of(0, LifecycleValues.agreement(applied.state()));
      };
    }

    private void add(String what, String function, List<Object> expected, Object... arguments) {
      cases.add(
          new Case(
              seed,
              what,
              function,
              lifecycle.call(function, arguments),
              lifecycle.returning(function, expected.toArray())));
    }
  }
}
