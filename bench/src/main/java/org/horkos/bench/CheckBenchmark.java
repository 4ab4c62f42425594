package org.horkos.bench;

import java.util.concurrent.TimeUnit;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.SourceText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * {@code horkos check} in a warm process, and how it grows; goal of DESIGN: 200 lines under 50 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckBenchmark {
  /** How long the text is. */
  @Param({"20", "200", "2000"})
  public int lines;

  private String text = "";

  /** Refuses to measure a text with mistakes. */
  @Setup
  public final void write() {
    text = Texts.ofLines(lines);
    if (!check().diagnostics().isEmpty() || text.lines().count() != lines) {
      throw new IllegalStateException("no fine text: " + check().diagnostics());
    }
  }

  /** From the text to the typed and analysed agreement. */
  @Benchmark
  public final Compiler.Checked check() {
    return Compiler.check(SourceText.of("measured", text));
  }
}
