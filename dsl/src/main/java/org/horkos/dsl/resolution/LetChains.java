package org.horkos.dsl.resolution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Text;

/**
 * How deep values are made of values: reported where a value is made of itself, and where a chain
 * is deeper than {@link #DEEPEST}. The depth of a value does not depend on where it stands.
 */
final class LetChains {
  /** How many steps may lie between a value and the numbers of which it is made in the end. */
  static final int DEEPEST = 32;

  private final Scope scope;
  private final Map<Declaration.Let, Integer> outer;
  private final Diagnostics diagnostics;
  private final Map<Declaration.Let, Integer> depths = new IdentityHashMap<>();
  private final Set<Declaration.Let> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Visit> path = new ArrayDeque<>();

  private LetChains(Scope scope, Map<Declaration.Let, Integer> outer, Diagnostics diagnostics) {
    this.scope = scope;
    this.outer = outer;
    this.diagnostics = diagnostics;
  }

  /** Reports what is wrong with the values of a text and of its deliverables. */
  static void check(
      Text text, Scope scope, List<ResolvedDeliverable> deliverables, Diagnostics diagnostics) {
    LetChains ofText = new LetChains(scope, Map.of(), diagnostics);
    for (Declaration declaration : text.declarations()) {
      if (declaration instanceof Declaration.Let let) {
        ofText.follow(let);
      }
    }
    for (ResolvedDeliverable deliverable : deliverables) {
      LetChains inner = new LetChains(deliverable.scope(), ofText.depths, diagnostics);
      deliverable.all(Declaration.Let.class).forEach(inner::follow);
    }
  }

  /** A value whose parts are being followed; the depth is that of the parts so far. */
  private static final class Visit {
    private final Declaration.Let let;
    private final Iterator<String> names;
    private int depth;

    Visit(Declaration.Let let) {
      this.let = let;
      this.names = Names.in(let.value()).iterator();
    }
  }

  // A chain may be as long as the text, so it is not followed on the stack of calls.
  private void follow(Declaration.Let first) {
    enter(first);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (!visit.names.hasNext()) {
        leave(path.removeLast());
      } else if (scope.find(visit.names.next()).orElse(null) instanceof Symbol.Let part) {
        enter(part.declaration());
      }
    }
  }

  private void enter(Declaration.Let let) {
    Integer known = depths.containsKey(let) ? depths.get(let) : outer.get(let);
    if (known != null) {
      deepen(known);
    } else if (open.add(let)) {
      path.addLast(new Visit(let));
    } else {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.LET_CYCLE,
                  let.name().span(),
                  "`" + let.name().text() + "` is made of itself")
              .hint("write what it is made of with parameters and numbers"));
    }
  }

  private void deepen(int part) {
    if (!path.isEmpty()) {
      path.getLast().depth = Math.max(path.getLast().depth, part + 1);
    }
  }

  private void leave(Visit visit) {
    Declaration.Let let = visit.let;
    open.remove(let);
    depths.put(let, visit.depth);
    deepen(visit.depth);
    // What is made of it is too deep as well; that is one slip.
    if (visit.depth == DEEPEST + 1) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TOO_DEEP,
                  let.name().span(),
                  "`"
                      + let.name().text()
                      + "` is made of values of values, more than "
                      + DEEPEST
                      + " deep")
              .hint("write it with fewer steps between"));
    }
  }

  /** The names that stand in an expression. */
  private static final class Names {
    static List<String> in(Expression expression) {
      List<String> names = new ArrayList<>();
      collect(expression, names);
      return names;
    }

    private static void collect(Expression expression, List<String> names) {
      switch (expression) {
        case Expression.Name name -> names.add(name.word().text());
        case Expression.PercentOf percent -> percent.base().ifPresent(e -> collect(e, names));
        case Expression.Sum sum -> sum.terms().forEach(e -> collect(e, names));
        case Expression.Product product -> product.factors().forEach(e -> collect(e, names));
        case Expression.Or or -> or.parts().forEach(e -> collect(e, names));
        case Expression.And and -> and.parts().forEach(e -> collect(e, names));
        case Expression.Not not -> collect(not.part(), names);
        case Expression.Compare compare -> {
          collect(compare.left(), names);
          collect(compare.right(), names);
        }
        case Expression.Negative negative -> collect(negative.part(), names);
        case Expression.Quotient quotient -> {
          collect(quotient.part(), names);
          collect(quotient.by(), names);
        }
        case Expression.Power power -> {
          collect(power.base(), names);
          collect(power.exponent(), names);
        }
        case Expression.OneOfTwo two -> {
          collect(two.left(), names);
          collect(two.right(), names);
        }
        case Expression.TimeSpan span -> {}
        case Expression.Date date -> {}
        case Expression.Early early -> {}
        case Expression.Number number -> {}
        case Expression.PotOf pot -> {}
        case Expression.Late late -> {}
        case Expression.Unsupported unsupported -> {}
      }
    }
  }
}
