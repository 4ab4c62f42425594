package org.horkos.dsl.value;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An Ethereum address: 20 bytes. Printed with the mixed-case checksum of EIP-55. {@link #ZERO}
 * stands for "nobody yet" in an open seat and for ETH where a token is meant.
 */
public final class Address implements Comparable<Address> {
  /** How many bytes an address has. */
  public static final int SIZE = 20;

  /** Twenty zero bytes: an open seat, or ETH as a token. */
  public static final Address ZERO = new Address(new byte[SIZE]);

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The address of these 20 bytes, which are copied.
   *
   * @throws IllegalArgumentException if there are not exactly 20
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException(
          "an address has 20 bytes, these are " + bytes.length + "; check the address");
    }
    return new Address(bytes.clone());
  }

  /**
   * Reads {@code 0x} and 40 hexadecimal digits. Mixed case must carry a right EIP-55 checksum; all
   * lower and all upper case are taken as they are.
   *
   * @throws IllegalArgumentException if the text is not such an address
   */
  public static Address parse(String text) {
    if (text.length() != 42 || !text.startsWith("0x")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address: write 0x and 40 hexadecimal digits");
    }
    String digits = text.substring(2);
    Address address;
    try {
      address = new Address(HexFormat.of().parseHex(digits.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException notHex) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address: write 0x and 40 hexadecimal digits", notHex);
    }
    boolean mixed =
        !digits.equals(digits.toLowerCase(Locale.ROOT))
            && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixed && !address.toString().equals(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' has a wrong checksum (EIP-55): a digit or a letter's case is mistyped");
    }
    return address;
  }

  /** A copy of the 20 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether this is {@link #ZERO}. */
  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and 40 digits with the checksum of EIP-55. */
  @Override
  public String toString() {
    String lower = HexFormat.of().formatHex(bytes);
    byte[] hash = Keccak.hash(lower.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).bytes();
    StringBuilder text = new StringBuilder(42).append("0x");
    for (int i = 0; i < lower.length(); i++) {
      int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
      char digit = lower.charAt(i);
      text.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
    }
    return text.toString();
  }
}
