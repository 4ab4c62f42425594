package org.horkos.dsl;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.FromParseTree;
import org.horkos.dsl.syntax.Reading;
import org.horkos.dsl.syntax.Text;

/**
 * The compiler of Oath: one method per stage. Each stage reports into the same {@link Diagnostics}
 * and goes on as far as it can; none throws for a mistake in a text.
 */
public final class Compiler {
  private Compiler() {}

  /**
   * What checking a text gave.
   *
   * @param agreement the typed agreement; empty if there is an error anywhere in the text
   * @param scenarios its scenarios; empty if there is an error
   * @param diagnostics all errors and warnings, in the order of the text
   */
  public record Checked(
      Optional<Agreement> agreement, List<Scenario> scenarios, List<Diagnostic> diagnostics) {
    public Checked {
      scenarios = List.copyOf(scenarios);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** All stages up to the typed and analysed agreement. */
  public static Checked check(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<TypedText> typed =
        read(source, diagnostics)
            .map(text -> resolve(text, diagnostics))
            .map(resolution -> type(resolution, source, diagnostics));
    List<Scenario> scenarios = typed.map(text -> finish(text, diagnostics)).orElse(List.of());
    boolean fine = !diagnostics.hasErrors();
    return new Checked(
        fine ? typed.flatMap(TypedText::agreement) : Optional.empty(),
        fine ? scenarios : List.of(),
        diagnostics.toList());
  }

  /** From the text to its syntax; empty if it cannot be read at all. */
  public static Optional<Text> read(SourceText source, Diagnostics diagnostics) {
    return Reading.read(source, diagnostics).map(tree -> FromParseTree.convert(tree, diagnostics));
  }

  /** From the syntax to names. */
  public static Resolution resolve(Text text, Diagnostics diagnostics) {
    return org.horkos.dsl.resolution.FromSyntax.convert(text, diagnostics);
  }

  /** From names to types. */
  public static TypedText type(Resolution resolution, SourceText source, Diagnostics diagnostics) {
    return org.horkos.dsl.agreement.FromResolution.convert(resolution, source.hash(), diagnostics);
  }

  /** Scenarios, and what nothing used. */
  private static List<Scenario> finish(TypedText typed, Diagnostics diagnostics) {
    List<Scenario> scenarios =
        typed
            .agreement()
            .map(
                agreement ->
                    org.horkos.dsl.scenario.FromSyntax.convert(
                        agreement, typed.resolution(), diagnostics))
            .orElse(List.of());
    return scenarios;
  }
}
