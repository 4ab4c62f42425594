package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * Bindings for a rehearsal: addresses made of names, which nobody has keys for, and a court without
 * fees. What is compiled with them can be run and read, never signed.
 */
public final class RehearsalBindings {
  private RehearsalBindings() {}

  /**
   * Bindings with these values for the parameters.
   *
   * @param parameters one for each of the agreement's
   */
  public static Bindings of(Agreement agreement, List<BigInteger> parameters) {
    return new Bindings(
        parameters,
        agreement.tokens().stream().map(token -> address("token", token.symbol())).toList(),
        agreement.parties().stream()
            .map(
                party ->
                    party.openForSeconds().isPresent()
                        ? Optional.<Address>empty()
                        : Optional.of(address("party", party.name())))
            .toList(),
        agreement.attestors().stream()
            .map(attestor -> address("attestor", attestor.name()))
            .toList(),
        agreement.courts().stream()
            .map(court -> new Bindings.CourtBinding(0, BigInteger.ZERO))
            .toList(),
        address("proposer", agreement.name()),
        4_102_444_800L, // 2100-01-01
        Hash.ZERO);
  }

  /** The least value of each parameter. */
  public static List<BigInteger> leastParameters(Agreement agreement) {
    return agreement.parameters().stream().map(Agreement.Parameter::least).toList();
  }

  /** The address of a role and name in rehearsals. */
  public static Address address(String role, String name) {
    byte[] hash =
        Keccak.hash(("rehearsal " + role + " " + name).getBytes(StandardCharsets.UTF_8)).bytes();
    return Address.of(Arrays.copyOfRange(hash, Hash.SIZE - Address.SIZE, Hash.SIZE));
  }
}
