package org.horkos.app.command;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.horkos.app.explain.Subject;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be explained: the parameters and options of the commands that explain. */
final class Subjects {
  /** Days are counted from here where no start is given: 2027-01-01, as in scenarios. */
  private static final long START = 1_798_761_600L;

  @Parameters(paramLabel = "FILE", description = "An Oath text.")
  private Path file = Path.of("");

  @Option(
      names = {"-b", "--bindings"},
      paramLabel = "JSON",
      description = "Values and addresses: see docs/operations/bindings.md.")
  private @Nullable Path bindings;

  @Option(
      names = "--given",
      paramLabel = "NAME=VALUE",
      description = "A parameter's value, such as price=5_000; may be repeated.")
  private List<String> given = List.of();

  /** The text that is named. */
  SourceText text() {
    return Texts.read(file);
  }

  /**
   * The agreement of a text with its values; those given go before those of the bindings file.
   *
   * @param start a date
   * @throws Refusal if the text has errors or is a library, or if a value does not fit
   */
  Subject of(SourceText text, Optional<String> start, PrintWriter err) {
    Compiler.Checked checked = Texts.checked(text, err);
    Agreement agreement =
        checked
            .agreement()
            .orElseThrow(
                () -> Refusal.input(text.name() + " is a library: name a text that imports it."));
    Optional<Bindings> bound =
        Optional.ofNullable(bindings)
            .flatMap(path -> CompileCommand.read(path, agreement).bindings());
    List<BigInteger> parameters =
        GivenValues.of(
            agreement,
            bound
                .map(Bindings::parameters)
                .orElseGet(() -> RehearsalBindings.leastParameters(agreement)),
            given);
    return Subject.of(
        checked,
        parameters,
        bound.isPresent() || given.size() >= agreement.parameters().size(),
        terms(agreement, parameters),
        start.map(GivenValues::date).orElse(START),
        start.isPresent());
  }

  private static Terms terms(Agreement agreement, List<BigInteger> parameters) {
    Bindings rehearsal = RehearsalBindings.of(agreement, parameters);
    return switch (FromAgreement.compile(agreement, rehearsal, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> compiled.terms();
      case FromAgreement.Result.Refused refused -> throw CompileCommand.refused(refused.refusals());
    };
  }
}
