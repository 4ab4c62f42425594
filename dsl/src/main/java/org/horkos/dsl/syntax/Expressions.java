package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathParser;

/** Reads amounts and conditions. */
final class Expressions {
  private final Atoms atoms;

  Expressions(Atoms atoms) {
    this.atoms = atoms;
  }

  Expression amount(OathParser.AmountContext tree) {
    List<Expression> terms = new ArrayList<>();
    boolean minus = false;
    for (ParseTree child : tree.children) {
      if (child instanceof OathParser.ProductContext product) {
        Expression term = product(product);
        terms.add(minus ? new Expression.Negative(term, term.span()) : term);
      } else {
        minus =
            child instanceof TerminalNode sign && sign.getSymbol().getType() == OathParser.MINUS;
      }
    }
    return terms.size() == 1 ? terms.getFirst() : new Expression.Sum(terms, atoms.span(tree));
  }

  private Expression product(OathParser.ProductContext tree) {
    List<Expression> factors = new ArrayList<>();
    boolean divides = false;
    for (ParseTree child : tree.children) {
      if (child instanceof OathParser.PowerContext power) {
        Expression factor = power(power);
        if (divides) {
          Expression before = productOf(factors);
          Span span = before.span().to(factor.span());
          factors.clear();
          factors.add(new Expression.Quotient(before, factor, span));
        } else {
          factors.add(factor);
        }
      } else {
        divides =
            child instanceof TerminalNode sign && sign.getSymbol().getType() == OathParser.SLASH;
      }
    }
    return productOf(factors);
  }

  private static Expression productOf(List<Expression> factors) {
    return factors.size() == 1
        ? factors.getFirst()
        : new Expression.Product(factors, factors.getFirst().span().to(factors.getLast().span()));
  }

  private Expression power(OathParser.PowerContext tree) {
    Expression base = factor(tree.factor(0));
    return tree.CARET() == null
        ? base
        : new Expression.Power(base, factor(tree.factor(1)), atoms.span(tree));
  }

  private Expression factor(OathParser.FactorContext tree) {
    Span span = atoms.span(tree);
    return switch (tree) {
      case OathParser.NumberContext number -> {
        Numeral numeral = atoms.number(number.NUMBER().getSymbol());
        yield number.unit() != null
            ? new Expression.TimeSpan(atoms.length(numeral, atoms.unit(number.unit()), span))
            : new Expression.Number(numeral, atoms.optionalWord(number.SYMBOL()), span);
      }
      case OathParser.PercentOfContext percent ->
          new Expression.PercentOf(
              atoms.percent(percent.PERCENT().getSymbol()),
              percent.factor() == null ? Optional.empty() : Optional.of(factor(percent.factor())),
              span);
      case OathParser.DateContext date ->
          new Expression.Date(atoms.date(date.DATE().getSymbol()), span);
      case OathParser.EarlyContext early -> new Expression.Early(span);
      case OathParser.NegativeContext negative ->
          new Expression.Negative(factor(negative.factor()), span);
      case OathParser.LesserOrGreaterContext two ->
          new Expression.OneOfTwo(
              two.GREATER() != null, factor(two.factor(0)), factor(two.factor(1)), span);
      case OathParser.PotFactorContext pot -> potFactor(pot.pot());
      case OathParser.SymbolContext symbol -> new Expression.Name(atoms.word(symbol.getStart()));
      case OathParser.ParenthesizedContext inner -> expression(inner.expression());
      default -> throw new IllegalStateException("no factor: " + tree.getClass());
    };
  }

  private Expression potFactor(OathParser.PotContext tree) {
    boolean name = tree.who() != null && tree.who().NAME() != null && tree.BOND() == null;
    return name
        ? new Expression.Name(atoms.word(tree.who().NAME().getSymbol()))
        : new Expression.PotOf(pot(tree));
  }

  /** A pot; somebody's name without {@code .bond} means his bond where a pot is asked for. */
  Expression.Pot pot(OathParser.PotContext tree) {
    Span span = atoms.span(tree);
    if (tree.PAY() != null) {
      return new Expression.Pot.Pay(span);
    }
    return tree.AWARD() != null
        ? new Expression.Pot.Award(span)
        : new Expression.Pot.Bond(atoms.who(tree.who()), span);
  }

  Expression expression(OathParser.ExpressionContext tree) {
    List<Expression> parts = tree.conjunction().stream().map(this::conjunction).toList();
    return parts.size() == 1 ? parts.getFirst() : new Expression.Or(parts, atoms.span(tree));
  }

  private Expression conjunction(OathParser.ConjunctionContext tree) {
    List<Expression> parts = tree.negation().stream().map(this::negation).toList();
    return parts.size() == 1 ? parts.getFirst() : new Expression.And(parts, atoms.span(tree));
  }

  private Expression negation(OathParser.NegationContext tree) {
    return tree.NOT() == null
        ? comparison(tree.comparison())
        : new Expression.Not(negation(tree.negation()), atoms.span(tree));
  }

  private Expression comparison(OathParser.ComparisonContext tree) {
    Expression left =
        tree.LATE() != null
            ? new Expression.Late(atoms.span(tree.LATE().getSymbol()))
            : amount(tree.amount());
    OathParser.ComparatorContext comparator = tree.comparator();
    if (comparator == null) {
      return left;
    }
    return new Expression.Compare(
        left, operator(comparator), amount(comparator.amount()), atoms.span(tree));
  }

  private static Expression.Comparator operator(OathParser.ComparatorContext tree) {
    if (tree.IS() != null) {
      return tree.NOT() != null ? Expression.Comparator.IS_NOT : Expression.Comparator.IS;
    }
    if (tree.AT() != null) {
      return tree.LEAST() != null ? Expression.Comparator.AT_LEAST : Expression.Comparator.AT_MOST;
    }
    return tree.ABOVE() != null ? Expression.Comparator.ABOVE : Expression.Comparator.BELOW;
  }

  Optional<Expression> optional(
      OathParser.@org.jspecify.annotations.Nullable ExpressionContext tree) {
    return tree == null ? Optional.empty() : Optional.of(expression(tree));
  }
}
