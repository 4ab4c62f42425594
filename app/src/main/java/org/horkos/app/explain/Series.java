package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What differs in numbers of seats and turns alone is said once: {@code entry#1 to #6}. */
final class Series {
  private static final Pattern NUMBER = Pattern.compile("#[0-9]+");

  private Series() {}

  /** Neighbours that say the same but for such numbers. */
  static <T> List<List<T>> runs(List<T> items, Function<T, String> said) {
    List<List<T>> runs = new ArrayList<>();
    String before = "";
    for (T item : items) {
      String now = NUMBER.matcher(said.apply(item)).replaceAll("#");
      if (runs.isEmpty() || !now.equals(before)) {
        runs.add(new ArrayList<>());
      }
      runs.getLast().add(item);
      before = now;
    }
    return runs;
  }

  /** The first of a run, its numbers reaching to those of the last. */
  static String reaching(String first, String last) {
    List<String> ends = NUMBER.matcher(last).results().map(MatchResult::group).toList();
    List<String> from = NUMBER.matcher(first).results().map(MatchResult::group).toList();
    if (first.equals(last) || from.size() != ends.size()) {
      return first;
    }
    int[] at = {0};
    return NUMBER
        .matcher(first)
        .replaceAll(
            number -> {
              String end = ends.get(at[0]++);
              return number.group().equals(end) ? end : number.group() + " to " + end;
            });
  }

  /** The same, line by line; both have as many. */
  static List<String> reaching(List<String> first, List<String> last) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      lines.add(reaching(first.get(i), last.get(i)));
    }
    return lines;
  }
}
