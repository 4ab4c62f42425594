package org.horkos.node.step;

import java.math.BigInteger;
import java.util.Arrays;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** A key that signs transactions. */
public final class Signer {
  private final ECKeyPair keys;
  private final Address address;

  /** The signer with this key pair. */
  public Signer(ECKeyPair keys) {
    this.keys = keys;
    byte[] padded = new byte[64];
    byte[] publicKey = keys.getPublicKey().toByteArray();
    int used = Math.min(publicKey.length, padded.length);
    System.arraycopy(publicKey, publicKey.length - used, padded, padded.length - used, used);
    this.address = Address.of(Keys.getAddress(padded));
  }

  /** The signer with this private key: 1 up to the curve's order. */
  public Signer(BigInteger privateKey) {
    this(ECKeyPair.create(privateKey));
  }

  /** The address whose signatures these are. */
  public Address address() {
    return address;
  }

  /** A signature of the digest, deterministic, with a low s. */
  public Signature sign(Hash digest) {
    Sign.SignatureData data = Sign.signMessage(digest.bytes(), keys, false);
    byte[] parityAndS = Arrays.copyOf(data.getS(), Hash.SIZE);
    if (data.getV()[0] == 28) {
      parityAndS[0] |= (byte) 0x80;
    }
    return new Signature(Hash.of(data.getR()), Hash.of(parityAndS));
  }
}
