package org.horkos.dsl;

/**
 * Fine texts of any length: what a deliverable may hold is bounded, so scenarios make them long.
 */
public final class LongTexts {
  private static final int LINES_OF_ONE = 7;

  private LongTexts() {}

  /** The sample of the error index with as many scenarios as fit into so many lines. */
  public static String ofLines(int lines) {
    StringBuilder text = new StringBuilder(ErrorPage.sample());
    int have = (int) text.chars().filter(c -> c == '\n').count();
    for (int i = 0; have + LINES_OF_ONE <= lines && i < 440; i++, have += LINES_OF_ONE) {
      text.append(
          """
          scenario "number %d" {
            given price = %d USDC
            studio delivers page {size %d, score 90} %d hours after start
            lab answers page.score 85 after 1 day
            wait 6 days
            expect studio gets 500 USDC
          }
          """
              .formatted(i, 100 + i % 900, 300 + i % 600, 1 + i % 200));
    }
    for (; have < lines; have++) {
      text.append("// a remark\n");
    }
    return text.toString();
  }
}
