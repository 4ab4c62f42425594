package org.horkos.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.dsl.source.SourceText;

/** The agreements of the examples folder. */
public final class Examples {
  private Examples() {}

  /** Website-build: two deliverables, one after the other. */
  public static SourceText website() {
    return named("website-build.oath");
  }

  /** Parser-bounty: an open seat. */
  public static SourceText bounty() {
    return named("parser-bounty.oath");
  }

  private static SourceText named(String name) {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    try {
      return SourceText.of(name, Files.readString(root.resolve("examples").resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
