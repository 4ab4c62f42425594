package org.horkos.app.demo;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Bindings.CourtBinding;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsRefusal;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Who plays whom: binds an agreement to people, tokens and courts.
 *
 * @param people by name
 * @param tokens by symbol
 * @param courts a binding for each court of an agreement
 * @param openBy until when what plays a scenario may be opened, Unix seconds
 */
record Cast(
    Map<String, Person> people,
    Map<String, Address> tokens,
    Function<Agreement, List<CourtBinding>> courts,
    ToLongFunction<Scenario> openBy) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Courts of the first token, whose arbitrators earn at least one unit of it.
   *
   * @param ids numbers on L2 by the token in which they are paid
   */
  static Function<Agreement, List<CourtBinding>> earningOneUnit(Map<String, Long> ids) {
    return agreement -> {
      Agreement.Token token = agreement.tokens().getFirst();
      Long court = ids.get(token.symbol());
      if (court == null) {
        throw new DemoFailure("the demo has no court for " + token.symbol());
      }
      return Collections.nCopies(
          agreement.courts().size(), new CourtBinding(court, BigInteger.TEN.pow(token.decimals())));
    };
  }

  /**
   * An agreement under one of its scenarios.
   *
   * @param path what tells it from others on the same text
   * @throws DemoFailure if the scenario does not hold
   */
  DemoAgreement agreement(String path, SourceText text, Agreement agreement, Scenario scenario) {
    ScenarioRun.Result plan = ScenarioRun.run(agreement, scenario);
    if (!plan.problems().isEmpty()) {
      throw new DemoFailure(
          "\"" + scenario.name() + "\" does not hold: " + plan.problems().getFirst().sentence());
    }
    Map<String, Person> roles = new LinkedHashMap<>();
    agreement.parties().forEach(party -> roles.put(party.name(), person(party.name())));
    agreement.attestors().forEach(each -> roles.put(each.name(), person(each.name())));
    Bindings bindings = bind(agreement, scenario);
    return new DemoAgreement(
        path, text, agreement, bindings, compile(agreement, bindings), plan, roles);
  }

  private Person person(String name) {
    Person person = people.get(name);
    if (person == null) {
      throw new DemoFailure("nobody in the demo plays " + name);
    }
    return person;
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
        courts.apply(agreement),
        proposer(agreement).address(),
        openBy.applyAsLong(scenario),
        Hash.of(salt));
  }

  /** The first named party opens the agreement. */
  private Person proposer(Agreement agreement) {
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
