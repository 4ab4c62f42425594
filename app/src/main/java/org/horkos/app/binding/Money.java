package org.horkos.app.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.horkos.dsl.agreement.Agreement;

/** Amounts as people write and read them: {@code 5_000.25 USDC}, and back from base units. */
public final class Money {
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]{0,60}(\\.[0-9_]{1,40})?");

  private Money() {}

  /**
   * Reads an amount with or without the token's symbol.
   *
   * @return base units
   * @throws IllegalArgumentException with a sentence, if it is no number, has another symbol, or
   *     more decimals than the token
   */
  public static BigInteger parse(String text, Agreement.Token token) {
    String number = text.strip();
    if (number.endsWith(token.symbol())) {
      number = number.substring(0, number.length() - token.symbol().length()).strip();
    }
    return scaled(number, token.decimals(), "an amount such as 5_000 " + token.symbol(), text);
  }

  /**
   * Reads a whole number without a unit.
   *
   * @throws IllegalArgumentException with a sentence, if it is none
   */
  public static BigInteger parseCount(String text) {
    return scaled(text.strip(), 0, "a whole number", text);
  }

  private static BigInteger scaled(String number, int decimals, String what, String text) {
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not " + what);
    }
    try {
      return new BigDecimal(number.replace("_", "")).movePointRight(decimals).toBigIntegerExact();
    } catch (ArithmeticException tooFine) {
      throw new IllegalArgumentException(
          "'" + text + "' has more than " + decimals + " decimal places", tooFine);
    }
  }

  /** An amount for people: grouped with commas, without needless zeros, with the symbol. */
  public static String show(BigInteger baseUnits, Agreement.Token token) {
    BigDecimal units = new BigDecimal(baseUnits, token.decimals()).stripTrailingZeros();
    if (units.scale() < 0) {
      units = units.setScale(0);
    }
    String plain = units.abs().toPlainString();
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    StringBuilder shown = new StringBuilder(plain);
    for (int i = point - 3; i > 0; i -= 3) {
      shown.insert(i, ',');
    }
    return (units.signum() < 0 ? "-" : "") + shown + " " + token.symbol();
  }
}
