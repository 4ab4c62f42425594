package org.horkos.bench;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.horkos.engine.rules.DroolsEvaluator;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Evaluations a second; goals of DESIGN for 20 rules: 100,000 in Drools, a million in the rule
 * machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RulesBenchmark {
  private static final int LAUNCH = 1;
  private static final int SHEETS = 64;

  private final Texts.Bound website = Texts.bind(Texts.example("website-build.oath"));
  private final Texts.Bound twenty = Texts.bind(Texts.twentyRules());
  private final Evaluator websiteDrools = drools(website);
  private final Evaluator websiteMachine = new RuleMachine(website.terms());
  private final Evaluator twentyDrools = drools(twenty);
  private final Evaluator twentyMachine = new RuleMachine(twenty.terms());
  private final List<FactSheet> launches = new ArrayList<>();
  private final List<FactSheet> works = new ArrayList<>();
  private int next;

  /** Sheets on both sides of the rules' bounds. */
  public RulesBenchmark() {
    for (int i = 0; i < SHEETS; i++) {
      launches.add(sheet(List.of(70 + i % 30, i % 5)));
      List<Integer> words = new ArrayList<>();
      for (int f = 0; f < 10; f++) {
        words.add((i * 7 + f * 13) % 101);
      }
      works.add(sheet(words));
    }
    for (int i = 0; i < SHEETS; i++) {
      if (!websiteDrools
              .evaluate(LAUNCH, launches.get(i))
              .equals(websiteMachine.evaluate(LAUNCH, launches.get(i)))
          || !twentyDrools
              .evaluate(0, works.get(i))
              .equals(twentyMachine.evaluate(0, works.get(i)))) {
        throw new IllegalStateException("the two evaluators differ on sheet " + i);
      }
    }
  }

  private static Evaluator drools(Texts.Bound bound) {
    return new DroolsEvaluator(bound.agreement(), bound.bindings(), bound.terms());
  }

  private static FactSheet sheet(List<Integer> words) {
    return new FactSheet(words.stream().map(BigInteger::valueOf).toList(), 0);
  }

  private int turn() {
    next = (next + 1) % SHEETS;
    return next;
  }

  /** The two awards of the website's launch, by Drools. */
  @Benchmark
  public Verdict launchInDrools() {
    return websiteDrools.evaluate(LAUNCH, launches.get(turn()));
  }

  /** The same by the rule program. */
  @Benchmark
  public Verdict launchInTheMachine() {
    return websiteMachine.evaluate(LAUNCH, launches.get(turn()));
  }

  /** Twenty rules on ten facts, by Drools. */
  @Benchmark
  public Verdict twentyRulesInDrools() {
    return twentyDrools.evaluate(0, works.get(turn()));
  }

  /** The same by the rule program. */
  @Benchmark
  public Verdict twentyRulesInTheMachine() {
    return twentyMachine.evaluate(0, works.get(turn()));
  }
}
