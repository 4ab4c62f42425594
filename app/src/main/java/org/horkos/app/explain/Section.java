package org.horkos.app.explain;

import java.util.List;

/**
 * A part of an explanation, before it is known how it is shown.
 *
 * @param id its anchor: small letters
 * @param title its heading
 * @param blocks what stands under it
 */
record Section(String id, String title, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }

  /** What stands in a section. */
  sealed interface Block {
    /** A paragraph of plain text. */
    record Paragraph(String text) implements Block {}

    /** A heading below the section's, with what stands under it one line each. */
    record Listing(String heading, List<String> lines) implements Block {
      public Listing {
        lines = List.copyOf(lines);
      }

      /** Those that are alike but for numbers as one. */
      static List<Listing> together(List<Listing> listings) {
        return Series.runs(listings, Listing::toString).stream()
            .map(
                run ->
                    new Listing(
                        Series.reaching(run.getFirst().heading(), run.getLast().heading()),
                        Series.reaching(run.getFirst().lines(), run.getLast().lines())))
            .toList();
      }
    }

    /** A table; all rows are as long as the header. */
    record Table(List<String> header, List<List<String>> rows) implements Block {
      public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
      }
    }

    /** A signed text, line by line. */
    record Source(List<Line> lines) implements Block {
      public Source {
        lines = List.copyOf(lines);
      }
    }

    /** Where to find what: names and the anchors of lines. */
    record Links(List<Line> lines) implements Block {
      public Links {
        lines = List.copyOf(lines);
      }
    }

    /** The states of a deliverable. */
    record Diagram(String name, StateDiagram states) implements Block {}
  }

  /**
   * A line of a text.
   *
   * @param anchor what links point to: small letters, digits and hyphens
   * @param text the line, or what a link to it says
   */
  record Line(String anchor, String text) {}
}
