package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.backend.terms.EscrowAddress;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.node.settlement.Contracts;

/**
 * Begins agreements: signed, opened on L1, and found on L2 once everybody's money is in.
 *
 * @param world where
 */
record Beginning(World world) {
  /** Where the escrow of an agreement is going to be. */
  Address foreseen(DemoAgreement demo) {
    Contracts contracts = world.node().contracts();
    return EscrowAddress.of(contracts.factory(), contracts.implementation(), demo.terms());
  }

  /** Has all named parties sign, and opens the escrow; returns its address. */
  Address open(DemoAgreement demo) throws Exception {
    // The text goes to the node, so that Drools judges beside the rule program.
    world.node().texts().register(demo.known(), demo.bindingsJson());
    Contracts contracts = world.node().contracts();
    long chain = world.l1().connection().chainId();
    List<byte[]> signatures = new ArrayList<>();
    for (int party : demo.named()) {
      signatures.add(
          Signatures.signTerms(
              demo.party(party).key().getEcKeyPair(), chain, contracts.rollup(), demo.terms()));
    }
    Address foreseen = foreseen(demo);
    Opening opening =
        Opening.open(
            world.sender(demo.party(demo.named().getFirst())),
            contracts.factory(),
            demo.terms(),
            signatures,
            BigInteger.ZERO);
    if (!opening.escrow().equals(foreseen)) {
      throw new DemoFailure(
          "the escrow is at " + opening.escrow() + ", but " + foreseen + " was foreseen");
    }
    world.progress().say(demo.title() + ": signed and opened, escrow " + foreseen);
    return foreseen;
  }

  /**
   * Waits until an agreement has begun on L2: everybody's money is in.
   *
   * @param meanwhile is done while it has not
   */
  DemoStage.Opened begun(DemoAgreement demo, Address escrow, Runnable meanwhile) {
    Hash termsHash = demo.terms().hash();
    world.until(
        demo.title() + " has begun on L2",
        () -> world.wallet().read(machine -> machine.agreementOf(termsHash)).isPresent(),
        meanwhile);
    long id = world.wallet().read(machine -> machine.agreementOf(termsHash)).orElseThrow();
    long start =
        world.wallet().read(machine -> machine.state().agreement(id).orElseThrow().start());
    world
        .progress()
        .say(demo.title() + ": everybody's money is in; it is agreement " + id + " on L2");
    return new DemoStage.Opened(demo, escrow, id, start);
  }
}
