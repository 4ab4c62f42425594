package org.horkos.engine.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * An agreement of the examples folder, compiled from its text.
 *
 * @param agreement typed
 * @param bindings with made-up addresses
 * @param terms compiled
 */
public record ExampleAgreements(Agreement agreement, Bindings bindings, Terms terms) {
  /** {@code examples/website-build.oath} with a price of 5,000 USDC. */
  public static ExampleAgreements websiteBuild() {
    return example("website-build.oath", new BigInteger("5000000000"));
  }

  /** {@code examples/parser-bounty.oath} with a prize of 3,000 DAI. */
  public static ExampleAgreements parserBounty() {
    return example("parser-bounty.oath", new BigInteger("3000000000000000000000"));
  }

  private static ExampleAgreements example(String file, BigInteger price) {
    Compiler.Checked checked = Compiler.check(SourceText.of(file, read(file)));
    Agreement agreement =
        checked.agreement().orElseThrow(() -> new AssertionError(checked.diagnostics()));
    int next = 1;
    List<Address> tokens = new ArrayList<>();
    for (int i = 0; i < agreement.tokens().size(); i++) {
      tokens.add(address(next++));
    }
    List<Optional<Address>> parties = new ArrayList<>();
    for (Agreement.Party party : agreement.parties()) {
      Address address = address(next++);
      parties.add(party.openForSeconds().isPresent() ? Optional.empty() : Optional.of(address));
    }
    List<Address> attestors = new ArrayList<>();
    for (int i = 0; i < agreement.attestors().size(); i++) {
      attestors.add(address(next++));
    }
    Bindings bindings =
        new Bindings(
            List.of(price),
            tokens,
            parties,
            attestors,
            List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
            address(next),
            2_000_000_000L,
            Hash.ZERO);
    return switch (FromAgreement.compile(agreement, bindings, TermsHead.Custody.L1)) {
      case FromAgreement.Result.Compiled compiled ->
          new ExampleAgreements(agreement, bindings, compiled.terms());
      case FromAgreement.Result.Refused refused -> throw new AssertionError(refused.refusals());
    };
  }

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  private static String read(String file) {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    try {
      return Files.readString(root.resolve("examples").resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
