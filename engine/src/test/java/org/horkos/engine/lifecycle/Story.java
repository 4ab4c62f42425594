package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Reason;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.horkos.engine.lifecycle.Transition.Refused;
import org.horkos.engine.verdict.ExampleAgreements;
import org.horkos.engine.vm.RuleMachine;

/** An agreement of the examples that is lived step by step. */
final class Story {
  static final long START = 1_800_000_000L;
  static final long HOUR = 3_600;
  static final long DAY = 86_400;

  static final Address JOINER = RandomTerms.address(50);
  static final Address STRANGER = RandomTerms.address(99);

  final Terms terms;
  AgreementState state;
  long now = START;
  final List<Effect> effects = new ArrayList<>();

  private final RuleMachine evaluator;

  Story(Terms terms) {
    this.terms = terms;
    this.evaluator = new RuleMachine(terms);
    this.state = Lifecycle.started(terms, START);
  }

  /** Parties: 0 the client, 1 the studio. Deliverables: 0 the design, 1 the launch. */
  static Story website() {
    return new Story(ExampleAgreements.websiteBuild().terms());
  }

  /** Parties: 0 the sponsor, 1 the hunter, whose seat is open. */
  static Story bounty() {
    return new Story(ExampleAgreements.parserBounty().terms());
  }

  Address party(int index) {
    return state.members().get(index).account().orElse(STRANGER);
  }

  Address attestor() {
    return terms.head().attestors().getFirst();
  }

  DeliverableState its(int deliverable) {
    return state.deliverables().get(deliverable);
  }

  Story at(long instant) {
    assertThat(instant).isGreaterThanOrEqualTo(now);
    now = instant;
    return this;
  }

  Story after(long seconds) {
    return at(now + seconds);
  }

  Transition tries(Input input) {
    return Lifecycle.apply(terms, evaluator, state, input, now);
  }

  /** The input must be applied. */
  Story does(Input input) {
    switch (tries(input)) {
      case Applied applied -> {
        state = applied.state();
        effects.addAll(applied.effects());
      }
      case Refused refused -> throw new AssertionError(input + " was refused: " + refused.reason());
    }
    return this;
  }

  /** Time is noticed wherever something is due. */
  Story clock() {
    for (int i = 0; i < terms.deliverables().size(); i++) {
      Input advance = new Input.Advance(i);
      if (tries(advance) instanceof Applied) {
        does(advance);
      }
    }
    return this;
  }

  Story delivers(int party, int deliverable, long... facts) {
    return does(new Input.Deliver(party(party), deliverable, FactMaps.of(facts)));
  }

  Story answers(Address source, int deliverable, int fact, long word) {
    return does(new Input.Answer(source, deliverable, fact, BigInteger.valueOf(word)));
  }

  Story challenges(int party, int deliverable, long... claim) {
    return does(new Input.Challenge(party(party), deliverable, FactMaps.of(claim)));
  }

  Story rules(int deliverable, long... found) {
    return does(ruling(deliverable, found));
  }

  static Input ruling(int deliverable, long... found) {
    TreeMap<Integer, Optional<BigInteger>> words = new TreeMap<>();
    FactMaps.of(found).forEach((fact, word) -> words.put(fact, Optional.of(word)));
    return new Input.Rule(deliverable, new Ruling(words));
  }

  /** All that is paid to a party but its own bonds; -1 is the court, -2 what is burnt. */
  BigInteger gets(int who) {
    return paid(who, false);
  }

  /** A party's own bonds that went back. */
  BigInteger recovers(int who) {
    return paid(who, true);
  }

  private BigInteger paid(int who, boolean bonds) {
    BigInteger sum = BigInteger.ZERO;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Ended ended) {
        for (Payout payout : ended.payouts()) {
          int to =
              switch (payout.to()) {
                case Recipient.Party party -> party.index();
                case Recipient.Court _ -> -1;
                case Recipient.Burn _ -> -2;
              };
          if (to == who && (payout.source() == Reason.BOND) == bonds) {
            sum = sum.add(payout.amount());
          }
        }
      }
    }
    return sum;
  }

  /** A document's word. */
  static final long DOCUMENT = 4_711;

  static Hash document() {
    return Hash.parse("0x" + "5a".repeat(32));
  }
}
