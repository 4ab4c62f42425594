package org.horkos.engine.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.functions.Block1;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.value.Fraction;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** The Drools rules of one deliverable. Immutable once built, so threads may share it. */
final class RuleBase {
  private final Variable<Sheet> sheet = declarationOf(Sheet.class, "sheet");
  private final ModelImpl model = new ModelImpl();
  private final Reading reading;
  private final KieBase base;

  /** Builds the rules of this deliverable under these amounts; milliseconds when warm. */
  RuleBase(Deliverable deliverable, Amounts amounts) {
    this.reading = new Reading(amounts);
    for (int i = 0; i < deliverable.requires().size(); i++) {
      int number = i;
      add(
          "require " + i,
          deliverable.requires().get(i).condition(),
          each -> each.requireHolds(number));
    }
    if (deliverable.awards().isEmpty()) {
      BigInteger all = amounts.pay();
      add("award 0", new Condition.Always(), each -> each.awardIsReached(0, all));
    }
    for (int i = 0; i < deliverable.awards().size(); i++) {
      int number = i;
      Deliverable.Award award = deliverable.awards().get(i);
      Function<Sheet, Fraction> amount = reading.quantity(award.amount());
      add(
          "award " + i,
          award.when(),
          each -> each.awardIsReached(number, amount.apply(each).floor()));
    }
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      int number = i;
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      Function<Sheet, Fraction> amount = reading.quantity(penalty.amount());
      add(
          "penalty " + i,
          penalty.when(),
          each -> each.penaltyTakes(number, amount.apply(each).floor()));
    }
    clauses(deliverable.clauses());
    this.base = KieBaseBuilder.createKieBaseFromModel(model);
  }

  private void clauses(Clauses clauses) {
    clauses
        .entry()
        .ifPresent(
            entry -> {
              Function<Sheet, Fraction> value = reading.quantity(entry.value());
              add("value", new Condition.Always(), each -> each.valueIs(value.apply(each).floor()));
            });
    for (int i = 0; i < clauses.asked().size(); i++) {
      int number = i;
      add("ask " + i, clauses.asked().get(i).when(), each -> each.asks(number));
    }
    for (int i = 0; i < clauses.records().size(); i++) {
      int number = i;
      Clauses.Points points = clauses.records().get(i);
      Function<Sheet, Fraction> amount = reading.quantity(points.points());
      add("record " + i, points.when(), each -> each.records(number, amount.apply(each).floor()));
    }
  }

  private void add(String name, Condition when, Block1<Sheet> then) {
    PatternDef<Sheet> pattern = pattern(sheet);
    for (Condition part : parts(when)) {
      Predicate<Sheet> holds = reading.condition(part);
      // Equal constraints must carry equal ids, or Drools loses matches: a condition is a record,
      // so
      // its text is the same exactly when it is.
      pattern = pattern.expr(part.toString(), holds::test);
    }
    Rule rule = rule("org.horkos.agreement", name).build(pattern, on(sheet).execute(then));
    model.addRule(rule);
  }

  /** Conditions that all have to hold, each a node that rules share. */
  private static List<Condition> parts(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> List.of();
      case Condition.All all ->
          all.conditions().stream().flatMap(part -> parts(part).stream()).toList();
      case Condition.Late late -> List.of(late);
      case Condition.Compare compare -> List.of(compare);
      case Condition.Any any -> List.of(any);
      case Condition.Not not -> List.of(not);
    };
  }

  /** Fires every rule that holds on a sheet, in a session of its own. */
  void fire(Sheet facts) {
    KieSession session = base.newKieSession();
    try {
      session.insert(facts);
      session.fireAllRules();
    } finally {
      session.dispose();
    }
  }
}
