package org.horkos.node.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Solidity's ABI, driven by the types that the compiler wrote down, for nested structs of any
 * shape.
 *
 * <p>Java values: an integer of any width is a BigInteger, Long, Integer or (for 0 and 1) Boolean;
 * an address an {@link Address}; a bytes32 a {@link Hash} or a byte array of 32; bytes a byte
 * array, a string a String; an array, and a struct by its fields in order, a {@link List}.
 */
final class Abi {
  private static final int WORD = 32;

  private Abi() {}

  /** Encodes a list of values as the types {@code types}: an ABI's "inputs", "outputs", ... */
  static byte[] encode(JsonNode types, List<?> values) {
    if (types.size() != values.size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + types.size() + " types: " + types);
    }
    return heads(types.size(), types::get, values);
  }

  private static byte[] heads(int count, IntFunction<JsonNode> types, List<?> values) {
    int head = 0;
    for (int i = 0; i < count; i++) {
      head += headSize(types.apply(i));
    }
    ByteArrayOutputStream heads = new ByteArrayOutputStream();
    ByteArrayOutputStream tails = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      JsonNode type = types.apply(i);
      byte[] encoded = value(type, typeOf(type), values.get(i));
      if (isDynamic(type, typeOf(type))) {
        heads.writeBytes(word(BigInteger.valueOf(head + tails.size())));
        tails.writeBytes(encoded);
      } else {
        heads.writeBytes(encoded);
      }
    }
    heads.writeBytes(tails.toByteArray());
    return heads.toByteArray();
  }

  private static byte[] value(JsonNode type, String name, Object value) {
    if (name.endsWith("]")) {
      List<?> elements = (List<?>) value;
      JsonNode element = elementOf(type, name);
      byte[] encoded = heads(elements.size(), _ -> element, elements);
      if (!name.endsWith("[]")) {
        return encoded;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(word(BigInteger.valueOf(elements.size())));
      out.writeBytes(encoded);
      return out.toByteArray();
    }
    if (name.equals("tuple")) {
      return encode(type.get("components"), (List<?>) value);
    }
    if (name.equals("bytes") || name.equals("string")) {
      byte[] bytes =
          value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(word(BigInteger.valueOf(bytes.length)));
      out.writeBytes(Arrays.copyOf(bytes, (bytes.length + WORD - 1) / WORD * WORD));
      return out.toByteArray();
    }
    return switch (value) {
      case Address address -> word(new BigInteger(1, address.bytes()));
      case Hash hash -> hash.bytes();
      case byte[] bytes when bytes.length <= WORD -> Arrays.copyOf(bytes, WORD);
      case Boolean truth -> word(truth ? BigInteger.ONE : BigInteger.ZERO);
      case BigInteger integer -> word(fitting(name, integer));
      case Integer integer -> word(fitting(name, BigInteger.valueOf(integer)));
      case Long integer -> word(fitting(name, BigInteger.valueOf(integer)));
      default -> throw new IllegalArgumentException(value + " is no " + name);
    };
  }

  private static BigInteger fitting(String name, BigInteger value) {
    boolean signed = name.startsWith("int");
    int bits =
        name.startsWith("bytes")
            ? 256
            : signed || name.startsWith("uint")
                ? Integer.parseInt(name.substring(signed ? 3 : 4))
                : name.equals("bool") ? 1 : 0;
    boolean fits =
        signed ? value.bitLength() < bits : value.signum() >= 0 && value.bitLength() <= bits;
    if (!fits) {
      throw new IllegalArgumentException(value + " does not fit " + name);
    }
    return value;
  }

  private static byte[] word(BigInteger value) {
    byte[] word = new byte[WORD];
    if (value.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
    return word;
  }

  /**
   * Reads values of the types back: integers as BigInteger, booleans, bytes and addresses as hex
   * text, lists for the rest.
   */
  static List<Object> decode(JsonNode types, byte[] bytes) {
    return decode(types.size(), types::get, bytes, 0);
  }

  private static List<Object> decode(
      int count, IntFunction<JsonNode> types, byte[] bytes, int start) {
    List<Object> values = new ArrayList<>();
    int at = start;
    for (int i = 0; i < count; i++) {
      JsonNode type = types.apply(i);
      boolean dynamic = isDynamic(type, typeOf(type));
      int where = dynamic ? start + unsigned(bytes, at).intValueExact() : at;
      values.add(decode(type, typeOf(type), bytes, where));
      at += headSize(type);
    }
    return values;
  }

  private static Object decode(JsonNode type, String name, byte[] bytes, int at) {
    if (name.endsWith("[]")) {
      JsonNode element = elementOf(type, name);
      int count = unsigned(bytes, at).intValueExact();
      return decode(count, _ -> element, bytes, at + WORD);
    }
    if (name.endsWith("]")) {
      JsonNode element = elementOf(type, name);
      return decode(fixedSize(name), _ -> element, bytes, at);
    }
    if (name.equals("tuple")) {
      return decode(type.get("components").size(), type.get("components")::get, bytes, at);
    }
    if (name.equals("string")) {
      int length = unsigned(bytes, at).intValueExact();
      return new String(bytes, at + WORD, length, StandardCharsets.UTF_8);
    }
    if (name.equals("bytes")) {
      int length = unsigned(bytes, at).intValueExact();
      return HexFormat.of().formatHex(bytes, at + WORD, at + WORD + length);
    }
    if (name.startsWith("bytes") || name.equals("address")) {
      return HexFormat.of().formatHex(bytes, at, at + WORD);
    }
    if (name.equals("bool")) {
      return unsigned(bytes, at).signum() > 0;
    }
    return name.startsWith("int") ? new BigInteger(bytes, at, WORD) : unsigned(bytes, at);
  }

  private static BigInteger unsigned(byte[] bytes, int at) {
    return new BigInteger(1, bytes, at, WORD);
  }

  /** The name that the selector is hashed from: structs by their fields. */
  static String canonical(JsonNode type) {
    String name = typeOf(type);
    if (!name.startsWith("tuple")) {
      return name;
    }
    List<String> fields = new ArrayList<>();
    type.get("components").forEach(field -> fields.add(canonical(field)));
    return "(" + String.join(",", fields) + ")" + name.substring("tuple".length());
  }

  private static String typeOf(JsonNode type) {
    return type.get("type").asText();
  }

  private static boolean isDynamic(JsonNode type, String name) {
    if (name.endsWith("[]") || name.equals("bytes") || name.equals("string")) {
      return true;
    }
    if (name.endsWith("]")) {
      JsonNode element = elementOf(type, name);
      return isDynamic(element, typeOf(element));
    }
    if (name.equals("tuple")) {
      for (JsonNode field : type.get("components")) {
        if (isDynamic(field, typeOf(field))) {
          return true;
        }
      }
    }
    return false;
  }

  private static int headSize(JsonNode type) {
    String name = typeOf(type);
    if (isDynamic(type, name)) {
      return WORD;
    }
    if (name.endsWith("]")) {
      return fixedSize(name) * headSize(elementOf(type, name));
    }
    if (name.equals("tuple")) {
      int size = 0;
      for (JsonNode field : type.get("components")) {
        size += headSize(field);
      }
      return size;
    }
    return WORD;
  }

  private static JsonNode elementOf(JsonNode type, String name) {
    ObjectNode element = type.deepCopy();
    return element.put("type", name.substring(0, name.lastIndexOf('[')));
  }

  private static int fixedSize(String name) {
    return Integer.parseInt(name.substring(name.lastIndexOf('[') + 1, name.length() - 1));
  }
}
