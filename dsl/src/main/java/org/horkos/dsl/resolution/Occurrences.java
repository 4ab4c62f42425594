package org.horkos.dsl.resolution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Outline;

/**
 * Where the names of a text are declared and used, for tools. It is made of the words of the text
 * and of its scopes, not of its statements: so it also knows a text that is only half written, and
 * a new statement needs nothing here. That it agrees with the compiler is a property test: whatever
 * is renamed by it means the same.
 */
public final class Occurrences {
  private final List<Declared> declared;
  private final Map<Span, Set<Declared>> uses;
  private final List<Region> regions;
  private final Map<String, Declared> top;
  private final Map<String, List<Declared>> inner;

  /** Puts together what was found; the uses contain the declarations. */
  Occurrences(
      Collection<Declared> declared,
      Map<Span, Set<Declared>> uses,
      List<Region> regions,
      Map<String, Declared> top,
      Map<String, List<Declared>> inner) {
    this.declared =
        declared.stream().sorted(Comparator.comparingInt(d -> d.span().start())).toList();
    this.uses = Map.copyOf(uses);
    this.regions = List.copyOf(regions);
    this.top = Map.copyOf(top);
    this.inner = Map.copyOf(inner);
  }

  /** The occurrences of the names of a text. */
  public static Occurrences of(SourceText source, Outline outline, Resolution resolution) {
    return new NameSearch(source, outline, resolution).found();
  }

  /**
   * A name that the text declares.
   *
   * @param name its letters
   * @param span where it is declared
   * @param symbol what it means; empty for an option of a choice and a parameter of a template
   * @param fact where the fact is declared whose option it is; empty for all else
   */
  public record Declared(String name, Span span, Optional<Symbol> symbol, Optional<Span> fact) {
    /** Its kind, for people: "a party". */
    public String kind() {
      String without = isOfTemplate() ? "a parameter of a template" : "an option";
      return symbol.map(Symbol::kind).orElse(without);
    }

    /** Whether it is a parameter of a template, which stands for whatever is given there. */
    public boolean isOfTemplate() {
      return symbol.isEmpty() && fact.isEmpty();
    }
  }

  /**
   * A part of the text with names of its own.
   *
   * @param span the part
   * @param names what is known in it besides the names of the text
   */
  record Region(Span span, Map<String, Set<Declared>> names) {}

  /** All names that are declared, in the order of the text. */
  public List<Declared> declared() {
    return declared;
  }

  /** What the name at a place means: several where a common clause names facts of several. */
  public Set<Declared> at(int index) {
    return place(index).map(uses::get).orElse(Set.of());
  }

  /** The name at a place, or just before it. */
  public Optional<Span> place(int index) {
    return uses.keySet().stream()
        .filter(span -> span.start() <= index && index <= span.end())
        .max(Comparator.comparingInt(Span::start));
  }

  /** All places of the names that the name at a place is one with, in the order of the text. */
  public List<Span> of(int index) {
    Set<Declared> meant = new LinkedHashSet<>(at(index));
    Set<Span> found = new HashSet<>();
    boolean grows = !meant.isEmpty();
    while (grows) {
      grows = false;
      for (Map.Entry<Span, Set<Declared>> use : uses.entrySet()) {
        if (use.getValue().stream().anyMatch(meant::contains) && found.add(use.getKey())) {
          grows |= meant.addAll(use.getValue());
        }
      }
    }
    return found.stream().sorted(Comparator.comparingInt(Span::start)).toList();
  }

  /** The names that are known in a place, the innermost first. */
  public List<Declared> visible(int index) {
    List<Declared> visible = new ArrayList<>();
    for (Region region : regions) {
      if (region.span().start() <= index && index <= region.span().end()) {
        region.names().values().forEach(visible::addAll);
      }
    }
    visible.addAll(top.values());
    return visible;
  }

  /** The facts and values of a deliverable, those of all deliverables with them. */
  public List<Declared> inner(String deliverable) {
    return inner.getOrDefault(deliverable, List.of());
  }

  /** The options of a fact, as its declaration tells them. */
  public List<Declared> options(Declared fact) {
    return declared.stream().filter(d -> d.fact().filter(fact.span()::equals).isPresent()).toList();
  }
}
