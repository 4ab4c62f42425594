package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration.CalendarClause;
import org.horkos.dsl.syntax.Declaration.CourtClause;
import org.horkos.dsl.value.Fraction;
import org.horkos.grammar.OathParser;

/**
 * The pass from the parse tree to the syntax records: drops what has a slip, reads numbers, dates
 * and time spans, and reports what this version does not do yet.
 */
public final class FromParseTree {
  /** How many declarations a text may have, and how many clauses or steps each of them. */
  public static final int MOST_STATEMENTS = 512;

  private final Atoms atoms;
  private final Clauses clauses;
  private final Steps steps;
  private final Expressions expressions;

  private FromParseTree(Diagnostics diagnostics) {
    this.atoms = new Atoms(diagnostics);
    this.clauses = new Clauses(atoms);
    this.steps = new Steps(atoms);
    this.expressions = new Expressions(atoms);
  }

  /** The syntax of a parsed text. */
  public static Text convert(OathParser.TextContext tree, Diagnostics diagnostics) {
    return new FromParseTree(diagnostics).text(tree);
  }

  private Text text(OathParser.TextContext tree) {
    OathParser.HeadingContext heading = tree.heading();
    boolean readable = heading != null && heading.exception == null;
    boolean library = readable && heading.LIBRARY() != null;
    Optional<Word> name =
        readable ? Optional.of(atoms.word(heading.title().getStart())) : Optional.empty();
    Optional<Numeral> version =
        readable ? Optional.of(atoms.number(heading.NUMBER().getSymbol())) : Optional.empty();
    Optional<Declaration.Prose> prose =
        readable && heading.STRING() != null
            ? Optional.of(atoms.prose(heading.STRING().getSymbol()))
            : Optional.empty();
    List<Declaration> declarations = new ArrayList<>();
    for (OathParser.DeclarationContext declaration :
        atoms.bounded(tree.declaration(), "declarations")) {
      if (declaration.exception == null) {
        declarations.add(declaration(declaration));
      }
    }
    int end = tree.getStop() == null ? 0 : Reading.span(tree.getStop()).end();
    return new Text(library, name, version, prose, declarations, new Span(end, end));
  }

  private Declaration declaration(OathParser.DeclarationContext tree) {
    ParserRuleContext child = (ParserRuleContext) tree.getChild(0);
    Span span = atoms.span(child);
    return switch (child) {
      case OathParser.TokenDeclarationContext token ->
          new Declaration.Token(
              atoms.word(token.SYMBOL().getSymbol()),
              atoms.number(token.NUMBER().getSymbol()),
              span);
      case OathParser.ParameterDeclarationContext parameter -> parameter(parameter);
      case OathParser.PartyDeclarationContext party -> party(party);
      case OathParser.AttestorDeclarationContext attestor ->
          new Declaration.Attestor(atoms.word(attestor.NAME().getSymbol()), span);
      case OathParser.FundedDeclarationContext funded ->
          new Declaration.Funded(atoms.length(funded.duration()), span);
      case OathParser.ImportDeclarationContext imported ->
          new Declaration.Import(
              atoms.prose(imported.STRING().getSymbol()),
              atoms.word(imported.HASH().getSymbol()),
              span);
      case OathParser.PanelDeclarationContext panel -> panel(panel);
      case OathParser.CourtDeclarationContext court -> court(court);
      case OathParser.ContestDeclarationContext contest -> contest(contest);
      case OathParser.CalendarDeclarationContext calendar -> calendar(calendar);
      case OathParser.TemplateDeclarationContext template -> template(template);
      case OathParser.DeliverableDeclarationContext deliverable -> deliverable(deliverable);
      case OathParser.EveryDeclarationContext every ->
          new Declaration.Every(clauses.of(every.clauseBlock()), atoms.span(every.getStart()));
      case OathParser.LetContext let -> atoms.let(let);
      case OathParser.ScenarioDeclarationContext scenario ->
          new Declaration.Scenario(
              atoms.prose(scenario.STRING().getSymbol()), steps.of(scenario.stepBlock()), span);
      default -> throw new IllegalStateException("no declaration: " + child.getClass());
    };
  }

  private Declaration parameter(OathParser.ParameterDeclarationContext tree) {
    Span span = atoms.span(tree);
    Word name = atoms.word(tree.NAME().getSymbol());
    boolean date = tree.bound(0).DATE() != null;
    if (date != (tree.bound(1).DATE() != null) || date && tree.SYMBOL() != null) {
      atoms.report(
          Diagnostic.of(DiagnosticCode.BAD_RANGE, span, "these bounds are of different kinds")
              .hint("write two numbers, or two dates"));
      return new Declaration.Unsupported(Optional.of(name), span);
    }
    return new Declaration.Parameter(
        name,
        bound(tree.bound(0)),
        bound(tree.bound(1)),
        atoms.optionalWord(tree.SYMBOL()),
        date,
        span);
  }

  private Numeral bound(OathParser.BoundContext tree) {
    return tree.NUMBER() != null
        ? atoms.number(tree.NUMBER().getSymbol())
        : new Numeral(Fraction.of(atoms.date(tree.DATE().getSymbol())), 0, atoms.span(tree));
  }

  private Declaration panel(OathParser.PanelDeclarationContext tree) {
    List<Declaration.Quorum> quorums =
        tree.quorum().stream()
            .map(
                q ->
                    new Declaration.Quorum(
                        atoms.number(q.NUMBER().getSymbol()),
                        expressions.optional(q.expression()),
                        atoms.span(q)))
            .toList();
    return new Declaration.Panel(
        atoms.word(tree.NAME().getSymbol()),
        atoms.number(tree.NUMBER().getSymbol()),
        quorums,
        atoms.span(tree));
  }

  private Declaration contest(OathParser.ContestDeclarationContext tree) {
    List<Clause.Pays> pays = new ArrayList<>();
    List<Declaration.Place> places = new ArrayList<>();
    boolean shares = false;
    for (OathParser.ContestClauseContext clause :
        atoms.bounded(tree.contestBlock().contestClause(), "clauses")) {
      if (clause.exception != null) {
        continue;
      }
      Span span = atoms.span(clause);
      if (clause.PAYS() != null) {
        pays.add(clauses.pays(clause.amount(), clause.NAME(), span));
      } else if (clause.PLACE() != null) {
        places.add(
            new Declaration.Place(
                atoms.number(clause.NUMBER().getSymbol()),
                atoms.percent(clause.PERCENT().getSymbol()),
                span));
      } else {
        shares = true;
      }
    }
    return new Declaration.Contest(
        atoms.word(tree.NAME().getSymbol()), pays, places, shares, atoms.span(tree.getStart()));
  }

  private Declaration calendar(OathParser.CalendarDeclarationContext tree) {
    List<CalendarClause> inner = new ArrayList<>();
    for (OathParser.CalendarClauseContext clause :
        atoms.bounded(tree.calendarBlock().calendarClause(), "clauses")) {
      if (clause.exception == null) {
        inner.add(calendarClause(clause));
      }
    }
    return new Declaration.Calendar(
        atoms.word(tree.NAME().getSymbol()), inner, atoms.span(tree.getStart()));
  }

  private CalendarClause calendarClause(OathParser.CalendarClauseContext tree) {
    Span span = atoms.span(tree);
    return switch (tree) {
      case OathParser.OffsetContext offset -> {
        Numeral number = atoms.number(offset.NUMBER().getSymbol());
        long seconds = atoms.length(number, atoms.unit(offset.unit()), span).seconds();
        yield new CalendarClause.Offset(offset.MINUS() == null ? seconds : -seconds, span);
      }
      case OathParser.WeekendContext weekend ->
          new CalendarClause.Weekend(
              weekend.NAME().stream().map(n -> atoms.word(n.getSymbol())).toList(), span);
      case OathParser.HolidaysContext holidays ->
          new CalendarClause.Holidays(
              holidays.DATE().stream().map(d -> atoms.date(d.getSymbol())).toList(), span);
      case OathParser.UntilContext until ->
          new CalendarClause.Until(atoms.date(until.DATE().getSymbol()), span);
      default -> throw new IllegalStateException("no clause of a calendar: " + tree.getClass());
    };
  }

  private Declaration template(OathParser.TemplateDeclarationContext tree) {
    List<Word> names = tree.NAME().stream().map(n -> atoms.word(n.getSymbol())).toList();
    return new Declaration.Template(
        names.getFirst(),
        names.subList(1, names.size()),
        clauses.of(tree.clauseBlock()),
        atoms.span(tree.getStart()));
  }

  private Declaration party(OathParser.PartyDeclarationContext tree) {
    Span span = atoms.span(tree);
    Word name = atoms.word(tree.NAME().getSymbol());
    Optional<Length> open =
        tree.duration() == null ? Optional.empty() : Optional.of(atoms.length(tree.duration()));
    Optional<Numeral> seats =
        tree.SEATS() == null
            ? Optional.empty()
            : Optional.of(atoms.number(tree.NUMBER().getSymbol()));
    return new Declaration.Party(name, open, seats, span);
  }

  private Declaration deliverable(OathParser.DeliverableDeclarationContext tree) {
    OathParser.DeliverableHeadContext head = tree.deliverableHead();
    List<Clause> inner = clauses.of(tree.clauseBlock());
    Span span = atoms.span(tree.getStart()).to(atoms.span(head));
    if (head.exception != null) {
      Optional<Word> name =
          head.NAME().isEmpty()
              ? Optional.empty()
              : Optional.of(atoms.word(head.NAME(0).getSymbol()));
      return new Declaration.Unsupported(name, span);
    }
    Word name = atoms.word(head.NAME(0).getSymbol());
    Optional<Word> after =
        head.AFTER() == null ? Optional.empty() : Optional.of(atoms.word(head.NAME(2).getSymbol()));
    return new Declaration.Deliverable(
        name,
        atoms.word(head.NAME(1).getSymbol()),
        head.EACH() != null,
        after,
        head.likeness() == null ? Optional.empty() : Optional.of(likeness(head.likeness())),
        head.series() == null ? Optional.empty() : Optional.of(series(head.series())),
        inner,
        span);
  }

  private Declaration.Likeness likeness(OathParser.LikenessContext tree) {
    return new Declaration.Likeness(
        atoms.word(tree.NAME().getSymbol()),
        tree.amount().stream().map(expressions::amount).toList(),
        atoms.span(tree));
  }

  private Declaration.Series series(OathParser.SeriesContext tree) {
    Optional<Length> every =
        tree.duration() == null ? Optional.empty() : Optional.of(atoms.length(tree.duration()));
    return new Declaration.Series(atoms.number(tree.NUMBER().getSymbol()), every, atoms.span(tree));
  }

  private Declaration court(OathParser.CourtDeclarationContext tree) {
    List<CourtClause> inner = new ArrayList<>();
    for (OathParser.CourtClauseContext clause :
        atoms.bounded(tree.courtBlock().courtClause(), "clauses")) {
      if (clause.exception == null) {
        inner.add(courtClause(clause));
      }
    }
    return new Declaration.Court(
        atoms.word(tree.NAME().getSymbol()), inner, atoms.span(tree.getStart()));
  }

  private CourtClause courtClause(OathParser.CourtClauseContext tree) {
    Span span = atoms.span(tree);
    return switch (tree) {
      case OathParser.DrawsContext draws ->
          new CourtClause.Draws(atoms.number(draws.NUMBER().getSymbol()), span);
      case OathParser.EvidenceContext evidence ->
          new CourtClause.Evidence(atoms.length(evidence.duration()), span);
      case OathParser.CommitContext commit ->
          new CourtClause.Commit(atoms.length(commit.duration()), span);
      case OathParser.RevealContext reveal ->
          new CourtClause.Reveal(atoms.length(reveal.duration()), span);
      case OathParser.AppealContext appeal ->
          new CourtClause.Appeal(
              atoms.length(appeal.duration()), atoms.number(appeal.NUMBER().getSymbol()), span);
      case OathParser.ForfeitsContext forfeits -> {
        List<Declaration.Share> shares = new ArrayList<>();
        for (OathParser.ShareContext share : forfeits.share()) {
          Declaration.Taker taker =
              share.WINNER() != null
                  ? Declaration.Taker.WINNER
                  : share.COURT() != null ? Declaration.Taker.COURT : Declaration.Taker.BURN;
          shares.add(
              new Declaration.Share(
                  taker, atoms.percent(share.PERCENT().getSymbol()), atoms.span(share)));
        }
        yield new CourtClause.Forfeits(atoms.percent(forfeits.PERCENT().getSymbol()), shares, span);
      }
      default -> throw new IllegalStateException("no clause of a court: " + tree.getClass());
    };
  }

  /** Reports that the language has something which this version does not do yet. */
  static Diagnostic notYet(String what, Span span) {
    return Diagnostic.of(
            DiagnosticCode.NOT_YET_SUPPORTED, span, what + " are part of Oath, but do not run yet")
        .hint("leave it out, or wait for a later version");
  }
}
