package org.horkos.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.dsl.source.SourceText;

/** All Oath texts of this repository: the examples and the texts of the golden files. */
public final class Corpus {
  /** Where the golden texts lie. */
  public static final Path GOLDEN = Path.of("src/test/resources/diagnostics");

  private Corpus() {}

  /** All texts, in the order of their names. */
  public static List<SourceText> texts() {
    List<SourceText> texts = new ArrayList<>(List.of(Examples.bounty(), Examples.website()));
    for (Path path : golden()) {
      texts.add(read(path));
    }
    return texts;
  }

  /** The golden texts. */
  public static List<Path> golden() {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(f -> f.toString().endsWith(".oath")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of a file, under its file name. */
  public static SourceText read(Path path) {
    try {
      return SourceText.of(path.getFileName().toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
