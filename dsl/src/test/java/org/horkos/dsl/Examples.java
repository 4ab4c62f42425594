package org.horkos.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  /** All of them, in the order of their names. */
  public static List<SourceText> all() {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    try (Stream<Path> files = Files.list(root.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".oath"))
          .sorted()
          .map(Corpus::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
