package org.horkos.dsl.resolution;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.syntax.Text;

/**
 * A text whose declarations are numbered.
 *
 * @param text its syntax
 * @param scope the names of the text
 * @param funded how long the named parties may pay in, if the text says so
 * @param tokens the currencies
 * @param parameters the parameters
 * @param parties the parties
 * @param attestors the attestors
 * @param courts the courts
 * @param contests the contests
 * @param calendars the calendars
 * @param deliverables the deliverables
 * @param scenarios the scenarios
 */
public record Resolution(
    Text text,
    Scope scope,
    Optional<Length> funded,
    List<Declaration.Token> tokens,
    List<Declaration.Parameter> parameters,
    List<Declaration.Party> parties,
    List<Declaration.Attestor> attestors,
    List<Declaration.Court> courts,
    List<Declaration.Contest> contests,
    List<Declaration.Calendar> calendars,
    List<ResolvedDeliverable> deliverables,
    List<Declaration.Scenario> scenarios) {
  public Resolution {
    tokens = List.copyOf(tokens);
    parameters = List.copyOf(parameters);
    parties = List.copyOf(parties);
    attestors = List.copyOf(attestors);
    courts = List.copyOf(courts);
    contests = List.copyOf(contests);
    calendars = List.copyOf(calendars);
    deliverables = List.copyOf(deliverables);
    scenarios = List.copyOf(scenarios);
  }

  /**
   * A deliverable with its names.
   *
   * @param declaration as written
   * @param clauses all that hold for it
   * @param scope its names
   * @param after index of the deliverable that it waits for
   */
  public record ResolvedDeliverable(
      Declaration.Deliverable declaration,
      List<Clause> clauses,
      Scope scope,
      Optional<Integer> after) {
    public ResolvedDeliverable {
      clauses = List.copyOf(clauses);
    }

    /** The clauses of one kind. */
    public <T extends Clause> List<T> all(Class<T> kind) {
      return clauses.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The clause of a kind that stands once, if it stands at all. */
    public <T extends Clause> Optional<T> one(Class<T> kind) {
      return all(kind).stream().findFirst();
    }
  }
}
