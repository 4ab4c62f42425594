package org.horkos.app.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.horkos.app.binding.BindingsFile;
import org.horkos.app.node.KnownTexts;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.app.simulation.ScenarioWords;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;

/**
 * One agreement of the demo: what its text says, who plays whom, and what they are going to do.
 *
 * @param path which of the demo's it is: peaceful, late or disputed; else its scenario's name
 * @param text the Oath text with what it imports
 * @param agreement the typed text
 * @param bindings as signed
 * @param terms as signed
 * @param plan the scenario as rehearsed, whose acts are done for real
 * @param people by the names of parties and attestors
 */
record DemoAgreement(
    String path,
    SourceText text,
    Agreement agreement,
    Bindings bindings,
    Terms terms,
    ScenarioRun.Result plan,
    Map<String, Person> people) {

  Person party(int index) {
    return Objects.requireNonNull(people.get(agreement.parties().get(index).name()));
  }

  Person attestor(int index) {
    return Objects.requireNonNull(people.get(agreement.attestors().get(index).name()));
  }

  /** Indexes of the parties that are named, those of open seats left out. */
  List<Integer> named() {
    return IntStream.range(0, agreement.parties().size())
        .filter(party -> agreement.parties().get(party).openForSeconds().isEmpty())
        .boxed()
        .toList();
  }

  /** The text with its bindings, for a node to know. */
  KnownTexts.Known known() {
    return new KnownTexts.Known(agreement, bindings, terms, text.own(), text.libraries());
  }

  /** The bindings as the file that a signer would have. */
  String bindingsJson() {
    return BindingsFile.write(agreement, bindings);
  }

  /** Every person once, in the order of the agreement. */
  List<Person> everybody() {
    return people.values().stream().distinct().toList();
  }

  /** The token in which its people have accounts on L2. */
  Address feeToken() {
    return bindings.tokens().getFirst();
  }

  /** The token in which a deliverable is owed. */
  Address owedToken(int deliverable) {
    return bindings
        .tokens()
        .get(agreement.deliverables().get(deliverable).clauses().owes().getFirst().token());
  }

  ScenarioWords words() {
    return new ScenarioWords(agreement);
  }

  Narrator narrator() {
    return new Narrator(agreement);
  }

  /** How it is called in what is printed. */
  String title() {
    return agreement.name() + " (" + path + ")";
  }
}
