package org.horkos.dsl.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Hashing of typed structured data as EIP-712 defines it: what a wallet shows and signs. A struct
 * is given by its type string and its fields in order; a nested struct is a {@link Field.Word} with
 * its hash.
 */
public final class Eip712 {
  private static final Type DOMAIN =
      Type.of("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final byte[] PREFIX = {0x19, 0x01};

  private Eip712() {}

  /**
   * The digest that is signed: {@code keccak256(0x19 || 0x01 || separator || structHash)}.
   *
   * @param separator of the domain, see {@link Domain#separator()}
   * @param structHash of the signed struct, see {@link Type#hash(List)}
   */
  public static Hash digest(Hash separator, Hash structHash) {
    return Keccak.hash(PREFIX, separator.bytes(), structHash.bytes());
  }

  /**
   * Where a signature counts.
   *
   * @param name the application's name
   * @param version its signing version
   * @param chainId of the chain that checks it, at least 0
   * @param verifyingContract the contract that checks it
   */
  public record Domain(String name, String version, long chainId, Address verifyingContract) {
    /** The domain separator. Constant for a deployment: compute it once. */
    public Hash separator() {
      return DOMAIN.hash(
          List.of(
              new Field.Text(name),
              new Field.Text(version),
              Field.number(chainId),
              new Field.Account(verifyingContract)));
    }
  }

  /**
   * A struct type.
   *
   * @param encoded the type string, such as {@code Mail(Person from,string contents)Person(string
   *     name)}
   * @param hash keccak256 of it
   * @param fields how many fields the struct has
   */
  public record Type(String encoded, Hash hash, int fields) {
    /**
     * The type of this type string.
     *
     * @throws IllegalArgumentException if it has no list of fields in parentheses
     */
    public static Type of(String encoded) {
      int open = encoded.indexOf('(');
      int close = encoded.indexOf(')');
      if (open < 1 || close < open) {
        throw new IllegalArgumentException("'" + encoded + "' is not an EIP-712 type string");
      }
      String inside = encoded.substring(open + 1, close);
      int fields = inside.isEmpty() ? 0 : (int) inside.chars().filter(c -> c == ',').count() + 1;
      return new Type(encoded, Keccak.hash(encoded.getBytes(StandardCharsets.UTF_8)), fields);
    }

    /**
     * {@code hashStruct}: the hash of a struct of this type.
     *
     * @param values a field for each of the type's, in its order
     * @throws IllegalArgumentException if their number is not the type's
     */
    public Hash hash(List<? extends Field> values) {
      if (values.size() != fields) {
        throw new IllegalArgumentException(
            encoded + " has " + fields + " fields, not " + values.size());
      }
      byte[] words = new byte[Hash.SIZE * (fields + 1)];
      hash.copyTo(words, 0);
      for (int i = 0; i < fields; i++) {
        copyTo(values.get(i), words, Hash.SIZE * (i + 1));
      }
      return Keccak.hash(words);
    }
  }

  /** One field's value; {@code encodeData} makes a word of it. */
  public sealed interface Field {
    /** A {@code string}; its UTF-8 bytes are hashed. */
    record Text(String value) implements Field {}

    /** A {@code uintN} or {@code intN}, from -2^255 to 2^256 - 1. */
    record Number(BigInteger value) implements Field {
      public Number {
        if (value.bitLength() > (value.signum() < 0 ? 255 : 256)) {
          throw new IllegalArgumentException(value + " does not fit into 256 bits");
        }
      }
    }

    /** An {@code address}. */
    record Account(Address value) implements Field {}

    /** A {@code bytes32}, or the hash of a nested struct. */
    record Word(Hash value) implements Field {}

    /** A number field of this value. */
    static Number number(long value) {
      return new Number(BigInteger.valueOf(value));
    }
  }

  /** Writes the field's word into {@code target}, which is zero there. */
  private static void copyTo(Field field, byte[] target, int offset) {
    switch (field) {
      case Field.Text text ->
          Keccak.hash(text.value().getBytes(StandardCharsets.UTF_8)).copyTo(target, offset);
      case Field.Number number -> {
        byte[] bytes = number.value().toByteArray();
        int skip = Math.max(0, bytes.length - Hash.SIZE);
        if (number.value().signum() < 0) {
          Arrays.fill(target, offset, offset + Hash.SIZE, (byte) 0xff);
        }
        System.arraycopy(
            bytes, skip, target, offset + Hash.SIZE - (bytes.length - skip), bytes.length - skip);
      }
      case Field.Account account ->
          System.arraycopy(
              account.value().bytes(), 0, target, offset + Hash.SIZE - Address.SIZE, Address.SIZE);
      case Field.Word word -> word.value().copyTo(target, offset);
    }
  }
}
