package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An explanation as text for a terminal. */
public final class TextPage {
  /** A table with longer lines is hard to read on a terminal. */
  private static final int WIDEST = 110;

  private final StringBuilder out = new StringBuilder();

  private TextPage() {}

  /** The text, with a line end behind the last line. */
  public static String of(Explanation explanation) {
    TextPage page = new TextPage();
    page.line(explanation.title());
    explanation.prose().ifPresent(prose -> page.line("\"" + prose + "\""));
    for (Section section : explanation.sections()) {
      page.line("");
      page.line(section.title());
      page.line("=".repeat(section.title().length()));
      section.blocks().forEach(page::block);
    }
    return page.out.toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void block(Section.Block block) {
    line("");
    switch (block) {
      case Section.Block.Paragraph paragraph -> wrapped(paragraph.text(), "", 96);
      case Section.Block.Listing listing -> {
        line(listing.heading());
        listing.lines().forEach(one -> wrapped("- " + one, "  ", 94));
      }
      case Section.Block.Table table -> table(table);
      case Section.Block.Source source -> source.lines().forEach(one -> line(one.text()));
      case Section.Block.Links links -> links.lines().forEach(one -> line("  " + one.text()));
      case Section.Block.Diagram diagram -> {
        line(diagram.name());
        for (StateDiagram.Arrow arrow : diagram.states().arrows()) {
          line(
              String.format(
                  "  %-9s -> %-9s  %s", arrow.from().word(), arrow.to().word(), arrow.why()));
        }
      }
    }
  }

  /** Lines of so many characters as long as words allow it. */
  private void wrapped(String text, String indent, int width) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + word.length() > width) {
        line(line.toString().stripTrailing());
        line = new StringBuilder(indent).append(text.startsWith("- ") ? "  " : "");
      }
      line.append(word).append(' ');
    }
    line(line.toString().stripTrailing());
  }

  private void table(Section.Block.Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.header());
    rows.addAll(table.rows());
    int[] widths = new int[table.header().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    if (Arrays.stream(widths).sum() > WIDEST) {
      table.rows().forEach(row -> card(table.header(), row));
      return;
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      line(line.toString().stripTrailing());
    }
  }

  /** A row that is too long for a line. */
  private void card(List<String> header, List<String> row) {
    line(row.getFirst());
    for (int i = 1; i < row.size(); i++) {
      wrapped("- " + header.get(i) + ": " + row.get(i).strip(), "  ", 94);
    }
  }
}
