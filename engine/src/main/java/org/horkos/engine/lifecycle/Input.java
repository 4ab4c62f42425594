package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.SortedMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** What can happen to an agreement. {@code actor} is who signed it. */
public sealed interface Input {
  /** The time that has passed, for one deliverable; anybody may send it. */
  record Advance(int deliverable) implements Input {}

  /** An open seat was filled on L1. */
  record Join(int party, Address account) implements Input {}

  /** All parties settled on L1. */
  record SettleOnL1() implements Input {}

  /** The performer delivers: a word for each fact that he states. */
  record Deliver(Address actor, int deliverable, SortedMap<Integer, BigInteger> facts)
      implements Input {}

  /** Whom the terms name for it ends an open deliverable: it is missed from now on. */
  record End(Address actor, int deliverable) implements Input {}

  /**
   * The performer pays what he owes, or a part of it.
   *
   * @param amount base units of the token in which it is owed
   */
  record Pay(Address actor, int deliverable, BigInteger amount) implements Input {}

  /** A source states its fact. */
  record Answer(Address actor, int deliverable, int fact, BigInteger word) implements Input {}

  /** Somebody with standing accepts the asserted verdict, named by the hash of its facts. */
  record Accept(Address actor, int deliverable) implements Input {}

  /** Somebody with a lot says what some facts should be. */
  record Challenge(Address actor, int deliverable, SortedMap<Integer, BigInteger> claim)
      implements Input {}

  /** Somebody with a lot defends what an attestor or silence said. */
  record StandBy(Address actor, int deliverable, int fact) implements Input {}

  /** Who defends a contested fact gives it up before the draw. */
  record Concede(Address actor, int deliverable, int fact) implements Input {}

  /** Somebody with standing agrees to end it on these facts: a word for each. */
  record SettleFacts(Address actor, int deliverable, SortedMap<Integer, BigInteger> facts)
      implements Input {}

  /** A party lays a document before the court. */
  record Evidence(Address actor, int deliverable, Hash document) implements Input {}

  /** The panel has ruled: facts as found. Comes from the court's machine, never from a signer. */
  record Rule(int deliverable, Ruling ruling) implements Input {}
}
