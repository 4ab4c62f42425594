package org.horkos.app.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.app.binding.BindingsFile;
import org.horkos.app.node.KnownTexts;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsRefusal;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Who plays whom: binds an example to the demo's people, tokens and courts.
 *
 * @param examples the folder with the Oath texts
 * @param people by name
 * @param tokens by symbol
 * @param courts numbers on L2 by the token in which they are paid
 * @param implementation of the escrows
 */
record Cast(
    Path examples,
    Map<String, Person> people,
    Map<String, Address> tokens,
    Map<String, Long> courts,
    Address implementation) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FAR_FUTURE = 4_102_444_800L; // 2100-01-01

  /** An example under one of its scenarios. */
  DemoAgreement agreement(String path, String file, String scenarioName) throws IOException {
    Path source = examples.resolve(file);
    if (!Files.exists(source)) {
      throw new DemoFailure("the example " + source + " is missing: check out the whole project");
    }
    SourceText text = SourceText.of(file, Files.readAllBytes(source));
    Compiler.Checked checked = Compiler.check(text);
    Agreement agreement =
        checked
            .agreement()
            .orElseThrow(() -> new DemoFailure(source + " has errors: horkos check " + source));
    Scenario scenario =
        checked.scenarios().stream()
            .filter(each -> each.name().equals(scenarioName))
            .findFirst()
            .orElseThrow(
                () -> new DemoFailure(source + " has no scenario \"" + scenarioName + "\""));
    ScenarioRun.Result plan = ScenarioRun.run(agreement, scenario);
    if (!plan.problems().isEmpty()) {
      throw new DemoFailure(
          "\"" + scenarioName + "\" does not hold: " + plan.problems().getFirst().sentence());
    }
    Map<String, Person> roles = new LinkedHashMap<>();
    agreement.parties().forEach(party -> roles.put(party.name(), person(party.name())));
    agreement.attestors().forEach(each -> roles.put(each.name(), person(each.name())));
    Bindings bindings = bind(agreement, scenario);
    return new DemoAgreement(
        path, text.text(), agreement, bindings, compile(agreement, bindings), plan, roles);
  }

  private Person person(String name) {
    Person person = people.get(name);
    if (person == null) {
      throw new DemoFailure("nobody in the demo plays " + name);
    }
    return person;
  }

  /** What a seat earns at least: one unit of the token. */
  private static BigInteger oneUnit(Agreement agreement) {
    return BigInteger.TEN.pow(agreement.tokens().getFirst().decimals());
  }

  private long court(Agreement agreement) {
    String symbol = agreement.tokens().getFirst().symbol();
    Long court = courts.get(symbol);
    if (court == null) {
      throw new DemoFailure("the demo has no court for " + symbol);
    }
    return court;
  }

  private Bindings bind(Agreement agreement, Scenario scenario) {
    byte[] salt = new byte[Hash.SIZE];
    RANDOM.nextBytes(salt);
    return new Bindings(
        scenario.parameters(),
        agreement.tokens().stream().map(token -> tokens.get(token.symbol())).toList(),
        agreement.parties().stream()
            .map(
                party ->
                    party.openForSeconds().isPresent()
                        ? Optional.<Address>empty()
                        : Optional.of(person(party.name()).address()))
            .toList(),
        agreement.attestors().stream().map(each -> person(each.name()).address()).toList(),
        agreement.courts().stream()
            .map(court -> new Bindings.CourtBinding(court(agreement), oneUnit(agreement)))
            .toList(),
        proposer(agreement).address(),
        FAR_FUTURE,
        Hash.of(salt));
  }

  /** The text with its bindings, for the node to know. */
  KnownTexts.Known known(DemoAgreement demo) {
    return new KnownTexts.Known(
        demo.agreement(), demo.bindings(), demo.terms(), demo.text(), Map.of());
  }

  /** The bindings as the file that a signer would have. */
  String bindingsJson(DemoAgreement demo) {
    return BindingsFile.write(demo.agreement(), demo.bindings());
  }

  /** The first named party opens the agreement. */
  Person proposer(Agreement agreement) {
    return agreement.parties().stream()
        .filter(party -> party.openForSeconds().isEmpty())
        .findFirst()
        .map(party -> person(party.name()))
        .orElseThrow();
  }

  private static Terms compile(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> compiled.terms();
      case FromAgreement.Result.Refused refused -> throw failure(refused.refusals());
    };
  }

  private static DemoFailure failure(List<TermsRefusal> refusals) {
    return new DemoFailure(
        "an example cannot become terms: "
            + String.join("; ", refusals.stream().map(TermsRefusal::sentence).toList()));
  }
}
