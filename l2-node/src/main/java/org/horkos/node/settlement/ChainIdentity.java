package org.horkos.node.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.exceptions.MessageDecodingException;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/**
 * What tells one chain from another: its id, and its first block, since a chain that was begun anew
 * may have the same id.
 *
 * @param id the chain id
 * @param firstBlock hash of block 0; empty if L1 does not show it
 */
record ChainIdentity(BigInteger id, Optional<String> firstBlock) {
  /**
   * Asks who answers.
   *
   * @throws IOException if nobody does, or it is no Ethereum node
   */
  static ChainIdentity of(Web3jService l1) throws IOException {
    Response<Object> id =
        new Request<>("eth_chainId", List.of(), l1, L1Connection.AnyResponse.class).send();
    if (id.hasError() || id.getResult() == null) {
      throw new IOException("no chain id");
    }
    Response<Object> first =
        new Request<>(
                "eth_getBlockByNumber", List.of("0x0", false), l1, L1Connection.AnyResponse.class)
            .send();
    return new ChainIdentity(
        number(id.getResult()),
        first.getResult() instanceof Map<?, ?> block && block.get("hash") instanceof String hash
            ? Optional.of(hash)
            : Optional.empty());
  }

  private static BigInteger number(Object text) throws IOException {
    try {
      return L1Connection.quantity(text);
    } catch (MessageDecodingException noNumber) {
      throw new IOException("a chain id that is no number", noNumber);
    }
  }

  /**
   * Checks that this chain answers still.
   *
   * @throws L1Failure of kind WRONG_CHAIN if another does
   * @throws IOException if none does
   */
  void check(Web3jService l1, URI url) throws IOException {
    ChainIdentity now = of(l1);
    if (!now.id.equals(id)) {
      throw new L1Failure(
          L1Failure.Kind.WRONG_CHAIN,
          "L1 at "
              + url
              + " was chain "
              + id
              + " and is chain "
              + now.id
              + " now: another L1 answers there. Nothing was taken from it or sent to it; name the"
              + " right one and start again.");
    }
    if (firstBlock.isPresent()
        && now.firstBlock.isPresent()
        && !firstBlock.get().equals(now.firstBlock.get())) {
      throw new L1Failure(
          L1Failure.Kind.WRONG_CHAIN,
          "L1 at "
              + url
              + " still is chain "
              + id
              + " by its id, but begins with the block "
              + now.firstBlock.get()
              + " instead of "
              + firstBlock.get()
              + ": it is another chain. Nothing was taken from it or sent to it; name the right one"
              + " and start again.");
    }
  }
}
