package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/**
 * The RLP of a block header, rebuilt from what {@code eth_getBlockByNumber} tells. Its keccak256 is
 * the block's hash, by which the inbox contract proves a beacon.
 */
public final class HeaderRlp {
  private enum Form {
    BYTES,
    NUMBER
  }

  private record Field(String name, Form form) {}

  private static final List<Field> ALWAYS =
      List.of(
          new Field("parentHash", Form.BYTES),
          new Field("sha3Uncles", Form.BYTES),
          new Field("miner", Form.BYTES),
          new Field("stateRoot", Form.BYTES),
          new Field("transactionsRoot", Form.BYTES),
          new Field("receiptsRoot", Form.BYTES),
          new Field("logsBloom", Form.BYTES),
          new Field("difficulty", Form.NUMBER),
          new Field("number", Form.NUMBER),
          new Field("gasLimit", Form.NUMBER),
          new Field("gasUsed", Form.NUMBER),
          new Field("timestamp", Form.NUMBER),
          new Field("extraData", Form.BYTES),
          new Field("mixHash", Form.BYTES),
          new Field("nonce", Form.BYTES));

  /** Each came with a fork (London, Shanghai, Cancun, Prague); none without those before it. */
  private static final List<Field> LATER =
      List.of(
          new Field("baseFeePerGas", Form.NUMBER),
          new Field("withdrawalsRoot", Form.BYTES),
          new Field("blobGasUsed", Form.NUMBER),
          new Field("excessBlobGas", Form.NUMBER),
          new Field("parentBeaconBlockRoot", Form.BYTES),
          new Field("requestsHash", Form.BYTES));

  private HeaderRlp() {}

  /**
   * The header's RLP.
   *
   * @param block the JSON object of {@code eth_getBlockByNumber}
   * @throws L1Failure if a field is missing or the bytes do not hash to the block's own hash
   */
  public static byte[] of(Map<String, Object> block) {
    List<RlpType> fields = new ArrayList<>();
    for (Field field : ALWAYS) {
      fields.add(encoded(block, field));
    }
    for (Field field : LATER) {
      if (block.get(field.name()) == null) {
        break;
      }
      fields.add(encoded(block, field));
    }
    byte[] rlp = RlpEncoder.encode(new RlpList(fields));
    Hash hash = Keccak.hash(rlp);
    if (!hash.toString().equals(block.get("hash"))) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The header of L1 block "
              + block.get("number")
              + " hashes to "
              + hash
              + " and not to the block's hash "
              + block.get("hash")
              + ": this L1 has header fields that this version of Horkos does not know.");
    }
    return rlp;
  }

  private static RlpString encoded(Map<String, Object> block, Field field) {
    if (!(block.get(field.name()) instanceof String text)) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The header of L1 block " + block.get("number") + " has no " + field.name() + ".");
    }
    return switch (field.form()) {
      case BYTES -> RlpString.create(Numeric.hexStringToByteArray(text));
      case NUMBER -> RlpString.create(new BigInteger(Numeric.cleanHexPrefix(text), 16));
    };
  }
}
