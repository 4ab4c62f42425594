package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.RandomTerms;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.execution.LargestTerms;
import org.horkos.node.execution.LargestTerms.Filling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lives of the largest agreements come to the same in Solidity; it tells what their acts cost. */
class LargestLifeTwinTest {
  private static TwinEvm evm;
  private static TwinContract lifecycle;

  private final Map<String, Long> gas = new TreeMap<>();
  private Terms terms = LargestTerms.of(1, 2, Filling.INSTRUCTIONS);
  private AgreementState state = Lifecycle.started(terms, 0);

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    lifecycle = LifecycleTwinTest.deploy(evm);
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void aChallengeOfEightFactsOnTheLongestProgram() {
    for (Filling filling : Filling.values()) {
      begin(LargestTerms.of(1, 2, filling));
      takes("delivery, " + filling, deliver(), 10);
      takes("challenge, " + filling, challenge(1, 0, 7), 20);
      takes("end without a panel, " + filling, new Input.Advance(0), 100_000_000);
      assertThat(state.status()).isEqualTo(Status.CLOSED);
    }
    tell();
  }

  @Test
  void anAcceptedEndWithAllPotsAndParties() {
    for (Filling filling : Filling.values()) {
      begin(LargestTerms.of(8, 8, filling));
      takes("delivery, " + filling, deliver(), 10);
      for (int party = 0; party < LargestTerms.PARTIES && !closed(); party++) {
        Input accept = new Input.Accept(party(party), 0);
        if (Lifecycle.apply(terms, new RuleMachine(terms), state, accept, 20)
            instanceof Transition.Applied) {
          takes("acceptance, " + filling, accept, 20);
        }
      }
      assertThat(state.status()).isEqualTo(Status.CLOSED);
    }
    tell();
  }

  @Test
  void aDisputeOfAllFactsByAllWithLots() {
    for (Filling filling : Filling.values()) {
      begin(LargestTerms.of(8, 8, filling));
      takes("delivery, " + filling, deliver(), 10);
      for (int party = 1; party < 8; party++) {
        takes("challenge, " + filling, challenge(party, 5 * party, party % 5), 20);
      }
      takes("concession, " + filling, new Input.Concede(party(0), 0, 7), 30);
      takes("call of the panel, " + filling, new Input.Advance(0), 160);
      TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
      state
          .deliverables()
          .getFirst()
          .dispute()
          .orElseThrow()
          .forCourt()
          .forEach(fact -> found.put(fact.fact(), Optional.of(BigInteger.TWO)));
      takes("ruling, " + filling, new Input.Rule(0, new Ruling(found)), 170);
      assertThat(state.status()).isEqualTo(Status.CLOSED);
    }
    tell();
  }

  private void begin(Terms agreement) {
    terms = agreement;
    state = Lifecycle.started(terms, 0);
  }

  private boolean closed() {
    return state.status() == Status.CLOSED;
  }

  private Address party(int index) {
    return RandomTerms.address(index);
  }

  private Input deliver() {
    return new Input.Deliver(party(0), 0, LargestTerms.delivered());
  }

  private Input challenge(int party, int first, int word) {
    return new Input.Challenge(party(party), 0, LargestTerms.claim(first, word));
  }

  /** The act is admissible, comes to the same in Solidity, and costs what is told in the end. */
  private void takes(String what, Input input, long now) {
    Transition transition = Lifecycle.apply(terms, new RuleMachine(terms), state, input, now);
    byte[] call = lifecycle.call("act", LifecycleValues.input(terms, state, 0, input, now, false));
    byte[] expected =
        lifecycle.returning("act", LifecycleValues.result(transition, terms, state, 0));
    assertThat(evm.call(lifecycle, call).hex())
        .as(what)
        .isEqualTo(new TwinEvm.Answer.Returned(expected).hex());
    switch (transition) {
      case Transition.Applied applied -> state = applied.state();
      case Transition.Refused refused -> throw new AssertionError(what + ": " + refused.reason());
    }
    gas.merge(what, evm.gas(lifecycle, call), Math::max);
  }

  private void tell() {
    gas.forEach((what, most) -> System.out.printf("%,12d gas: %s%n", most, what));
  }
}
