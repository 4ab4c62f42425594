package org.horkos.dsl.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /**
   * The candidate that differs least from what was written, if it differs by no more than a third
   * of its letters; of equally near ones the first in alphabetical order.
   */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int allowed = Math.max(1, Math.min(written.length(), candidate.length()) / 3);
      if (candidate.length() > LONGEST
          || Math.abs(candidate.length() - written.length()) > allowed) {
        continue;
      }
      int distance = distance(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      boolean nearer =
          distance < least || (distance == least && best != null && candidate.compareTo(best) < 0);
      if (distance <= allowed && nearer) {
        best = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  // Letters inserted, left out, mistyped, or two neighbours swapped.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
