package org.horkos.dsl.source;

/**
 * Characters that nobody sees, or that break a line for one program and not for another: with them
 * a text could read differently from what it means.
 */
public final class Unseen {
  private Unseen() {}

  /**
   * Whether a code point is a control, a line or paragraph separator, of no assigned meaning, or to
   * be ignored when shown (Unicode 17, DerivedCoreProperties, Default_Ignorable_Code_Point; the
   * blank of Braille besides). Spaces are none of them, and neither are tabs and line ends.
   */
  public static boolean is(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r' || codePoint == '\f') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> isIgnored(codePoint);
    };
  }

  private static boolean isIgnored(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          codePoint >= 0x180B && codePoint <= 0x180F
              || codePoint >= 0xFE00 && codePoint <= 0xFE0F
              || codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
    };
  }
}
