package org.horkos.dsl.resolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.syntax.Text;
import org.horkos.dsl.syntax.Word;

/** The pass from the syntax to the resolution. */
public final class FromSyntax {
  private final Text text;
  private final Diagnostics diagnostics;
  private final Scope scope = new Scope(null);

  private FromSyntax(Text text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  /** The resolution of a text. */
  public static Resolution convert(Text text, Diagnostics diagnostics) {
    return new FromSyntax(text, diagnostics).resolve();
  }

  private Resolution resolve() {
    List<Declaration.Token> tokens = new ArrayList<>();
    List<Declaration.Parameter> parameters = new ArrayList<>();
    List<Declaration.Party> parties = new ArrayList<>();
    List<Declaration.Attestor> attestors = new ArrayList<>();
    List<Declaration.Court> courts = new ArrayList<>();
    List<Declaration.Deliverable> deliverables = new ArrayList<>();
    List<Declaration.Scenario> scenarios = new ArrayList<>();
    List<Declaration.Contest> contests = new ArrayList<>();
    List<Declaration.Calendar> calendars = new ArrayList<>();
    List<Declaration.Funded> funded = new ArrayList<>();
    for (Declaration declaration : text.declarations()) {
      switch (declaration) {
        case Declaration.Token t -> {
          if (declare(t.symbol(), new Symbol.Token(tokens.size(), t.symbol().span()))) {
            tokens.add(t);
          }
        }
        case Declaration.Parameter p -> {
          if (declare(p.name(), new Symbol.Parameter(parameters.size(), p.name().span()))) {
            parameters.add(p);
          }
        }
        case Declaration.Party p -> {
          if (declare(p.name(), new Symbol.Party(parties.size(), p.name().span()))) {
            parties.add(p);
          }
        }
        case Declaration.Attestor a -> {
          if (declare(a.name(), new Symbol.Attestor(attestors.size(), a.name().span()))) {
            attestors.add(a);
          }
        }
        case Declaration.Court c -> {
          if (declare(c.name(), new Symbol.Court(courts.size(), c.name().span()))) {
            courts.add(c);
          }
        }
        case Declaration.Deliverable d -> {
          if (declare(d.name(), new Symbol.Deliverable(deliverables.size(), d.name().span()))) {
            deliverables.add(d);
          }
        }
        case Declaration.Let let -> declare(let.name(), new Symbol.Let(let, let.name().span()));
        case Declaration.Unsupported u ->
            u.name().ifPresent(name -> declare(name, new Symbol.Unreadable(name.span())));
        case Declaration.Contest c -> {
          if (declare(c.name(), new Symbol.Contest(contests.size(), c.name().span()))) {
            contests.add(c);
          }
        }
        case Declaration.Calendar c -> {
          if (declare(c.name(), new Symbol.Calendar(calendars.size(), c.name().span()))) {
            calendars.add(c);
          }
        }
        case Declaration.Template t -> declare(t.name(), new Symbol.Template(t.name().span()));
        case Declaration.Scenario s -> scenarios.add(s);
        case Declaration.Funded f -> funded.add(f);
        case Declaration.Import _, Declaration.Panel _, Declaration.Every _ -> {}
      }
    }
    once(funded, "`funded within`");
    scenarioNames(scenarios);
    List<ResolvedDeliverable> resolved = new ArrayList<>();
    List<Optional<Integer>> after = after(deliverables);
    for (int i = 0; i < deliverables.size(); i++) {
      resolved.add(deliverable(deliverables.get(i), after.get(i)));
    }
    LetChains.check(text, scope, resolved, diagnostics);
    Optional<Length> fundedWithin =
        funded.isEmpty() ? Optional.empty() : Optional.of(funded.getFirst().within());
    return new Resolution(
        text,
        scope,
        fundedWithin,
        tokens,
        parameters,
        parties,
        attestors,
        courts,
        contests,
        calendars,
        resolved,
        scenarios);
  }

  private boolean declare(Word name, Symbol symbol) {
    return scope.declare(name, symbol, diagnostics);
  }

  private void once(List<? extends Declaration> declarations, String what) {
    for (int i = 1; i < declarations.size(); i++) {
      twice(declarations.get(i).span(), declarations.getFirst().span(), what);
    }
  }

  private void twice(Span second, Span first, String what) {
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.DUPLICATE_CLAUSE, second, what + " stands here again")
            .note(first, "it stands here already")
            .hint("leave one of them out"));
  }

  private void scenarioNames(List<Declaration.Scenario> scenarios) {
    Set<String> names = new HashSet<>();
    for (Declaration.Scenario scenario : scenarios) {
      if (!names.add(scenario.name().text())) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.DUPLICATE_SCENARIO,
                    scenario.name().span(),
                    "another scenario has this name")
                .hint("choose another name: reports name scenarios by it"));
      }
    }
  }

  private ResolvedDeliverable deliverable(
      Declaration.Deliverable declaration, Optional<Integer> after) {
    List<Clause> clauses = declaration.clauses();
    Scope inner = new Scope(scope);
    int facts = 0;
    List<Clause> kept = new ArrayList<>();
    for (Clause clause : clauses) {
      boolean known =
          switch (clause) {
            case Clause.Fact fact ->
                inner.declare(fact.name(), new Symbol.Fact(facts, fact.name().span()), diagnostics);
            case Clause.Tally tally ->
                inner.declare(
                    tally.name(), new Symbol.Tally(tally, tally.name().span()), diagnostics);
            case Declaration.Let let ->
                inner.declare(let.name(), new Symbol.Let(let, let.name().span()), diagnostics);
            case Clause.Unsupported unsupported -> {
              unsupported
                  .name()
                  .ifPresent(
                      name -> inner.declare(name, new Symbol.Unreadable(name.span()), diagnostics));
              yield true;
            }
            default -> true;
          };
      if (known) {
        kept.add(clause);
        facts += clause instanceof Clause.Fact ? 1 : 0;
      }
    }
    return new ResolvedDeliverable(declaration, kept, inner, after);
  }

  private List<Optional<Integer>> after(List<Declaration.Deliverable> deliverables) {
    List<Optional<Integer>> after = new ArrayList<>();
    for (Declaration.Deliverable deliverable : deliverables) {
      after.add(
          deliverable
              .after()
              .flatMap(
                  name ->
                      scope
                          .find(name, Symbol.Deliverable.class, "a deliverable", diagnostics)
                          .map(Symbol.Deliverable::index)));
    }
    for (int i = 0; i < after.size(); i++) {
      Optional<Integer> next = after.get(i);
      for (int steps = 0; next.isPresent() && steps <= after.size(); steps++) {
        if (next.get() == i) {
          Declaration.Deliverable deliverable = deliverables.get(i);
          diagnostics.add(
              Diagnostic.of(
                      DiagnosticCode.AFTER_CYCLE,
                      deliverable.after().map(Word::span).orElse(deliverable.span()),
                      "`" + deliverable.name().text() + "` would wait for itself")
                  .hint("one of them must not wait for the others"));
          break;
        }
        next = after.get(next.get());
      }
    }
    return after;
  }
}
