package org.horkos.node.settlement;

import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.MnemonicUtils;

/**
 * The keys that anvil funds with 10,000 ETH each. Everybody knows them: they are for the demo and
 * for tests, never for a chain with value.
 */
public final class DevelopmentKeys {
  /** How many there are. */
  public static final int COUNT = 20;

  /** The mnemonic that they come from, by the path m/44'/60'/0'/0/i. */
  public static final String MNEMONIC =
      "test test test test test test test test test test test junk";

  private static final List<Credentials> ALL = derive();

  private DevelopmentKeys() {}

  /**
   * Key number {@code index}.
   *
   * @param index 0 to {@link #COUNT} - 1
   */
  public static Credentials key(int index) {
    return ALL.get(index);
  }

  private static List<Credentials> derive() {
    Bip32ECKeyPair master =
        Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(MNEMONIC, ""));
    int hardened = Bip32ECKeyPair.HARDENED_BIT;
    Bip32ECKeyPair account =
        Bip32ECKeyPair.deriveKeyPair(master, new int[] {44 | hardened, 60 | hardened, hardened, 0});
    List<Credentials> keys = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      keys.add(Credentials.create(Bip32ECKeyPair.deriveKeyPair(account, new int[] {i})));
    }
    return List.copyOf(keys);
  }
}
