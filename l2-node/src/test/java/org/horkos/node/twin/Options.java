package org.horkos.node.twin;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options of the programs behind bench/, each a name and a number. */
final class Options {
  private final SortedMap<String, Long> values;

  private Options(SortedMap<String, Long> values) {
    this.values = values;
  }

  /**
   * Reads them; ends the program with 2 and its usage on standard error if they are wrong.
   *
   * @param usual the values of those that are left out; there are no others
   */
  static Options read(String usage, Map<String, Long> usual, String[] arguments) {
    SortedMap<String, Long> values = new TreeMap<>(usual);
    try {
      for (int i = 0; i < arguments.length; i += 2) {
        if (!values.containsKey(arguments[i]) || i + 1 == arguments.length) {
          throw new IllegalArgumentException(arguments[i]);
        }
        values.put(arguments[i], Long.parseLong(arguments[i + 1]));
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println(usage);
      System.exit(2);
    }
    return new Options(values);
  }

  /** How many chunks: 1 to 2^31 - 1. */
  int chunks() {
    return (int) Math.clamp(value("--chunks"), 1L, Integer.MAX_VALUE);
  }

  /** The value of an option that has a usual one. */
  long value(String name) {
    return values.getOrDefault(name, 0L);
  }
}
