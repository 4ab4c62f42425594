package org.horkos.dsl.expansion;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Who;
import org.horkos.dsl.syntax.Word;

/** Clauses with other names, values and moments in them; places in the text stay as they are. */
abstract class Rewriting {
  /** The word in place of a name. */
  abstract Word word(Word name);

  /** The expression in place of a name. */
  Expression value(Expression.Name name) {
    return new Expression.Name(word(name.word()));
  }

  /** The moment in place of one whose name has been replaced already. */
  Instant shifted(Instant instant) {
    return instant;
  }

  List<Clause> clauses(List<Clause> clauses) {
    return clauses.stream().map(this::clause).toList();
  }

  Clause clause(Clause clause) {
    return switch (clause) {
      case Declaration.Let let ->
          new Declaration.Let(let.name(), expression(let.value()), let.span());
      case Clause.Pays pays ->
          new Clause.Pays(
              pays.parts().stream()
                  .map(p -> new Clause.Pays.Part(expression(p.amount()), word(p.payer())))
                  .toList(),
              pays.span());
      case Clause.Owes owes ->
          new Clause.Owes(
              expression(owes.amount()), who(owes.to()), optional(owes.when()), owes.span());
      case Clause.Bond bond ->
          new Clause.Bond(expression(bond.amount()), who(bond.owner()), bond.span());
      case Clause.Due due ->
          new Clause.Due(instant(due.moment()), due.grace(), due.measuredBy(), due.span());
      case Clause.Fact fact ->
          new Clause.Fact(
              fact.name(),
              fact.question(),
              fact.decision(),
              domain(fact.domain()),
              fact.source().map(this::source),
              fact.span());
      case Clause.Require require ->
          new Clause.Require(require.label(), expression(require.condition()), require.span());
      case Clause.Award award ->
          new Clause.Award(expression(award.amount()), optional(award.when()), award.span());
      case Clause.Ranks ranks ->
          new Clause.Ranks(expression(ranks.value()), word(ranks.contest()), ranks.span());
      case Clause.Penalty penalty ->
          new Clause.Penalty(
              penalty.label(),
              who(penalty.to()),
              expression(penalty.amount()),
              penalty.from().map(this::pot),
              penalty.period(),
              penalty.early(),
              optional(penalty.atMost()),
              optional(penalty.when()),
              penalty.span());
      case Clause.Challenge challenge ->
          new Clause.Challenge(challenge.within(), word(challenge.court()), challenge.span());
      case Clause.Missed missed ->
          new Clause.Missed(instant(missed.moment()), consequence(missed.then()), missed.span());
      case Clause.Failed failed -> new Clause.Failed(consequence(failed.then()), failed.span());
      case Clause.Allow allow ->
          new Clause.Allow(who(allow.party()), instant(allow.from()), allow.span());
      case Clause.Records records ->
          new Clause.Records(
              records.label(),
              who(records.of()),
              expression(records.points()),
              optional(records.when()),
              records.span());
      case Clause.Deliver deliver -> deliver;
      case Clause.ByItself itself -> itself;
      case Clause.Excuse excuse -> excuse;
      case Clause.Tally tally -> tally;
      case Clause.Unsupported unsupported -> unsupported;
    };
  }

  private Clause.Domain domain(Clause.Domain domain) {
    return domain instanceof Clause.Domain.Range range
        ? new Clause.Domain.Range(
            range.least(),
            range.most(),
            range.symbol(),
            range.upTo().map(this::word),
            range.unit(),
            range.span())
        : domain;
  }

  private Clause.Source source(Clause.Source source) {
    return new Clause.Source(
        word(source.name()),
        source.within(),
        source.silence(),
        optional(source.asked()),
        source.span());
  }

  private Clause.Consequence consequence(Clause.Consequence then) {
    return new Clause.Consequence(
        then.gives().stream()
            .map(g -> new Clause.Gives(who(g.to()), expression(g.amount())))
            .toList(),
        then.carriesOver(),
        then.endsAll());
  }

  Instant instant(Instant instant) {
    return shifted(
        new Instant(
            instant.offset(),
            instant.event(),
            instant.name().map(this::word),
            instant.business(),
            instant.span()));
  }

  private Who who(Who who) {
    return who instanceof Who.Named named ? new Who.Named(word(named.name())) : who;
  }

  private Expression.Pot pot(Expression.Pot pot) {
    return pot instanceof Expression.Pot.Bond bond
        ? new Expression.Pot.Bond(who(bond.owner()), bond.span())
        : pot;
  }

  private Optional<Expression> optional(Optional<Expression> expression) {
    return expression.map(this::expression);
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::expression).toList();
  }

  Expression expression(Expression expression) {
    return switch (expression) {
      case Expression.Name name -> value(name);
      case Expression.PotOf of -> new Expression.PotOf(pot(of.pot()));
      case Expression.PercentOf percent ->
          new Expression.PercentOf(percent.percent(), optional(percent.base()), percent.span());
      case Expression.Sum sum -> new Expression.Sum(all(sum.terms()), sum.span());
      case Expression.Product product ->
          new Expression.Product(all(product.factors()), product.span());
      case Expression.Negative negative ->
          new Expression.Negative(expression(negative.part()), negative.span());
      case Expression.Quotient quotient ->
          new Expression.Quotient(
              expression(quotient.part()), expression(quotient.by()), quotient.span());
      case Expression.Power power ->
          new Expression.Power(
              expression(power.base()), expression(power.exponent()), power.span());
      case Expression.OneOfTwo two ->
          new Expression.OneOfTwo(
              two.greater(), expression(two.left()), expression(two.right()), two.span());
      case Expression.Or or -> new Expression.Or(all(or.parts()), or.span());
      case Expression.And and -> new Expression.And(all(and.parts()), and.span());
      case Expression.Not not -> new Expression.Not(expression(not.part()), not.span());
      case Expression.Compare compare ->
          new Expression.Compare(
              expression(compare.left()),
              compare.comparator(),
              expression(compare.right()),
              compare.span());
      case Expression.Number number -> number;
      case Expression.TimeSpan span -> span;
      case Expression.Date date -> date;
      case Expression.Early early -> early;
      case Expression.Late late -> late;
      case Expression.Unsupported unsupported -> unsupported;
    };
  }
}
