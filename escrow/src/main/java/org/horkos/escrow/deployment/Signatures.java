package org.horkos.escrow.deployment;

import java.util.Arrays;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Signatures as L1 takes them: 65 bytes, r, s (low) and v (27 or 28). */
public final class Signatures {
  private Signatures() {}

  /** The signature of a digest. */
  public static byte[] sign(ECKeyPair key, Hash digest) {
    Sign.SignatureData signature = Sign.signMessage(digest.bytes(), key, false);
    byte[] bytes = Arrays.copyOf(signature.getR(), 65);
    System.arraycopy(signature.getS(), 0, bytes, 32, 32);
    bytes[64] = signature.getV()[0];
    return bytes;
  }

  /**
   * A party's signature of terms.
   *
   * @param chainId of L1
   * @param rollup the verifying contract
   */
  public static byte[] signTerms(ECKeyPair key, long chainId, Address rollup, Terms terms) {
    Eip712.Domain domain = SigningDigest.domain(chainId, rollup);
    return sign(key, SigningDigest.of(domain, terms));
  }
}
