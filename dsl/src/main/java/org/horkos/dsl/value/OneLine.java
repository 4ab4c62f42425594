package org.horkos.dsl.value;

/**
 * A stranger's text, made safe to print beside one's own: one line, at most 200 characters, no
 * control characters, nothing that changes the direction of writing, no backslash and no comment
 * signs.
 */
public final class OneLine {
  private static final int MAX = 200;

  private OneLine() {}

  /** The text with a question mark for each character that could do harm. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    int[] points = text.codePoints().limit(MAX + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, MAX); i++) {
      int point = points[i];
      boolean commentSign =
          (point == '*' || point == '/')
              && i + 1 < points.length
              && (points[i + 1] == '*' || points[i + 1] == '/');
      line.appendCodePoint(harmless(point) && !commentSign ? point : '?');
    }
    return points.length > MAX ? line.append('…').toString() : line.toString();
  }

  private static boolean harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.OTHER_NUMBER,
          Character.SPACE_SEPARATOR,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      case Character.OTHER_PUNCTUATION -> point != '\\';
      default -> false;
    };
  }
}
