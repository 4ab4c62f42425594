package org.horkos.app.demo;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import org.horkos.dsl.value.Address;
import org.horkos.node.step.Signer;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;

/**
 * Somebody with a key of his own, made for this demo.
 *
 * @param name as in the agreements
 * @param key signs on L1 and on L2
 */
record Person(String name, Credentials key) {
  /** Somebody with a fresh key. */
  static Person named(String name) {
    try {
      return new Person(name, Credentials.create(Keys.createEcKeyPair()));
    } catch (GeneralSecurityException noCurve) {
      throw new IllegalStateException(
          "This Java has no secp256k1 or no random numbers, so no key can be made.", noCurve);
    }
  }

  /** Several, named by their numbers from 1. */
  static List<Person> numbered(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> named(name + " " + i)).toList();
  }

  Address address() {
    return Address.parse(key.getAddress());
  }

  Signer signer() {
    return new Signer(key.getEcKeyPair());
  }
}
