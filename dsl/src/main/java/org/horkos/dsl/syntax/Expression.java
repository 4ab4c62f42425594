package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;

/** An amount or a condition as written. */
public sealed interface Expression {
  /** Where it stands. */
  Span span();

  /** A number, with its token if it is money. */
  record Number(Numeral numeral, Optional<Word> symbol, Span span) implements Expression {}

  /** {@code 40% of price}; the base may be missing, which is a mistake outside of `award`. */
  record PercentOf(Numeral percent, Optional<Expression> base, Span span) implements Expression {}

  /** {@code 3 days} as a value. */
  record TimeSpan(Length length) implements Expression {
    @Override
    public Span span() {
      return length.span();
    }
  }

  /** {@code 2027-04-01} as a value: its first second in UTC. */
  record Date(long seconds, Span span) implements Expression {}

  /** {@code early}: how long before due it was delivered. */
  record Early(Span span) implements Expression {}

  /** {@code - a}. */
  record Negative(Expression part, Span span) implements Expression {}

  /** {@code a / b}. */
  record Quotient(Expression part, Expression by, Span span) implements Expression {}

  /** {@code a ^ b}. */
  record Power(Expression base, Expression exponent, Span span) implements Expression {}

  /** {@code lesser of a and b}, {@code greater of a and b}. */
  record OneOfTwo(boolean greater, Expression left, Expression right, Span span)
      implements Expression {}

  /** A name: parameter, fact, let, option. */
  record Name(Word word) implements Expression {
    @Override
    public Span span() {
      return word.span();
    }
  }

  /** {@code pay}, {@code award} or somebody's bond. */
  record PotOf(Pot pot) implements Expression {
    @Override
    public Span span() {
      return pot.span();
    }
  }

  /** {@code a + b + …}, at least two. */
  record Sum(List<Expression> terms, Span span) implements Expression {
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /** {@code a * b * …}, at least two. */
  record Product(List<Expression> factors, Span span) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /** {@code a or b or …}, at least two. */
  record Or(List<Expression> parts, Span span) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** {@code a and b and …}, at least two. */
  record And(List<Expression> parts, Span span) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** {@code not a}. */
  record Not(Expression part, Span span) implements Expression {}

  /** {@code late}. */
  record Late(Span span) implements Expression {}

  /** A comparison. */
  record Compare(Expression left, Comparator comparator, Expression right, Span span)
      implements Expression {}

  /** Something that this version does not do yet; it has been reported. */
  record Unsupported(Span span) implements Expression {}

  /** How two amounts are compared. */
  enum Comparator {
    IS,
    IS_NOT,
    AT_LEAST,
    AT_MOST,
    ABOVE,
    BELOW
  }

  /** Money that lies in the agreement. */
  sealed interface Pot {
    /** Where it stands. */
    Span span();

    /** {@code pay}. */
    record Pay(Span span) implements Pot {}

    /** {@code award}. */
    record Award(Span span) implements Pot {}

    /** {@code NAME.bond}. */
    record Bond(Who owner, Span span) implements Pot {}
  }
}
