package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration.CourtClause;
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

  private FromParseTree(Diagnostics diagnostics) {
    this.atoms = new Atoms(diagnostics);
    this.clauses = new Clauses(atoms);
    this.steps = new Steps(atoms);
  }

  /** The syntax of a parsed text. */
  public static Text convert(OathParser.TextContext tree, Diagnostics diagnostics) {
    return new FromParseTree(diagnostics).text(tree);
  }

  private Text text(OathParser.TextContext tree) {
    OathParser.HeadingContext heading = tree.heading();
    boolean readable = heading != null && heading.exception == null;
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
    return new Text(name, version, prose, declarations, new Span(end, end));
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
      case OathParser.PanelDeclarationContext panel ->
          unsupported(
              "panels", Optional.of(atoms.word(panel.NAME().getSymbol())), panel.getStart(), span);
      case OathParser.CourtDeclarationContext court -> court(court);
      case OathParser.ContestDeclarationContext contest ->
          unsupported(
              "contests",
              Optional.of(atoms.word(contest.NAME().getSymbol())),
              contest.getStart(),
              span);
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

  private Declaration unsupported(String what, Optional<Word> name, Token at, Span span) {
    atoms.unsupported(what, atoms.span(at));
    return new Declaration.Unsupported(name, span);
  }

  private Declaration parameter(OathParser.ParameterDeclarationContext tree) {
    Span span = atoms.span(tree);
    Word name = atoms.word(tree.NAME().getSymbol());
    if (tree.bound(0).NUMBER() == null || tree.bound(1).NUMBER() == null) {
      return unsupported("dates as parameters", Optional.of(name), tree.bound(0).getStart(), span);
    }
    return new Declaration.Parameter(
        name,
        atoms.number(tree.bound(0).NUMBER().getSymbol()),
        atoms.number(tree.bound(1).NUMBER().getSymbol()),
        atoms.optionalWord(tree.SYMBOL()),
        span);
  }

  private Declaration party(OathParser.PartyDeclarationContext tree) {
    Span span = atoms.span(tree);
    Word name = atoms.word(tree.NAME().getSymbol());
    if (tree.SEATS() != null) {
      return unsupported(
          "several seats of one party", Optional.of(name), tree.SEATS().getSymbol(), span);
    }
    Optional<Length> open =
        tree.duration() == null ? Optional.empty() : Optional.of(atoms.length(tree.duration()));
    return new Declaration.Party(name, open, span);
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
    if (head.EACH() != null) {
      return unsupported(
          "a deliverable for each seat", Optional.of(name), head.EACH().getSymbol(), span);
    }
    if (head.TIMES() != null) {
      return unsupported(
          "a series of deliverables", Optional.of(name), head.NUMBER().getSymbol(), span);
    }
    Optional<Word> after =
        head.AFTER() == null ? Optional.empty() : Optional.of(atoms.word(head.NAME(2).getSymbol()));
    return new Declaration.Deliverable(
        name, atoms.word(head.NAME(1).getSymbol()), after, inner, span);
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
