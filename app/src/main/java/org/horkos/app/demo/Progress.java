package org.horkos.app.demo;

import java.io.PrintWriter;

/** Tells what happens while it happens; says nothing where only the result is wanted. */
final class Progress {
  private final PrintWriter out;
  private final boolean silent;
  private final long begun = System.nanoTime();

  /**
   * Progress to a writer.
   *
   * @param silent true: nothing is told
   */
  Progress(PrintWriter out, boolean silent) {
    this.out = out;
    this.silent = silent;
  }

  /** A headline. */
  void chapter(String headline) {
    print("");
    print("== " + headline);
  }

  /** Something that happened, with the seconds since the demo began. */
  void say(String sentence) {
    long tenths = (System.nanoTime() - begun) / 100_000_000L;
    print(String.format(java.util.Locale.ROOT, "%3d.%d s  %s", tenths / 10, tenths % 10, sentence));
  }

  /** Whole seconds since the demo began. */
  long seconds() {
    return (System.nanoTime() - begun) / 1_000_000_000L;
  }

  /** A line as it is. */
  void print(String line) {
    if (!silent) {
      out.println(line);
      out.flush();
    }
  }
}
