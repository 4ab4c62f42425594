package org.horkos.app.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.node.settlement.ProjectRoot;

/** A page of the language's documentation, as lines with blocks of code in them. */
record Page(Path file, List<String> lines) {
  private static final String FENCE = "```";

  Page {
    lines = List.copyOf(lines);
  }

  /**
   * A block between fences.
   *
   * @param info what stands behind the opening fence
   * @param from index of the first line inside
   * @param to index of the closing fence
   */
  record Block(String info, int from, int to) {}

  /** All pages but those of the error index, which have a test of their own. */
  static List<Page> all() {
    try (Stream<Path> files = Files.list(ProjectRoot.find().resolve("docs/language"))) {
      List<Page> pages = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        pages.add(new Page(file, Files.readAllLines(file)));
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page named(String name) {
    return all().stream()
        .filter(page -> page.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no page " + name));
  }

  String name() {
    return file.getFileName().toString();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        String info = lines.get(i).substring(FENCE.length()).strip();
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
          end++;
        }
        blocks.add(new Block(info, i + 1, end));
        i = end;
      }
    }
    return blocks;
  }

  List<String> body(Block block) {
    return lines.subList(block.from(), block.to());
  }

  /** Where a block stands, for messages. */
  String place(Block block) {
    return name() + ":" + block.from() + " (" + block.info() + ")";
  }

  /** The page with other lines in blocks; the last block first. */
  void write(List<Block> blocks, List<List<String>> bodies) throws IOException {
    List<String> written = new ArrayList<>(lines);
    for (int i = blocks.size() - 1; i >= 0; i--) {
      List<String> body = written.subList(blocks.get(i).from(), blocks.get(i).to());
      body.clear();
      body.addAll(bodies.get(i));
    }
    Files.writeString(file, String.join("\n", written) + "\n");
  }
}
