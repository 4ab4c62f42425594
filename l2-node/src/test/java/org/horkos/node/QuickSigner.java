package org.horkos.node;

import fr.acinq.secp256k1.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.step.NativeRecovery;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;

/**
 * Signs what {@link Signer} signs, to the bit, but with the native library: many random lives need
 * many signatures.
 */
public final class QuickSigner {
  private static final Recovery RECOVERY = NativeRecovery.load().orElseThrow();

  private final byte[] key = new byte[Hash.SIZE];
  private final Address address;

  /** The signer with this private key. */
  public QuickSigner(long privateKey) {
    byte[] bytes = BigInteger.valueOf(privateKey).toByteArray();
    System.arraycopy(bytes, 0, key, key.length - bytes.length, bytes.length);
    address = new Signer(BigInteger.valueOf(privateKey)).address();
  }

  /** The address whose signatures these are. */
  public Address address() {
    return address;
  }

  /** A signature of the digest. */
  public Signature sign(Hash digest) {
    byte[] compact = Secp256k1.get().sign(digest.bytes(), key);
    Hash r = Hash.of(Arrays.copyOf(compact, Hash.SIZE));
    byte[] s = Arrays.copyOfRange(compact, Hash.SIZE, 2 * Hash.SIZE);
    Signature even = new Signature(r, Hash.of(s));
    if (RECOVERY.signer(digest, even).filter(address::equals).isPresent()) {
      return even;
    }
    s[0] |= (byte) 0x80;
    return new Signature(r, Hash.of(s));
  }
}
