package org.horkos.dsl.resolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.syntax.slips.Slips;
import org.jspecify.annotations.Nullable;

/**
 * The names that are known in a place: those of the text and, in a deliverable, its facts and
 * values. Remembers which of them were used.
 */
public final class Scope {
  private static final String COURT =
      " { draws 3, evidence 3 days, commit 2 days, reveal 1 day, loser forfeits 30% of bond"
          + " {winner 60%, court 30%, burn 10%} }";

  private final @Nullable Scope outer;
  private static final Set<String> PAY = Set.of("pay", "payment", "payments", "fee", "reward");
  private static final Set<String> MORE = Set.of("more", "less", "fewer", "higher", "lower");
  private static final Set<String> NOTHING = Set.of("nothing", "none", "zero");

  private final Map<String, Symbol> names = new LinkedHashMap<>();
  private final Set<Symbol> used;

  Scope(@Nullable Scope outer) {
    this.outer = outer;
    this.used = outer == null ? new HashSet<>() : outer.used;
  }

  /** Takes a name in; a second one is reported and left out. */
  boolean declare(Word name, Symbol symbol, Diagnostics diagnostics) {
    Symbol before = lookUp(name.text());
    if (before != null) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.DUPLICATE_NAME,
                  name.span(),
                  "`" + name.text() + "` is already the name of " + before.kind())
              .note(before.span(), "here")
              .hint("choose another name: one name has one meaning"));
      return false;
    }
    names.put(name.text(), symbol);
    return true;
  }

  /** What a name means, if it is known; it counts as used. */
  public Optional<Symbol> find(String name) {
    Symbol symbol = lookUp(name);
    if (symbol != null) {
      used.add(symbol);
    }
    return Optional.ofNullable(symbol);
  }

  /**
   * What a name means that must be of one kind. Another kind and an unknown name are reported.
   *
   * @param wanted the kind
   * @param kind the kind in words, such as "a party"
   */
  public <T extends Symbol> Optional<T> find(
      Word name, Class<T> wanted, String kind, Diagnostics diagnostics) {
    Symbol symbol = lookUp(name.text());
    if (symbol == null) {
      reportUnknown(name, List.of(wanted), kind, diagnostics);
      return Optional.empty();
    }
    used.add(symbol);
    if (wanted.isInstance(symbol)) {
      return Optional.of(wanted.cast(symbol));
    }
    if (!(symbol instanceof Symbol.Unreadable)) {
      Diagnostic wrong = wrongKind(name, symbol, kind + " is named");
      List<String> known = names(wanted);
      diagnostics.add(
          known.isEmpty()
              ? wrong.hint("declare " + kind + example(kind))
              : wrong.hint(known(known)));
    }
    return Optional.empty();
  }

  /** The message that a name means something of another kind than what is wanted. */
  public static Diagnostic wrongKind(Word name, Symbol symbol, String wanted) {
    return Diagnostic.of(
            DiagnosticCode.WRONG_KIND,
            name.span(),
            "`" + name.text() + "` is " + symbol.kind() + ", but here " + wanted)
        .note(symbol.span(), "declared here");
  }

  /** The message that a name means no amount. */
  public static Diagnostic notAnAmount(Word name, Symbol symbol) {
    Diagnostic wrong = wrongKind(name, symbol, "an amount is expected");
    return switch (symbol) {
      case Symbol.Party party -> wrong.as(DiagnosticCode.PARTY_AS_AMOUNT);
      case Symbol.Token token -> wrong.as(DiagnosticCode.TOKEN_AS_AMOUNT);
      default -> wrong;
    };
  }

  private static String example(String kind) {
    return kind.equals("a court") ? ", and name it here: `court arbiters" + COURT + "`" : "";
  }

  private static Optional<String> hint(Word name, String kind, List<String> candidates) {
    boolean amount = kind.equals("an amount") || kind.equals("a condition");
    if (amount && PAY.contains(name.text().toLowerCase(Locale.ROOT))) {
      return Optional.of("what `pays` says is called `pay`");
    }
    if (amount && MORE.contains(name.text())) {
      return Optional.of("5 or more is `at least 5`, and 5 or less is `at most 5`");
    }
    if (amount && NOTHING.contains(name.text())) {
      return Optional.of("leave the line out, or write an amount of 0");
    }
    // Whoever uses what no fact asks for has mostly forgotten the fact.
    String ask =
        amount
            ? "what somebody states is asked for by a line such as `fact "
                + name.text()
                + " \"How many?\": 0..100`"
            : "";
    if (candidates.isEmpty() && kind.equals("a court")) {
      return Optional.of("declare it: `court " + name.text() + COURT + "`");
    }
    if (candidates.isEmpty()) {
      return Optional.of(ask).filter(hint -> !hint.isEmpty());
    }
    return Optional.of(known(candidates) + (ask.isEmpty() ? "" : "; " + ask));
  }

  /** Reports a name that nobody declared, with the nearest one of the wanted kind. */
  public void reportUnknown(
      Word name, List<Class<? extends Symbol>> wanted, String kind, Diagnostics diagnostics) {
    if (lookUp(name.text() + "#1") != null) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.ONE_OF_SEVERAL,
                  name.span(),
                  "there are several `" + name.text() + "`")
              .hint(
                  "say which: `"
                      + name.text()
                      + "#1` is the first"
                      + (wanted.contains(Symbol.Party.class)
                          ? "; `deliverable … by each " + name.text() + "` is one for all of them"
                          : "")));
      return;
    }
    Optional<Diagnostic> number = Slips.numberInWords(name.text(), name.span());
    if (number.isPresent()) {
      diagnostics.add(number.get());
      return;
    }
    List<String> candidates = wanted.stream().flatMap(w -> names(w).stream()).toList();
    Diagnostic unknown =
        Diagnostic.of(
            unknown(wanted),
            name.span(),
            "there is no `" + name.text() + "` here; expected " + kind);
    Diagnostic hinted =
        Spelling.nearest(name.text(), candidates)
            .map(near -> unknown.hint("did you mean `" + near + "`?").mend(name.span(), near))
            .orElseGet(() -> hint(name, kind, candidates).map(unknown::hint).orElse(unknown));
    if (wanted.contains(Symbol.Fact.class)) {
      diagnostics.add(hinted);
    } else {
      diagnostics.addUnknownOfTheText(hinted);
    }
  }

  private static String known(List<String> names) {
    return "known are "
        + String.join(", ", names.stream().limit(8).map(n -> "`" + n + "`").toList());
  }

  private static DiagnosticCode unknown(List<Class<? extends Symbol>> wanted) {
    if (wanted.size() > 1) {
      return wanted.contains(Symbol.Attestor.class)
          ? DiagnosticCode.UNKNOWN_SOURCE
          : DiagnosticCode.UNKNOWN_NAME;
    }
    Class<? extends Symbol> kind = wanted.getFirst();
    if (kind == Symbol.Party.class) {
      return DiagnosticCode.UNKNOWN_PARTY;
    }
    if (kind == Symbol.Token.class) {
      return DiagnosticCode.UNKNOWN_TOKEN;
    }
    if (kind == Symbol.Court.class) {
      return DiagnosticCode.UNKNOWN_COURT;
    }
    if (kind == Symbol.Deliverable.class) {
      return DiagnosticCode.UNKNOWN_DELIVERABLE;
    }
    if (kind == Symbol.Fact.class) {
      return DiagnosticCode.UNKNOWN_FACT;
    }
    return kind == Symbol.Parameter.class
        ? DiagnosticCode.UNKNOWN_PARAMETER
        : DiagnosticCode.UNKNOWN_NAME;
  }

  /** The known names of a kind, the innermost first. */
  public List<String> names(Class<? extends Symbol> wanted) {
    List<String> found = new ArrayList<>();
    names.forEach(
        (name, symbol) -> {
          if (wanted.isInstance(symbol)) {
            found.add(name);
          }
        });
    if (outer != null) {
      found.addAll(outer.names(wanted));
    }
    return found;
  }

  /** Warns of each name of this scope that nothing used. */
  public void reportUnused(Set<Span> exempt, Diagnostics diagnostics) {
    names.forEach(
        (name, symbol) -> {
          boolean counts =
              !(symbol instanceof Symbol.Unreadable)
                  && !(symbol instanceof Symbol.Deliverable)
                  // Its clauses were taken in before names were looked up.
                  && !(symbol instanceof Symbol.Template);
          if (counts && !used.contains(symbol) && !exempt.contains(symbol.span())) {
            diagnostics.add(
                Diagnostic.of(
                        DiagnosticCode.UNUSED,
                        symbol.span(),
                        "nothing in the text uses `" + name + "`")
                    .hint("use it, or leave it out"));
          }
        });
  }

  private @Nullable Symbol lookUp(String name) {
    Symbol symbol = names.get(name);
    return symbol != null || outer == null ? symbol : outer.lookUp(name);
  }
}
