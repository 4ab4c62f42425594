package org.horkos.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.foresight.Foresight;
import org.horkos.dsl.foresight.Outlook;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;
import org.horkos.engine.lifecycle.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens in the scenarios of the examples, disputes and silences, stays within what {@code
 * horkos explain} says before anybody signs.
 */
class EveryScenarioStaysWithinTheForesight {
  static List<Path> examples() throws IOException {
    return EveryExampleHolds.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void ofEachExample(Path file) throws IOException {
    Compiler.Checked checked =
        Compiler.check(SourceText.of(file.getFileName().toString(), Files.readAllBytes(file)));
    Agreement agreement = checked.agreement().orElseThrow();
    Map<List<BigInteger>, Foresight> known = new HashMap<>();
    for (Scenario scenario : checked.scenarios()) {
      List<Effect> effects = ScenarioRun.run(agreement, scenario).life();
      assertThat(effects).as(scenario.name()).hasAtLeastOneElementOfType(Effect.Closed.class);
      Foresight foresight =
          known.computeIfAbsent(scenario.parameters(), all -> Foresight.of(agreement, all));
      Terms terms = terms(agreement, scenario.parameters());
      for (Outlook outlook : foresight.outlooks()) {
        assertThat(net(terms, effects, outlook))
            .as("%s: %s", scenario.name(), agreement.parties().get(outlook.party()).name())
            .isBetween(outlook.leastDisputed().amount(), outlook.mostDisputed().amount());
      }
    }
  }

  private static Terms terms(Agreement agreement, List<BigInteger> parameters) {
    Bindings bindings = RehearsalBindings.of(agreement, parameters);
    return ((FromAgreement.Result.Compiled) FromAgreement.compile(agreement, bindings, Custody.L1))
        .terms();
  }

  private static BigInteger net(Terms terms, List<Effect> effects, Outlook outlook) {
    BigInteger net = BigInteger.ZERO;
    boolean joined =
        !terms.head().parties().get(outlook.party()).open()
            || effects.stream()
                .anyMatch(
                    effect ->
                        effect instanceof Effect.Joined join && join.party() == outlook.party());
    for (Effect effect : effects) {
      if (effect instanceof Effect.Paid paid && paid.token() == outlook.token()) {
        int payer = terms.deliverables().get(paid.deliverable()).performer();
        net = payer == outlook.party() ? net.subtract(paid.amount()) : net;
        for (Effect.Paid.Share share : paid.shares()) {
          net = share.to() == outlook.party() ? net.add(share.amount()) : net;
        }
      }
      if (effect instanceof Effect.Ended ended) {
        List<Pot> pots = new ArrayList<>(terms.deliverables().get(ended.deliverable()).pays());
        pots.addAll(terms.deliverables().get(ended.deliverable()).lots());
        for (Pot pot : pots) {
          boolean its = joined && pot.owner() == outlook.party() && pot.token() == outlook.token();
          net = its ? net.subtract(pot.amount()) : net;
        }
        for (Effect.Payout payout : ended.payouts()) {
          boolean its =
              payout.to().equals(new Effect.Recipient.Party(outlook.party()))
                  && payout.token() == outlook.token();
          net = its ? net.add(payout.amount()) : net;
        }
      }
    }
    return net;
  }
}
