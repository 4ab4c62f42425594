package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathParser;

/** Reads the clauses of a deliverable. */
final class Clauses {
  private final Atoms atoms;
  private final Expressions expressions;

  Clauses(Atoms atoms) {
    this.atoms = atoms;
    this.expressions = new Expressions(atoms);
  }

  List<Clause> of(OathParser.ClauseBlockContext block) {
    List<Clause> clauses = new ArrayList<>();
    for (OathParser.ClauseContext clause : atoms.bounded(block.clause(), "clauses")) {
      if (clause.exception == null) {
        clauses.add(clause(clause));
      }
    }
    return clauses;
  }

  private Clause clause(OathParser.ClauseContext tree) {
    ParserRuleContext child = (ParserRuleContext) tree.getChild(0);
    Span span = atoms.span(child);
    return switch (child) {
      case OathParser.PaysClauseContext pays -> pays(pays);
      case OathParser.BondClauseContext bond ->
          new Clause.Bond(expressions.amount(bond.amount()), atoms.who(bond.who()), span);
      case OathParser.DueClauseContext due -> due(due);
      case OathParser.FactClauseContext fact -> fact(fact);
      case OathParser.DecisionClauseContext decision ->
          new Clause.Fact(
              atoms.word(decision.NAME().getSymbol()),
              Optional.empty(),
              true,
              domain(decision.domain()),
              Optional.of(source(decision.source())),
              span);
      case OathParser.LetContext let -> atoms.let(let);
      case OathParser.RequireClauseContext require ->
          new Clause.Require(
              atoms.prose(require.STRING().getSymbol()),
              expressions.expression(require.expression()),
              span);
      case OathParser.AwardClauseContext award ->
          new Clause.Award(
              expressions.amount(award.amount()), expressions.optional(award.expression()), span);
      case OathParser.PenaltyClauseContext penalty -> penalty(penalty);
      case OathParser.ChallengeClauseContext challenge ->
          new Clause.Challenge(
              atoms.length(challenge.duration()), atoms.word(challenge.NAME().getSymbol()), span);
      case OathParser.DeliverClauseContext deliver ->
          deliver.ITSELF() != null
              ? new Clause.ByItself(span)
              : new Clause.Deliver(atoms.number(deliver.NUMBER().getSymbol()), span);
      case OathParser.MissedClauseContext missed ->
          new Clause.Missed(
              atoms.instant(missed.moment()), consequence(missed.consequence()), span);
      case OathParser.FailedClauseContext failed ->
          new Clause.Failed(consequence(failed.consequence()), span);
      case OathParser.OwesClauseContext owes ->
          new Clause.Owes(
              expressions.amount(owes.amount()),
              atoms.who(owes.who()),
              expressions.optional(owes.expression()),
              span);
      case OathParser.RanksClauseContext ranks ->
          new Clause.Ranks(
              expressions.amount(ranks.amount()), atoms.word(ranks.NAME().getSymbol()), span);
      case OathParser.ExcuseClauseContext excuse ->
          new Clause.Excuse(atoms.length(excuse.duration()), span);
      case OathParser.AllowClauseContext allow ->
          new Clause.Allow(atoms.who(allow.who()), atoms.instant(allow.moment()), span);
      case OathParser.RecordsClauseContext records ->
          new Clause.Records(
              atoms.prose(records.STRING().getSymbol()),
              atoms.who(records.who()),
              expressions.amount(records.amount()),
              expressions.optional(records.expression()),
              span);
      default -> throw new IllegalStateException("no clause: " + child.getClass());
    };
  }

  private Clause pays(OathParser.PaysClauseContext tree) {
    return pays(tree.amount(), tree.NAME(), atoms.span(tree));
  }

  /** What somebody pays, and somebody else. */
  Clause.Pays pays(List<OathParser.AmountContext> amounts, List<TerminalNode> names, Span span) {
    List<Clause.Pays.Part> parts = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      parts.add(
          new Clause.Pays.Part(
              expressions.amount(amounts.get(i)), atoms.word(names.get(i).getSymbol())));
    }
    return new Clause.Pays(parts, span);
  }

  private Clause due(OathParser.DueClauseContext tree) {
    Optional<Length> grace =
        tree.duration() == null ? Optional.empty() : Optional.of(atoms.length(tree.duration()));
    return new Clause.Due(
        atoms.instant(tree.moment()), grace, atoms.optionalWord(tree.NAME()), atoms.span(tree));
  }

  private Clause fact(OathParser.FactClauseContext tree) {
    return new Clause.Fact(
        atoms.word(tree.NAME().getSymbol()),
        tree.STRING() == null
            ? Optional.empty()
            : Optional.of(atoms.prose(tree.STRING().getSymbol())),
        false,
        domain(tree.domain()),
        tree.source() == null ? Optional.empty() : Optional.of(source(tree.source())),
        atoms.span(tree));
  }

  private Clause.Domain domain(OathParser.DomainContext tree) {
    Span span = atoms.span(tree);
    if (tree.DOCUMENT() != null) {
      return new Clause.Domain.Document(span);
    }
    if (tree.choices() != null) {
      return new Clause.Domain.Choice(
          tree.choices().option().stream().map(o -> atoms.word(o.getStart())).toList(), span);
    }
    if (tree.TIME() != null) {
      return new Clause.Domain.Time(span);
    }
    if (tree.PERCENTAGE() != null) {
      return new Clause.Domain.Percent(span);
    }
    OathParser.RangeContext range = tree.range();
    if (range.bound().stream().anyMatch(bound -> bound.DATE() != null)) {
      return unsupportedDomain("ranges of dates", span);
    }
    return new Clause.Domain.Range(
        atoms.number(range.bound(0).NUMBER().getSymbol()),
        range.bound().size() < 2
            ? Optional.empty()
            : Optional.of(atoms.number(range.bound(1).NUMBER().getSymbol())),
        atoms.optionalWord(range.SYMBOL()),
        atoms.optionalWord(range.NAME()),
        range.unit() == null ? Optional.empty() : Optional.of(atoms.unit(range.unit())),
        span);
  }

  private Clause.Domain unsupportedDomain(String what, Span span) {
    atoms.unsupported(what, span);
    return new Clause.Domain.Unsupported(span);
  }

  private Clause.Source source(OathParser.SourceContext tree) {
    return new Clause.Source(
        atoms.word(tree.NAME().getSymbol()),
        atoms.length(tree.duration()),
        tree.value() == null ? Optional.empty() : Optional.of(atoms.value(tree.value())),
        expressions.optional(tree.expression()),
        atoms.span(tree));
  }

  private Clause penalty(OathParser.PenaltyClauseContext tree) {
    Optional<Length> period = Optional.empty();
    if (tree.period() != null) {
      Span span = atoms.span(tree.period());
      period =
          Optional.of(
              tree.period().unit() != null
                  ? new Length(atoms.unit(tree.period().unit()), span)
                  : atoms.length(tree.period().duration()));
    }
    boolean capped = tree.AT() != null;
    return new Clause.Penalty(
        atoms.prose(tree.STRING().getSymbol()),
        atoms.who(tree.who()),
        expressions.amount(tree.amount(0)),
        tree.pot() == null ? Optional.empty() : Optional.of(expressions.pot(tree.pot())),
        period,
        tree.EARLY() != null,
        capped ? Optional.of(expressions.amount(tree.amount(1))) : Optional.empty(),
        expressions.optional(tree.expression()),
        atoms.span(tree));
  }

  private Clause.Consequence consequence(OathParser.ConsequenceContext tree) {
    Optional<Span> carries =
        tree.CARRIES() == null
            ? Optional.empty()
            : Optional.of(atoms.span(tree.CARRIES().getSymbol()));
    Optional<Span> ends =
        tree.ENDS() == null ? Optional.empty() : Optional.of(atoms.span(tree.ENDS().getSymbol()));
    List<Clause.Gives> gives = new ArrayList<>();
    if (tree.who() != null) {
      gives.add(new Clause.Gives(atoms.who(tree.who()), expressions.amount(tree.amount())));
    }
    for (OathParser.FurtherContext further : tree.further()) {
      if (further.ENDS() != null) {
        ends = Optional.of(atoms.span(further.ENDS().getSymbol()));
      } else {
        gives.add(new Clause.Gives(atoms.who(further.who()), expressions.amount(further.amount())));
      }
    }
    return new Clause.Consequence(gives, carries, ends);
  }
}
