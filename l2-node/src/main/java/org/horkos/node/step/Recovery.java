package org.horkos.node.step;

import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Finds who made a signature. All implementations agree on every input: r and s from 1 up to the
 * curve's order, s in the lower half, and a nonce point that exists.
 */
public interface Recovery {
  /** The signer's address; empty if this is nobody's signature of the digest, or its s is high. */
  Optional<Address> signer(Hash digest, Signature signature);

  /**
   * The fastest that runs on this machine: native code, else Java. The choice changes no result.
   */
  static Recovery fastest() {
    return Fastest.RECOVERY;
  }

  /** Chosen once, when it is first asked for. */
  final class Fastest {
    private static final Recovery RECOVERY =
        NativeRecovery.load().<Recovery>map(loaded -> loaded).orElseGet(JavaRecovery::new);

    private Fastest() {}
  }
}
