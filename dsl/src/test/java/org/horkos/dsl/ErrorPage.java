package org.horkos.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.dsl.source.SourceText;

/**
 * A page of the error index. Its example and its mended text are lines of the sample, in the place
 * of one of its lines ({@code instead of: pays}) or behind one, or whole texts.
 */
record ErrorPage(Path file, List<String> lines) {
  private static final Path ROOT =
      Path.of(System.getProperty("horkos.root", "..")).resolve("docs/language/errors");
  private static final String MEND = "## How to mend it";
  private static final String INSTEAD = "instead of: ";
  private static final String BEHIND = "behind: ";

  ErrorPage {
    lines = List.copyOf(lines);
  }

  /** All pages, in the order of their codes. */
  static List<ErrorPage> all() {
    try (Stream<Path> files = Files.list(ROOT)) {
      List<ErrorPage> pages = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("O[0-9]{4}\\.md")) {
          pages.add(new ErrorPage(file, Files.readAllLines(file)));
        }
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of which the examples are lines. */
  static String sample() {
    try {
      return Files.readString(ROOT.resolve("sample.oath"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library that examples import as {@code library.oath}. */
  static byte[] library() throws IOException {
    return Files.readAllBytes(ROOT.resolve("library.oath"));
  }

  /** The lines of the index. */
  static List<String> index() throws IOException {
    return Files.readAllLines(ROOT.resolve("README.md"));
  }

  String code() {
    return file.getFileName().toString().substring(0, 5);
  }

  String title() {
    return lines.getFirst();
  }

  /** What is written about the code before the example. */
  String meaning() {
    return lines.get(2);
  }

  /** The text that gives the code, if the page has one. */
  Optional<SourceText> example() {
    return text(lines.subList(0, mendAt()));
  }

  /** The text that does not give it any more. */
  Optional<SourceText> mended() {
    return text(lines.subList(mendAt(), lines.size()));
  }

  /** The messages that the page shows. */
  String messages() {
    int from = lines.indexOf("```text");
    int to = from + lines.subList(from, lines.size()).indexOf("```");
    return String.join("\n", lines.subList(from + 1, to)) + "\n";
  }

  /** Writes other messages into the page. */
  void write(String messages) throws IOException {
    int from = lines.indexOf("```text");
    int to = from + lines.subList(from, lines.size()).indexOf("```");
    List<String> written = new ArrayList<>(lines.subList(0, from + 1));
    written.addAll(messages.lines().toList());
    written.addAll(lines.subList(to, lines.size()));
    Files.writeString(file, String.join("\n", written) + "\n");
  }

  private int mendAt() {
    int at = lines.indexOf(MEND);
    if (at < 0) {
      throw new AssertionError(file + " does not say how to mend it");
    }
    return at;
  }

  private Optional<SourceText> text(List<String> part) {
    List<String> text = null;
    for (int i = 0; i < part.size(); i++) {
      if (!part.get(i).startsWith("```oath")) {
        continue;
      }
      String anchor = part.get(i).substring("```oath".length()).strip();
      int end = i + part.subList(i, part.size()).indexOf("```");
      List<String> block = part.subList(i + 1, end);
      text = anchor.isEmpty() ? new ArrayList<>(block) : placed(text, anchor, block);
      i = end;
    }
    return Optional.ofNullable(text)
        .map(whole -> SourceText.of(code() + ".oath", String.join("\n", whole) + "\n"));
  }

  private List<String> placed(
      @org.jspecify.annotations.Nullable List<String> before, String anchor, List<String> block) {
    List<String> text = before == null ? new ArrayList<>(sample().lines().toList()) : before;
    boolean instead = anchor.startsWith(INSTEAD);
    String line = anchor.substring((instead ? INSTEAD : BEHIND).length());
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).strip().startsWith(line)) {
        found.add(i);
      }
    }
    if (found.size() != 1) {
      throw new AssertionError(file + ": the sample has " + found.size() + " lines " + line);
    }
    int at = found.getFirst();
    if (instead) {
      text.remove(at);
    }
    text.addAll(instead ? at : at + 1, block);
    return text;
  }
}
