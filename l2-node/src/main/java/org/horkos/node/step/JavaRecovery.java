package org.horkos.node.step;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** Recovery in Java alone, by Bouncy Castle. */
public final class JavaRecovery implements Recovery {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  /** Whether r and s can be a signature's: from 1 up to the order, s in the lower half. */
  static boolean inRange(Signature signature) {
    BigInteger r = signature.rNumber();
    BigInteger s = signature.s();
    return r.signum() > 0
        && r.compareTo(ORDER) < 0
        && s.signum() > 0
        && s.compareTo(HALF_ORDER) <= 0;
  }

  @Override
  public Optional<Address> signer(Hash digest, Signature signature) {
    if (!inRange(signature)) {
      return Optional.empty();
    }
    Optional<ECPoint> nonce = point(signature.r(), signature.yParity());
    if (nonce.isEmpty()) {
      return Optional.empty();
    }
    BigInteger inverse = signature.rNumber().modInverse(ORDER);
    BigInteger byNonce = inverse.multiply(signature.s()).mod(ORDER);
    BigInteger message = new BigInteger(1, digest.bytes());
    BigInteger byGenerator = inverse.multiply(message).negate().mod(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), byGenerator, nonce.get(), byNonce)
            .normalize();
    if (key.isInfinity()) {
      return Optional.empty();
    }
    byte[] encoded = key.getEncoded(false);
    Hash hash = Keccak.hash(Arrays.copyOfRange(encoded, 1, encoded.length));
    return Optional.of(Address.of(Arrays.copyOfRange(hash.bytes(), 12, Hash.SIZE)));
  }

  private static Optional<ECPoint> point(Hash x, int yParity) {
    byte[] compressed = new byte[1 + Hash.SIZE];
    compressed[0] = (byte) (2 + yParity);
    x.copyTo(compressed, 1);
    ECCurve curve = CURVE.getCurve();
    try {
      return Optional.of(curve.decodePoint(compressed));
    } catch (IllegalArgumentException notOnTheCurve) {
      // About half of all x are no point's; Bouncy Castle says so only by this exception.
      return Optional.empty();
    }
  }
}
