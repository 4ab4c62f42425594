package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathParser;

/** Reads amounts and conditions. */
final class Expressions {
  private final Atoms atoms;

  Expressions(Atoms atoms) {
    this.atoms = atoms;
  }

  Expression amount(OathParser.AmountContext tree) {
    List<Expression> terms = tree.product().stream().map(this::product).toList();
    return terms.size() == 1 ? terms.getFirst() : new Expression.Sum(terms, atoms.span(tree));
  }

  private Expression product(OathParser.ProductContext tree) {
    List<Expression> factors = tree.factor().stream().map(this::factor).toList();
    return factors.size() == 1
        ? factors.getFirst()
        : new Expression.Product(factors, atoms.span(tree));
  }

  private Expression factor(OathParser.FactorContext tree) {
    Span span = atoms.span(tree);
    return switch (tree) {
      case OathParser.NumberContext number -> {
        if (number.unit() != null) {
          atoms.unsupported("time spans as amounts", span);
          yield new Expression.Unsupported(span);
        }
        yield new Expression.Number(
            atoms.number(number.NUMBER().getSymbol()), atoms.optionalWord(number.SYMBOL()), span);
      }
      case OathParser.PercentOfContext percent ->
          new Expression.PercentOf(
              atoms.percent(percent.PERCENT().getSymbol()), factor(percent.factor()), span);
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
