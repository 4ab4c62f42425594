package org.horkos.node.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private final Recovery java = new JavaRecovery();
  private final Recovery fast = NativeRecovery.load().orElseThrow();

  private Optional<Address> both(Seeded seeded, Hash digest, Signature signature) {
    Optional<Address> signer = java.signer(digest, signature);
    assertThat(fast.signer(digest, signature))
        .as(seeded + " " + digest + " " + signature)
        .isEqualTo(signer);
    return signer;
  }

  @Test
  void aSignatureIsTracedToItsSigner() {
    Seeded seeded = new Seeded(Seeded.seed(21));
    for (int i = 0; i < 200; i++) {
      Signer signer = new Signer(seeded.upTo(255).add(BigInteger.ONE));
      Hash digest = seeded.hash();
      Signature signature = signer.sign(digest);
      assertThat(both(seeded, digest, signature)).contains(signer.address());
      assertThat(both(seeded, seeded.hash(), signature))
          .isNotEqualTo(Optional.of(signer.address()));
    }
  }

  @Test
  void aHighSIsNobodys() {
    Seeded seeded = new Seeded(Seeded.seed(22));
    Signer signer = new Signer(BigInteger.TEN);
    for (int i = 0; i < 50; i++) {
      Hash digest = seeded.hash();
      Signature low = signer.sign(digest);
      BigInteger high = ORDER.subtract(low.s());
      if (high.bitLength() <= 255) {
        Signature flipped = Signature.of(low.rNumber(), high, 1 - low.yParity());
        assertThat(both(seeded, digest, flipped)).isEmpty();
      }
    }
  }

  @Test
  void theQuickSignerOfTheTestsSignsToTheBitAsTheSigner() {
    Seeded seeded = new Seeded(Seeded.seed(29));
    for (int key = 1; key <= 20; key++) {
      Hash digest = seeded.hash();
      assertThat(new QuickSigner(key).sign(digest))
          .as(seeded.toString())
          .isEqualTo(new Signer(BigInteger.valueOf(key)).sign(digest));
    }
  }

  @Test
  void nativeAndJavaAgreeOnHostileSignatures() {
    Seeded seeded = new Seeded(Seeded.seed(23));
    BigInteger half = ORDER.shiftRight(1);
    BigInteger[] edges = {
      BigInteger.ZERO,
      BigInteger.ONE,
      BigInteger.TWO,
      half,
      half.add(BigInteger.ONE),
      ORDER.subtract(BigInteger.ONE),
      ORDER,
      ORDER.add(BigInteger.ONE),
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE),
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE),
      // the field's prime, below which every x lies
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(0x1000003d1L)),
    };
    Hash[] digests = {Hash.ZERO, Hash.parse("0x" + ORDER.toString(16)), seeded.hash()};
    for (BigInteger r : edges) {
      for (BigInteger s : edges) {
        for (int parity = 0; parity < 2; parity++) {
          if (s.bitLength() <= 255) {
            for (Hash digest : digests) {
              both(seeded, digest, Signature.of(r, s, parity));
            }
          }
        }
      }
    }
    for (int i = 0; i < 3_000; i++) {
      both(seeded, seeded.hash(), new Signature(seeded.hash(), seeded.hash()));
    }
  }

  @Test
  void aSignatureIsItsSixtyFourBytes() {
    Seeded seeded = new Seeded(Seeded.seed(24));
    for (int i = 0; i < 100; i++) {
      Signature signature = new Signature(seeded.hash(), seeded.hash());
      assertThat(Signature.of(signature.rNumber(), signature.s(), signature.yParity()))
          .isEqualTo(signature);
      assertThat(signature.bytes()).hasSize(Signature.SIZE);
    }
  }
}
