package org.horkos.app.command;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells what happens while it happens; says nothing where only the result is wanted. */
public final class Progress {
  /** Set by the launcher to {@code true} if somebody looks at standard error. */
  public static final String TERMINAL = "horkos.stderr.terminal";

  private final PrintWriter out;
  private final boolean silent;
  private final long begun = System.nanoTime();

  private Progress(PrintWriter out, boolean silent) {
    this.out = out;
    this.silent = silent;
  }

  /** Progress that is told in any case. */
  public static Progress to(PrintWriter out) {
    return new Progress(out, false);
  }

  /** Progress beside a result: told on standard error, and only if that is a terminal. */
  public static Progress besides(PrintWriter err) {
    return new Progress(err, !Boolean.getBoolean(TERMINAL));
  }

  /** A headline. */
  public void chapter(String headline) {
    print("");
    print("== " + headline);
  }

  /** Something that happened, with the seconds since it all began. */
  public void say(String sentence) {
    long tenths = (System.nanoTime() - begun) / 100_000_000L;
    print(String.format(Locale.ROOT, "%3d.%d s  %s", tenths / 10, tenths % 10, sentence));
  }

  /** Whole seconds since it all began. */
  public long seconds() {
    return (System.nanoTime() - begun) / 1_000_000_000L;
  }

  /** A line as it is. */
  public void print(String line) {
    if (!silent) {
      out.println(line);
      out.flush();
    }
  }
}
