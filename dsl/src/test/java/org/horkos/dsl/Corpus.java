package org.horkos.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.dsl.source.SourceText;

/** The Oath texts of this repository: examples, golden files, pages of the error index. */
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
    for (ErrorPage page : ErrorPage.all()) {
      page.example().ifPresent(texts::add);
      page.mended().ifPresent(texts::add);
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
