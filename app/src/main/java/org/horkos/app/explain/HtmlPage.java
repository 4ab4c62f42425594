package org.horkos.app.explain;

import java.util.List;

/**
 * An explanation as one page that needs nothing else: no script, no image, no font. It reads well
 * without its style too.
 */
public final class HtmlPage {
  /** Nothing of what a text says can load or run anything. */
  static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
        color: #1b1f24; background: #fff; }
      h1, h2, h3 { line-height: 1.2; }
      h2 { margin-top: 2.5rem; border-bottom: 1px solid #d0d7de; padding-bottom: .3rem; }
      table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #d0d7de; }
      th { background: #f6f8fa; }
      td { font-variant-numeric: tabular-nums; }
      blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid #d0d7de; color: #57606a; }
      pre { overflow-x: auto; background: #f6f8fa; padding: 1rem; }
      svg { max-width: 100%; height: auto; }
      """;

  private final StringBuilder out = new StringBuilder();
  private int drawings;

  private HtmlPage() {}

  /** The page. */
  public static String of(Explanation explanation) {
    HtmlPage page = new HtmlPage();
    page.head(explanation);
    page.contents(explanation.sections());
    explanation.sections().forEach(page::section);
    page.line("</body>");
    page.line("</html>");
    return page.out.toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void element(String name, String text) {
    line("<" + name + ">" + Html.escaped(text) + "</" + name + ">");
  }

  private void head(Explanation explanation) {
    line("<!doctype html>");
    line("<html lang=\"en\">");
    line("<head>");
    line("<meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">");
    element("title", explanation.title());
    line("<style>");
    out.append(STYLE);
    line("</style>");
    line("</head>");
    line("<body>");
    element("h1", explanation.title());
    explanation.prose().ifPresent(prose -> element("blockquote", prose));
  }

  private void contents(List<Section> sections) {
    line("<nav><ul>");
    for (Section section : sections) {
      line("<li><a href=\"#" + section.id() + "\">" + Html.escaped(section.title()) + "</a></li>");
    }
    line("</ul></nav>");
  }

  private void section(Section section) {
    line("<h2 id=\"" + section.id() + "\">" + Html.escaped(section.title()) + "</h2>");
    section.blocks().forEach(this::block);
  }

  private void block(Section.Block block) {
    switch (block) {
      case Section.Block.Paragraph paragraph -> element("p", paragraph.text());
      case Section.Block.Listing listing -> {
        element("h3", listing.heading());
        list("ul", listing.lines());
      }
      case Section.Block.Table table -> table(table);
      case Section.Block.Source source -> source(source.lines());
      case Section.Block.Links links -> links(links.lines());
      case Section.Block.Diagram diagram -> {
        element("h3", diagram.name());
        line(DiagramDrawing.of(diagram.name(), diagram.states(), ++drawings));
        list(
            "ol",
            diagram.states().arrows().stream()
                .map(
                    arrow ->
                        arrow.from().word() + " \u2192 " + arrow.to().word() + ": " + arrow.why())
                .toList());
      }
    }
  }

  private void source(List<Section.Line> lines) {
    out.append("<pre>");
    for (Section.Line one : lines) {
      line("<span id=\"" + one.anchor() + "\">" + Html.escaped(one.text()) + "</span>");
    }
    line("</pre>");
  }

  private void links(List<Section.Line> lines) {
    line("<ul>");
    for (Section.Line one : lines) {
      line("<li><a href=\"#" + one.anchor() + "\">" + Html.escaped(one.text()) + "</a></li>");
    }
    line("</ul>");
  }

  private void list(String kind, List<String> lines) {
    line("<" + kind + ">");
    lines.forEach(one -> element("li", one));
    line("</" + kind + ">");
  }

  private void table(Section.Block.Table table) {
    line("<table>");
    row("th", table.header());
    table.rows().forEach(row -> row("td", row));
    line("</table>");
  }

  private void row(String cell, List<String> row) {
    StringBuilder cells = new StringBuilder("<tr>");
    for (String one : row) {
      cells
          .append('<')
          .append(cell)
          .append('>')
          .append(Html.escaped(one))
          .append("</")
          .append(cell)
          .append('>');
    }
    line(cells.append("</tr>").toString());
  }
}
