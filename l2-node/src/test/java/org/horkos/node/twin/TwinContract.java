package org.horkos.node.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Keccak;

/**
 * A contract that {@link TwinEvm} has deployed. Values are those of {@link Abi}.
 *
 * @param name as in Solidity
 * @param address where it lies
 * @param abi as the compiler wrote it
 */
record TwinContract(String name, Address address, JsonNode abi) {
  /** The call data of a function of this name; the contract has one. */
  byte[] call(String function, Object... arguments) {
    return selected(entry("function", function), Arrays.asList(arguments));
  }

  /** What the function returns if it returns these values. */
  byte[] returning(String function, Object... values) {
    return Abi.encode(entry("function", function).get("outputs"), Arrays.asList(values));
  }

  /** The values in what the function returned. */
  List<Object> returned(String function, byte[] bytes) {
    return Abi.decode(entry("function", function).get("outputs"), bytes);
  }

  /** What a function reverts with if it reverts with this error of the ABI. */
  byte[] reverting(String error, Object... values) {
    return selected(entry("error", error), Arrays.asList(values));
  }

  private static byte[] selected(JsonNode entry, List<?> values) {
    List<String> types = new ArrayList<>();
    entry.get("inputs").forEach(input -> types.add(Abi.canonical(input)));
    String signature = entry.get("name").asText() + "(" + String.join(",", types) + ")";
    byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
    byte[] encoded = Abi.encode(entry.get("inputs"), values);
    byte[] data = new byte[4 + encoded.length];
    System.arraycopy(hash, 0, data, 0, 4);
    System.arraycopy(encoded, 0, data, 4, encoded.length);
    return data;
  }

  private JsonNode entry(String kind, String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : abi) {
      if (entry.get("type").asText().equals(kind) && entry.path("name").asText().equals(name)) {
        found.add(entry);
      }
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          this.name + " has " + found.size() + " of the " + kind + " " + name);
    }
    return found.getFirst();
  }
}
