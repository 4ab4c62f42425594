package org.horkos.node.step;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** Recovery by the library libsecp256k1, in native code. */
public final class NativeRecovery implements Recovery {
  private final Secp256k1 library;

  private NativeRecovery(Secp256k1 library) {
    this.library = library;
  }

  /** The native library, if there is one for this machine. */
  public static Optional<NativeRecovery> load() {
    try {
      return Optional.of(new NativeRecovery(Secp256k1.get()));
    } catch (RuntimeException | LinkageError notHere) {
      // No library for this machine, or native access is forbidden: Java does the same, slower.
      return Optional.empty();
    }
  }

  @Override
  public Optional<Address> signer(Hash digest, Signature signature) {
    if (!JavaRecovery.inRange(signature)) {
      return Optional.empty();
    }
    byte[] compact = signature.bytes();
    compact[Hash.SIZE] &= 0x7f;
    try {
      byte[] publicKey = library.ecdsaRecover(compact, digest.bytes(), signature.yParity());
      Hash hash = Keccak.hash(Arrays.copyOfRange(publicKey, 1, publicKey.length));
      return Optional.of(Address.of(Arrays.copyOfRange(hash.bytes(), 12, Hash.SIZE)));
    } catch (Secp256k1Exception nobodys) {
      // The one way in which the library says that there is no such public key.
      return Optional.empty();
    }
  }
}
