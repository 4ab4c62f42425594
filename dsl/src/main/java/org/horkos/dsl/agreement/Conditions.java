package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.value.Fraction;

/**
 * Types the conditions of one deliverable. Options of a choice are read by the type of the other
 * side.
 */
final class Conditions {
  private static final Set<String> ANSWERS = Set.of("yes", "no", "true", "false", "none");

  private static final int MOST_PARTS = 64;

  private final AmountTyping amounts;
  private final Scope scope;
  private final Diagnostics diagnostics;
  private int parts;

  Conditions(AmountTyping amounts, Scope scope, Diagnostics diagnostics) {
    this.amounts = amounts;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** The condition that an expression means; empty if it is wrong, which then has been reported. */
  Optional<Condition> condition(Expression expression) {
    parts = 0;
    Optional<Condition> typed = part(expression);
    if (parts > MOST_PARTS) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.TOO_COMPLEX,
              expression.span(),
              "this condition has more than " + MOST_PARTS + " comparisons",
              "simplify it");
      return Optional.empty();
    }
    return typed;
  }

  private Optional<Condition> part(Expression expression) {
    return switch (expression) {
      case Expression.Or or -> all(or.parts()).map(Condition.Any::new);
      case Expression.And and -> all(and.parts()).map(Condition.All::new);
      case Expression.Not not -> part(not.part()).map(Condition.Not::new);
      case Expression.Late late -> Optional.of(new Condition.Late());
      case Expression.Compare compare -> compare(compare);
      case Expression.Number number -> notACondition(number);
      case Expression.PercentOf percent -> notACondition(percent);
      case Expression.Name name -> notACondition(name);
      case Expression.PotOf pot -> notACondition(pot);
      case Expression.Sum sum -> notACondition(sum);
      case Expression.Product product -> notACondition(product);
      case Expression.Negative negative -> notACondition(negative);
      case Expression.Quotient quotient -> notACondition(quotient);
      case Expression.Power power -> notACondition(power);
      case Expression.OneOfTwo two -> notACondition(two);
      case Expression.TimeSpan span -> notACondition(span);
      case Expression.Date date -> notACondition(date);
      case Expression.Early early -> notACondition(early);
      case Expression.Unsupported unsupported -> Optional.empty();
    };
  }

  private Optional<List<Condition>> all(List<Expression> expressions) {
    List<Condition> typed = new ArrayList<>();
    boolean whole = true;
    for (Expression expression : expressions) {
      if (++parts > MOST_PARTS) {
        return Optional.empty();
      }
      Optional<Condition> condition = part(expression);
      condition.ifPresent(typed::add);
      whole &= condition.isPresent();
    }
    return whole ? Optional.of(typed) : Optional.empty();
  }

  private Optional<Condition> notACondition(Expression expression) {
    if (expression instanceof Expression.Name name && isUnknown(name) && isOption(name)) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.NOT_A_CONDITION,
              expression.span(),
              "`" + name.word().text() + "` is an answer, not a condition",
              "say of what: `" + factWith(name) + " is " + name.word().text() + "`");
      return Optional.empty();
    }
    Optional<Typed> typed = amounts.amount(expression);
    if (typed.isPresent()) {
      String hint =
          typed.get().type() instanceof Type.OneOf choice
              ? "say which: `… is " + choice.options().getFirst() + "`"
              : "compare it: `… at least 5`";
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.NOT_A_CONDITION,
              expression.span(),
              "this is " + amounts.arithmetic().words(typed.get().type()) + ", not a condition",
              hint);
    }
    return Optional.empty();
  }

  private Optional<Condition> compare(Expression.Compare compare) {
    Condition.Operator operator =
        switch (compare.comparator()) {
          case IS -> Condition.Operator.IS;
          case IS_NOT -> Condition.Operator.IS_NOT;
          case AT_LEAST -> Condition.Operator.AT_LEAST;
          case AT_MOST -> Condition.Operator.AT_MOST;
          case ABOVE -> Condition.Operator.ABOVE;
          case BELOW -> Condition.Operator.BELOW;
        };
    if (compare.left() instanceof Expression.Late late) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.LATE_COMPARED,
              compare.span(),
              "`late` holds or does not; it is no number",
              "write `late` alone, or `not late`");
      return Optional.empty();
    }
    Optional<Condition> decided = decided(compare, operator);
    if (decided.isPresent()) {
      return decided;
    }
    Optional<List<String>> left = options(compare.left());
    Optional<List<String>> right = options(compare.right());
    if (left.isPresent() || right.isPresent()) {
      return choice(compare, operator, left, right);
    }
    if ((operator == Condition.Operator.IS || operator == Condition.Operator.IS_NOT)
        && compare.left() instanceof Expression.Name one
        && compare.right() instanceof Expression.Name other
        && isUnknown(one)
        && isUnknown(other)) {
      // One of them is an option of a fact that the other is not: a slip in one name.
      return notACondition(isOption(one) ? other : one);
    }
    if (compare.right() instanceof Expression.Name answer
        && ANSWERS.contains(answer.word().text())
        && isUnknown(answer)
        && compare.left() instanceof Expression.Name name
        && !isUnknown(name)) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.NOT_COMPARABLE,
              answer.span(),
              "`" + name.word().text() + "` is a number, and no yes or no",
              "compare it with a number: `" + name.word().text() + " is 0`");
      return Optional.empty();
    }
    Optional<Typed> a = operand(compare.left(), compare.right());
    Optional<Typed> b = operand(compare.right(), compare.left());
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    if (!a.get().type().equals(b.get().type())) {
      Span at = compare.right().span();
      if (a.get().type() instanceof Type.OfToken && b.get().type() instanceof Type.OfToken) {
        amounts.arithmetic().differ(at, b.get().type(), a.get().type());
      } else {
        amounts
            .arithmetic()
            .report(
                DiagnosticCode.NOT_COMPARABLE,
                at,
                "this is "
                    + amounts.arithmetic().words(b.get().type())
                    + ", but it is compared with "
                    + amounts.arithmetic().words(a.get().type()),
                "both sides must be of one kind");
      }
      return Optional.empty();
    }
    return Optional.of(new Condition.Compare(a.get().quantity(), operator, b.get().quantity()));
  }

  /** One side of a comparison; beside a fact that is a percentage a percentage needs no base. */
  private Optional<Typed> operand(Expression expression, Expression other) {
    boolean bare =
        expression instanceof Expression.PercentOf percent
            && percent.base().isEmpty()
            && other instanceof Expression.Name
            && amounts.factsKnown();
    return bare
            && expression instanceof Expression.PercentOf percent
            && other instanceof Expression.Name name
        ? share(percent, name)
        : amounts.numeric(expression);
  }

  private Optional<Typed> share(Expression.PercentOf percent, Expression.Name name) {
    Optional<Domain> domain =
        amounts.fact(name.word()).map(index -> amounts.facts().get(index).domain());
    // What is unknown is told as such, and may be a percentage.
    if (isUnknown(name) || domain.filter(Domain.Percent.class::isInstance).isPresent()) {
      return Optional.of(AmountArithmetic.constant(percent.percent().value()));
    }
    if (domain.isEmpty()) {
      return amounts.numeric(percent);
    }
    String fact = name.word().text();
    amounts
        .arithmetic()
        .report(
            DiagnosticCode.PERCENT_OF_WHAT,
            percent.span(),
            "`" + fact + "` is no percentage",
            "name the base, as in `10% of pay`, or make a percentage of it: `fact "
                + fact
                + ": percent`");
    return Optional.empty();
  }

  private boolean isUnknown(Expression.Name name) {
    return scope.find(name.word().text()).isEmpty();
  }

  /** Whether it is an option of some fact. */
  private boolean isOption(Expression.Name name) {
    return amounts.facts().stream()
        .anyMatch(
            fact ->
                fact.domain() instanceof Domain.Choice choice
                    && choice.options().contains(name.word().text()));
  }

  private String factWith(Expression.Name option) {
    return amounts.facts().stream()
        .filter(
            fact ->
                fact.domain() instanceof Domain.Choice choice
                    && choice.options().contains(option.word().text()))
        .map(Deliverable.Fact::name)
        .findFirst()
        .orElse("…");
  }

  private Optional<List<String>> options(Expression expression) {
    if (expression instanceof Expression.Name name
        && amounts.factsKnown()
        && scope.find(name.word().text()).orElse(null) instanceof Symbol.Tally tally) {
      return Tallies.options(tally.clause());
    }
    return expression instanceof Expression.Name name
        ? amounts
            .fact(name.word())
            .flatMap(
                index ->
                    amounts.facts().get(index).domain() instanceof Domain.Choice choice
                        ? Optional.of(choice.options())
                        : Optional.empty())
        : Optional.empty();
  }

  /** That a panel's decision is one of its options; empty for any other comparison. */
  private Optional<Condition> decided(Expression.Compare compare, Condition.Operator operator) {
    boolean is = operator == Condition.Operator.IS;
    if (!(compare.left() instanceof Expression.Name name)
        || !(compare.right() instanceof Expression.Name option)
        || !is && operator != Condition.Operator.IS_NOT
        || !amounts.factsKnown()
        || !(scope.find(name.word().text()).orElse(null) instanceof Symbol.Tally tally)) {
      return Optional.empty();
    }
    int index = Tallies.options(tally.clause()).orElse(List.of()).indexOf(option.word().text());
    return index < 0
        ? Optional.empty()
        : amounts
            .tallies()
            .is(tally.clause(), index)
            .map(decided -> is ? decided : new Condition.Not(decided));
  }

  private Optional<Condition> choice(
      Expression.Compare compare,
      Condition.Operator operator,
      Optional<List<String>> left,
      Optional<List<String>> right) {
    if (operator != Condition.Operator.IS && operator != Condition.Operator.IS_NOT) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.WORDS_WITHOUT_ORDER,
              compare.span(),
              "words have no order",
              "compare them with `is` or `is not`");
      return Optional.empty();
    }
    if (left.isPresent() && right.isPresent() && !left.equals(right)) {
      amounts
          .arithmetic()
          .report(
              DiagnosticCode.OTHER_OPTIONS,
              compare.span(),
              "these two facts have different options",
              "compare a fact with one of its own options");
      return Optional.empty();
    }
    List<String> options = left.or(() -> right).orElseThrow();
    Optional<Quantity> a = side(compare.left(), left, options);
    Optional<Quantity> b = side(compare.right(), right, options);
    return a.isPresent() && b.isPresent()
        ? Optional.of(new Condition.Compare(a.get(), operator, b.get()))
        : Optional.empty();
  }

  private Optional<Quantity> side(
      Expression side, Optional<List<String>> own, List<String> options) {
    if (own.isPresent()) {
      return amounts.amount(side).map(Typed::quantity);
    }
    if (side instanceof Expression.Name name) {
      int index = options.indexOf(name.word().text());
      if (index >= 0) {
        return Optional.of(new Quantity.Constant(Fraction.of(index)));
      }
      diagnostics.add(Money.unknownOption(name.word(), options));
      return Optional.empty();
    }
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.NOT_COMPARABLE,
                side.span(),
                "this is compared with one of " + String.join(", ", options))
            .hint("write one of them"));
    return Optional.empty();
  }
}
