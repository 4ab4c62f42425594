package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * What the text leaves open and the signers fix: values, addresses, the deployment. Lists run
 * parallel to those of the {@link Agreement}.
 *
 * @param parameters a value for each parameter (base units where it is money)
 * @param tokens an address for each token; {@link Address#ZERO} is ETH
 * @param parties an address for each party; empty for an open seat
 * @param attestors an address for each attestor
 * @param courts which court on L2 each court is, and its fee
 * @param proposer who opens the agreement
 * @param openBy Unix time until which it may be opened on L1
 * @param salt makes two agreements with equal terms different
 */
public record Bindings(
    List<BigInteger> parameters,
    List<Address> tokens,
    List<Optional<Address>> parties,
    List<Address> attestors,
    List<CourtBinding> courts,
    Address proposer,
    long openBy,
    Hash salt) {
  public Bindings {
    parameters = List.copyOf(parameters);
    tokens = List.copyOf(tokens);
    parties = List.copyOf(parties);
    attestors = List.copyOf(attestors);
    courts = List.copyOf(courts);
  }

  /**
   * A court on L2.
   *
   * @param id its number in the state, from 0
   * @param seatFee what a coherent arbitrator earns at least, base units of the pay token
   */
  public record CourtBinding(long id, BigInteger seatFee) {}
}
