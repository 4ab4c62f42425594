package org.horkos.engine.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Agreements with values for their parameters and made-up addresses.
 *
 * @param name where it comes from
 * @param agreement typed
 * @param parameters one for each of its
 * @param terms compiled
 */
record BoundAgreements(String name, Agreement agreement, List<BigInteger> parameters, Terms terms) {
  /** Every agreement of the examples folder, by name. */
  static List<Path> examples() {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    try (Stream<Path> files = Files.list(root.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".oath")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Agreement checked(Path file) {
    try {
      return checked(file.getFileName().toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Agreement checked(String name, String text) {
    Compiler.Checked checked = Compiler.check(SourceText.of(name, text));
    return checked.agreement().orElseThrow(() -> new AssertionError(checked.diagnostics()));
  }

  /** With a random value for each parameter, often the least or the greatest. */
  static Optional<BoundAgreements> of(String name, Agreement agreement, Chance chance) {
    List<BigInteger> parameters = new ArrayList<>();
    for (Agreement.Parameter one : agreement.parameters()) {
      BigInteger width = one.most().subtract(one.least());
      BigInteger above =
          switch (chance.between(0, 3)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> width;
            default -> chance.amount().mod(width.add(BigInteger.ONE));
          };
      parameters.add(one.least().add(above));
    }
    return of(name, agreement, parameters);
  }

  static Optional<BoundAgreements> of(
      String name, Agreement agreement, List<BigInteger> parameters) {
    int next = 60;
    List<Address> tokens = new ArrayList<>();
    for (int i = 0; i < agreement.tokens().size(); i++) {
      tokens.add(RandomTerms.address(next++));
    }
    List<Optional<Address>> parties = new ArrayList<>();
    for (Agreement.Party party : agreement.parties()) {
      Address address = RandomTerms.address(next++);
      parties.add(party.openForSeconds().isPresent() ? Optional.empty() : Optional.of(address));
    }
    List<Address> attestors = new ArrayList<>();
    for (int i = 0; i < agreement.attestors().size(); i++) {
      attestors.add(RandomTerms.address(next++));
    }
    Bindings bindings =
        new Bindings(
            parameters,
            tokens,
            parties,
            attestors,
            agreement.courts().stream()
                .map(court -> new Bindings.CourtBinding(0, BigInteger.ZERO))
                .toList(),
            RandomTerms.address(next),
            2_000_000_000L,
            Hash.ZERO);
    return switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled ->
          Optional.of(new BoundAgreements(name, agreement, parameters, compiled.terms()));
      case FromAgreement.Result.Refused _ -> Optional.empty();
    };
  }
}
