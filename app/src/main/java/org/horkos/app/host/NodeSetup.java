package org.horkos.app.host;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import org.horkos.app.command.Refusal;
import org.horkos.app.node.L1Opening;
import org.horkos.dsl.value.Address;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.state.State;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;

/** Makes a rollup of one's own on an L1, and the configuration of its node. */
final class NodeSetup {
  /** Seconds by which L2 time stays behind that of L1: five of its blocks. */
  private static final long LAG = 60;

  /** A tenth of an ETH: what a sequencer keeps for gas when it puts its bond down. */
  private static final BigInteger FOR_GAS = BigInteger.TEN.pow(17);

  private NodeSetup() {}

  /**
   * What was made.
   *
   * @param contracts where they lie
   * @param bond wei that posting takes
   * @param bonded whether the sequencer's bond is down
   */
  record Made(Contracts contracts, BigInteger bond, boolean bonded) {}

  /**
   * Deploys the contracts, writes the file, and puts the sequencer's bond down if its key can pay
   * it.
   *
   * @param file is made; an existing one is left alone
   * @param url of L1
   * @param keyFile the sequencer's key, which pays; empty: the first development key of an anvil
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws Refusal if a file exists already, or a key is wanting
   */
  static Made make(Path file, URI url, Optional<Path> keyFile, Consumer<String> told) {
    create(file);
    told.accept("connecting to L1 at " + url);
    try (L1Connection l1 = L1Opening.open(L1Connection.Settings.to(url), told)) {
      Path key = keyFile.orElseGet(() -> developmentKey(file, l1));
      Credentials sequencer = NodeConfig.key(key);
      told.accept(
          "deploying the contracts on chain "
              + l1.chainId()
              + ", paid by "
              + sequencer.getAddress());
      Contracts contracts =
          new Deployment(
                  Address.parse(sequencer.getAddress()),
                  State.genesis().root(),
                  Deployment.WINDOW,
                  l1.chainId() == Anvil.CHAIN_ID ? 2 : LAG)
              .deploy(l1, l1.account(sequencer));
      Files.writeString(file, text(url, contracts, key.toAbsolutePath()));
      return bonded(l1, contracts, l1.account(sequencer), told);
    } catch (IOException failed) {
      throw Refusal.use(file + " cannot be written: " + failed.getMessage() + ".");
    } catch (RuntimeException failed) {
      delete(file);
      throw failed;
    }
  }

  /** A bond that the key cannot pay now is put down later, with {@code --bond}. */
  private static Made bonded(
      L1Connection l1, Contracts contracts, L1Account sequencer, Consumer<String> told) {
    Bond bond = new Bond(l1, contracts, sequencer);
    BigInteger amount = bond.amount();
    boolean pays = l1.balance(sequencer.address()).compareTo(amount.add(FOR_GAS)) >= 0;
    if (pays) {
      told.accept("putting down the sequencer's bond of " + Bond.ether(amount));
      bond.put();
    }
    return new Made(contracts, amount, pays);
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException there) {
      throw Refusal.use(
          file + " exists already and is left as it is: name another file, or remove it.");
    } catch (IOException failed) {
      throw Refusal.use(file + " cannot be written: is there such a folder, and may you write it?");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw Refusal.use(file + " was begun and cannot be removed: remove it.");
    }
  }

  /** The key that every anvil funds, in a file beside the configuration. */
  private static Path developmentKey(Path file, L1Connection l1) {
    if (l1.chainId() != Anvil.CHAIN_ID) {
      throw Refusal.use(
          "Chain "
              + l1.chainId()
              + " is no development chain: name the sequencer's key with --key.");
    }
    Path key = file.resolveSibling(file.getFileName() + ".key");
    try {
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          key,
          Numeric.toHexStringWithPrefixZeroPadded(
                  DevelopmentKeys.key(0).getEcKeyPair().getPrivateKey(), 64)
              + "\n",
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      throw Refusal.use(key + " exists already: name it with --key, or remove it.");
    } catch (IOException failed) {
      throw Refusal.use(key + " cannot be written.");
    }
    return key;
  }

  private static String text(URI url, Contracts contracts, Path key) {
    return String.join(
            "\n",
            "# A Horkos node: docs/operations/node.md",
            "l1.url=" + url,
            "l1.chainId=" + contracts.chainId(),
            "contracts.rollup=" + contracts.rollup(),
            "contracts.inbox=" + contracts.inbox(),
            "contracts.vault=" + contracts.vault(),
            "contracts.factory=" + contracts.factory(),
            "contracts.implementation=" + contracts.implementation(),
            "contracts.block=" + contracts.block(),
            "sequencer.keyFile=" + key.toString().replace("\\", "\\\\"),
            "database.path=horkos-data/node",
            "confirmations=" + (contracts.chainId() == Anvil.CHAIN_ID ? 0 : 12),
            "postEverySeconds=60",
            "api.host=127.0.0.1",
            "api.port=" + NodeConfig.DEFAULT_PORT)
        + "\n";
  }
}
