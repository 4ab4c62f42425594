package org.horkos.app.command;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.horkos.app.explain.Subject;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;

/** What is to be explained, from what people name on the command line. */
final class Subjects {
  /** Days are counted from here where no start is given: 2027-01-01, as in scenarios. */
  private static final long START = 1_798_761_600L;

  private Subjects() {}

  /**
   * The agreement of a text without errors.
   *
   * @throws Refusal if there are errors, or if it is a library
   */
  static Agreement agreement(SourceText text, PrintWriter err) {
    return Texts.checked(text, err)
        .agreement()
        .orElseThrow(
            () -> Refusal.input(text.name() + " is a library: name a text that imports it."));
  }

  /**
   * The agreement with its values.
   *
   * @param bindings a bindings file
   * @param given values of parameters, which go before those of the file
   * @param start a date
   */
  static Subject of(
      Agreement agreement, Optional<Path> bindings, List<String> given, Optional<String> start) {
    Optional<Bindings> bound =
        bindings.flatMap(path -> CompileCommand.read(path, agreement).bindings());
    List<BigInteger> parameters =
        GivenValues.of(
            agreement,
            bound
                .map(Bindings::parameters)
                .orElseGet(() -> RehearsalBindings.leastParameters(agreement)),
            given);
    return Subject.of(
        agreement,
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
