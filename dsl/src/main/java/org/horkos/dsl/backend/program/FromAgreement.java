package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the rules of a typed deliverable to a rule program. Whatever depends on no fact is
 * computed here. Fractions are carried as integers over a denominator that is known beforehand, so
 * the program compares exactly and divides once, where an amount is floored.
 */
public final class FromAgreement {
  private final Amounts amounts;
  private final Assembler code = new Assembler();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Expressions expressions;

  /** Which rule begins at which byte. */
  private final TreeMap<Integer, String> rules = new TreeMap<>();

  private FromAgreement(Amounts amounts) {
    this.amounts = amounts;
    this.expressions = new Expressions(amounts, code, this::refuseRule);
  }

  /**
   * Why a deliverable's rules have no program.
   *
   * @param rule which rule it is about
   * @param detail what is wrong and what to change
   */
  public record Refusal(String rule, String detail) {}

  /** What compiling gives. */
  public sealed interface Result {
    /** A program that is proved to neither trap nor overflow. */
    record Compiled(byte[] code) implements Result {
      public Compiled {
        code = code.clone();
      }

      /** A copy of the bytes. */
      @Override
      public byte[] code() {
        return code.clone();
      }
    }

    /** What the author has to change. */
    record Refused(List<Refusal> refusals) implements Result {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }
  }

  /** The program of this deliverable's rules, its amounts being bound. */
  public static Result compile(Deliverable deliverable, Amounts amounts) {
    return new FromAgreement(amounts).program(deliverable);
  }

  /** The range of each fact's word; 0 to 0 for a document, which rules cannot read. */
  public static List<Interval> ranges(Deliverable deliverable, Amounts amounts) {
    return deliverable.facts().stream()
        .map(fact -> new Interval(fact.domain().least(), amounts.most(fact.domain())))
        .toList();
  }

  private Result program(Deliverable deliverable) {
    limit("require", deliverable.requires().size());
    limit("award", deliverable.awards().size());
    limit("penalty", deliverable.penalties().size());
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    requires(deliverable);
    awards(deliverable);
    penalties(deliverable);
    clauses(deliverable.clauses());
    byte[] bytes = code.bytes();
    if (bytes.length > ProgramCode.MAX_BYTES) {
      refusals.add(
          new Refusal(
              "rules",
              "they make "
                  + bytes.length
                  + " bytes; a program has at most "
                  + ProgramCode.MAX_BYTES
                  + " bytes; use fewer or shorter rules, or split the deliverable"));
    } else {
      ProgramVerifier.verify(bytes, ranges(deliverable, amounts)).ifPresent(this::refuse);
    }
    return refusals.isEmpty() ? new Result.Compiled(bytes) : new Result.Refused(refusals);
  }

  private void limit(String kind, int count) {
    if (count > ProgramCode.MAX_RULES) {
      refusals.add(
          new Refusal(
              kind,
              count
                  + " of them; a deliverable has at most "
                  + ProgramCode.MAX_RULES
                  + "; split it into several"));
    }
  }

  private void refuse(ProgramVerifier.Problem problem) {
    Map.@Nullable Entry<Integer, String> rule = rules.floorEntry(problem.offset());
    refusals.add(
        new Refusal(
            rule == null ? "rules" : rule.getValue(),
            problem.reason()
                + "; narrow the ranges of its facts, simplify it or split the deliverable"));
  }

  private void refuseRule(String detail) {
    refusals.add(new Refusal(rules.lastEntry().getValue(), detail));
  }

  private void requires(Deliverable deliverable) {
    for (int i = 0; i < deliverable.requires().size(); i++) {
      Deliverable.Require require = deliverable.requires().get(i);
      begin("require \"" + require.label() + "\"");
      expressions.condition(require.condition());
      code.op(Op.REQUIRE, i);
    }
  }

  private void awards(Deliverable deliverable) {
    if (deliverable.awards().isEmpty()) {
      begin("award 100%");
      code.push(1).push(amounts.pay()).op(Op.AWARD, 0);
    }
    for (int i = 0; i < deliverable.awards().size(); i++) {
      Deliverable.Award award = deliverable.awards().get(i);
      begin("award " + (i + 1));
      expressions.condition(award.when());
      floored(award.amount());
      code.op(Op.AWARD, i);
    }
  }

  private void penalties(Deliverable deliverable) {
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      begin("penalty \"" + penalty.label() + "\"");
      onCondition(penalty.when(), penalty.amount());
      code.penalty(i, penalty.to(), penalty.fromLot().map(lot -> lot + 1).orElse(0));
    }
  }

  /** The amount, floored, if the condition holds, else 0. */
  private void onCondition(Condition when, Quantity amount) {
    Optional<Boolean> always = expressions.constant(when);
    if (always.equals(Optional.of(false))) {
      code.push(0);
      return;
    }
    if (always.isEmpty()) {
      expressions.condition(when);
    }
    floored(amount);
    if (always.isEmpty()) {
      code.op(Op.MUL);
    }
  }

  private void floored(Quantity amount) {
    Optional<Fraction> fixed = amounts.constant(amount);
    if (fixed.isPresent()) {
      expressions.push(fixed.get().floor());
      return;
    }
    BigInteger denominator = expressions.denominator(amount);
    expressions.quantity(amount, denominator);
    if (!denominator.equals(BigInteger.ONE)) {
      expressions.push(denominator);
      code.op(Op.DIV);
    }
  }

  private void clauses(Clauses clauses) {
    clauses
        .entry()
        .ifPresent(
            entry -> {
              begin("ranks");
              floored(entry.value());
              code.op(Op.VALUE);
            });
    for (int i = 0; i < clauses.asked().size(); i++) {
      begin("asked when");
      expressions.condition(clauses.asked().get(i).when());
      code.op(Op.ASK, i);
    }
    for (int i = 0; i < clauses.records().size(); i++) {
      Clauses.Points points = clauses.records().get(i);
      begin("records \"" + points.label() + "\"");
      onCondition(points.when(), points.points());
      code.record(i, points.party());
    }
  }

  private void begin(String rule) {
    rules.put(code.bytes().length, rule);
  }
}
