package org.horkos.bench;

import java.util.concurrent.TimeUnit;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.SourceText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code horkos check} of 200 lines in a warm process; goal of DESIGN: under 50 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckBenchmark {
  private final String text = Texts.twoHundredLines();

  /** Refuses to measure a text with mistakes. */
  public CheckBenchmark() {
    if (!check().diagnostics().isEmpty() || text.lines().count() != 200) {
      throw new IllegalStateException("not 200 fine lines: " + check().diagnostics());
    }
  }

  /** From the text to the typed and analysed agreement. */
  @Benchmark
  public final Compiler.Checked check() {
    return Compiler.check(SourceText.of("measured", text));
  }
}
