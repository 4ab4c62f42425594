package org.horkos.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.analysis.DeliverableCheck;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.analysis.ProseCheck;
import org.horkos.dsl.expansion.Importing;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.scenario.Names;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.FromParseTree;
import org.horkos.dsl.syntax.Reading;
import org.horkos.dsl.syntax.Text;

/**
 * The compiler of Oath: one method per stage. Each stage reports into the same {@link Diagnostics}
 * and goes on as far as it can; none throws for a mistake in a text.
 */
public final class Compiler {
  private static final String EXAMPLE_TOKEN = "USDC";

  private Compiler() {}

  /**
   * What checking a text gave.
   *
   * @param agreement the typed agreement; empty if there is an error anywhere in the text, and for
   *     a library
   * @param scenarios its scenarios; empty if there is an error
   * @param diagnostics all errors and warnings, in the order of the text
   * @param source the text with what it imports: what the diagnostics are about
   */
  public record Checked(
      Optional<Agreement> agreement,
      List<TypedText.Places> places,
      List<Scenario> scenarios,
      List<Diagnostic> diagnostics,
      SourceText source) {
    public Checked {
      places = List.copyOf(places);
      scenarios = List.copyOf(scenarios);
      diagnostics = List.copyOf(diagnostics);
    }

    /** Whether anything is wrong with the text; warnings do not count. */
    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }
  }

  /** All stages up to the typed and analysed agreement, of a text that imports nothing. */
  public static Checked check(SourceText source) {
    return check(source, Imports.NONE);
  }

  /** All stages up to the typed and analysed agreement, warned of by the usual policy. */
  public static Checked check(SourceText source, Imports imports) {
    return check(source, imports, Policy.DEFAULT);
  }

  /** All stages up to the typed and analysed agreement. */
  public static Checked check(SourceText source, Imports imports, Policy policy) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Importing.Imported> whole =
        read(source, diagnostics)
            .map(text -> Importing.convert(text, source, imports, diagnostics));
    SourceText shown = whole.map(Importing.Imported::source).orElse(source);
    Optional<Resolution> resolved =
        whole
            .map(imported -> expand(imported.text(), diagnostics))
            .map(text -> resolve(text, diagnostics));
    if (resolved.filter(resolution -> resolution.text().library()).isPresent()) {
      // What a library means depends on who imports it.
      return new Checked(Optional.empty(), List.of(), List.of(), diagnostics.toList(), shown);
    }
    Optional<TypedText> typed = resolved.map(resolution -> type(resolution, source, diagnostics));
    typed.ifPresent(text -> analyse(text, policy, diagnostics));
    List<Scenario> scenarios = typed.map(text -> scenarios(text, diagnostics)).orElse(List.of());
    typed.ifPresent(text -> unused(text, diagnostics));
    typed.ifPresent(text -> Executability.check(text, diagnostics));
    Optional<Agreement> agreement =
        diagnostics.hasErrors() ? Optional.empty() : typed.flatMap(TypedText::agreement);
    return new Checked(
        agreement,
        agreement.flatMap(fine -> typed).map(TypedText::places).orElse(List.of()),
        agreement.isPresent() ? scenarios : List.of(),
        inItsToken(
            agreement.isPresent() ? diagnostics.toList() : withReason(diagnostics.toList()), whole),
        shown);
  }

  // Examples in hints are in a token that the text has, so that they can be taken as they are.
  private static List<Diagnostic> inItsToken(
      List<Diagnostic> messages, Optional<Importing.Imported> whole) {
    List<String> symbols =
        whole.stream()
            .flatMap(imported -> imported.text().declarations().stream())
            .filter(Declaration.Token.class::isInstance)
            .map(token -> ((Declaration.Token) token).symbol().text())
            .toList();
    if (symbols.isEmpty() || symbols.contains(EXAMPLE_TOKEN)) {
      return messages;
    }
    return messages.stream().map(message -> inToken(message, symbols.getFirst())).toList();
  }

  private static Diagnostic inToken(Diagnostic message, String symbol) {
    boolean named =
        message.message().contains(EXAMPLE_TOKEN) || message.code() == DiagnosticCode.UNKNOWN_TOKEN;
    return named
        ? message
        : message
            .hint()
            .filter(hint -> hint.contains(" " + EXAMPLE_TOKEN))
            .map(hint -> message.hint(hint.replace(" " + EXAMPLE_TOKEN, " " + symbol)))
            .orElse(message);
  }

  /** The messages of a text that is no agreement: at least one of them is an error. */
  static List<Diagnostic> withReason(List<Diagnostic> messages) {
    if (messages.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR)) {
      return messages;
    }
    List<Diagnostic> all = new ArrayList<>(messages);
    all.add(
        Diagnostic.of(
                DiagnosticCode.NOT_YET_SUPPORTED,
                new Span(0, 0),
                "this text cannot be made an agreement, though no single mistake was found in it")
            .hint(
                "leave out what you added last, and report the text: the compiler ought to say"
                    + " what is wrong with it"));
    return all;
  }

  /** From the text to its syntax; empty if it cannot be read at all. */
  public static Optional<Text> read(SourceText source, Diagnostics diagnostics) {
    return Reading.read(source, diagnostics).map(tree -> FromParseTree.convert(tree, diagnostics));
  }

  /** From the syntax as written to one in which every copy is written out. */
  public static Text expand(Text text, Diagnostics diagnostics) {
    return org.horkos.dsl.expansion.FromSyntax.convert(text, diagnostics);
  }

  /** From the syntax to names. */
  public static Resolution resolve(Text text, Diagnostics diagnostics) {
    return org.horkos.dsl.resolution.FromSyntax.convert(text, diagnostics);
  }

  /** From names to types. */
  public static TypedText type(Resolution resolution, SourceText source, Diagnostics diagnostics) {
    return org.horkos.dsl.agreement.FromResolution.convert(resolution, source.hash(), diagnostics);
  }

  /** What follows from the types: reported, and nothing else. */
  public static void analyse(TypedText typed, Policy policy, Diagnostics diagnostics) {
    DeliverableCheck.check(typed, policy, diagnostics);
    typed
        .agreement()
        .ifPresent(agreement -> ProseCheck.check(agreement, typed.resolution(), diagnostics));
  }

  /** The scenarios of a text whose agreement could be typed; of another one only the names. */
  public static List<Scenario> scenarios(TypedText typed, Diagnostics diagnostics) {
    if (typed.agreement().isEmpty()) {
      Names.check(typed.resolution(), diagnostics);
    }
    return typed
        .agreement()
        .map(
            agreement ->
                org.horkos.dsl.scenario.FromSyntax.convert(
                    agreement, typed.resolution(), diagnostics))
        .orElse(List.of());
  }

  // Documents and decisions speak for themselves, whether a rule looks at them or not.
  private static void unused(TypedText typed, Diagnostics diagnostics) {
    typed.resolution().scope().reportUnused(Set.of(), diagnostics);
    for (Resolution.ResolvedDeliverable deliverable : typed.resolution().deliverables()) {
      Set<Span> exempt =
          deliverable.all(Clause.Fact.class).stream()
              .filter(f -> f.decision() || f.domain() instanceof Clause.Domain.Document)
              .map(f -> f.name().span())
              .collect(Collectors.toSet());
      deliverable.scope().reportUnused(exempt, diagnostics);
    }
  }
}
