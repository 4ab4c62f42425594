package org.horkos.app.explain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state diagram as SVG: states in their places, arrows numbered as they are listed. */
final class DiagramDrawing {
  private static final int WIDTH = 132;
  private static final int HEIGHT = 40;
  private static final int ROOM = 14;

  /** Where the middle of each state lies: undisturbed work in a row, the rest below it. */
  private static final Map<StateDiagram.State, Place> PLACES = places();

  private final StringBuilder out = new StringBuilder();

  private final int number;

  private DiagramDrawing(int number) {
    this.number = number;
  }

  private record Place(int x, int y) {}

  private static Map<StateDiagram.State, Place> places() {
    Map<StateDiagram.State, Place> places = new EnumMap<>(StateDiagram.State.class);
    places.put(StateDiagram.State.WAITING, new Place(80, 60));
    places.put(StateDiagram.State.OPEN, new Place(280, 60));
    places.put(StateDiagram.State.ANSWERING, new Place(480, 60));
    places.put(StateDiagram.State.ASSERTED, new Place(680, 60));
    places.put(StateDiagram.State.EXECUTED, new Place(880, 60));
    places.put(StateDiagram.State.CANCELLED, new Place(80, 240));
    places.put(StateDiagram.State.DISPUTED, new Place(780, 240));
    return places;
  }

  /**
   * The drawing; its text is in the list below it, so it is one image to who hears it.
   *
   * @param number of the drawing on its page: no two have the same
   */
  static String of(String name, StateDiagram states, int number) {
    DiagramDrawing drawing = new DiagramDrawing(number);
    drawing.draw(name, states);
    return drawing.out.toString();
  }

  private void draw(String name, StateDiagram states) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -16 970 290\" width=\"970\"")
        .append(" height=\"290\" role=\"img\" aria-label=\"States of ")
        .append(Html.escaped(name))
        .append("\" font-family=\"system-ui, sans-serif\" font-size=\"15\">\n");
    out.append("<defs><marker id=\"tip")
        .append(number)
        .append("\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\"")
        .append(" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">")
        .append("<path d=\"M0 0L10 5L0 10z\" fill=\"#57606a\"/></marker></defs>\n");
    Map<List<StateDiagram.State>, String> arrows = new LinkedHashMap<>();
    for (int i = 0; i < states.arrows().size(); i++) {
      StateDiagram.Arrow arrow = states.arrows().get(i);
      arrows.merge(
          List.of(arrow.from(), arrow.to()), Integer.toString(i + 1), (a, b) -> a + ", " + b);
    }
    arrows.forEach((ends, numbers) -> arrow(ends.getFirst(), ends.getLast(), numbers));
    states.states().forEach(this::state);
    out.append("</svg>");
  }

  private void state(StateDiagram.State state) {
    Place at = place(state);
    boolean over = state == StateDiagram.State.EXECUTED || state == StateDiagram.State.CANCELLED;
    out.append("<rect x=\"")
        .append(at.x() - WIDTH / 2)
        .append("\" y=\"")
        .append(at.y() - HEIGHT / 2)
        .append("\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" rx=\"8\" fill=\"#f6f8fa\"")
        .append(" stroke=\"#1b1f24\" stroke-width=\"")
        .append(over ? "3" : "1")
        .append("\"/>\n");
    label(at.x(), at.y() + 5, state.word(), "#1b1f24");
  }

  private void label(int x, int y, String text, String colour) {
    out.append("<text x=\"")
        .append(x)
        .append("\" y=\"")
        .append(y)
        .append("\" text-anchor=\"middle\" fill=\"")
        .append(colour)
        .append("\">")
        .append(Html.escaped(text))
        .append("</text>\n");
  }

  private void arrow(StateDiagram.State from, StateDiagram.State to, String numbers) {
    Place a = place(from);
    Place b = place(to);
    if (a.y() != b.y()) {
      slanted(a, b, numbers);
    } else if (b.x() - a.x() == 200) {
      path("M" + (a.x() + WIDTH / 2) + " " + a.y() + "H" + (b.x() - WIDTH / 2 - 2));
      label((a.x() + b.x()) / 2, a.y() - 8, numbers, "#57606a");
    } else {
      arched(a, b, numbers);
    }
  }

  /** Over other states: back above the row, forward below it. */
  private void arched(Place a, Place b, String numbers) {
    boolean back = b.x() < a.x();
    int edge = back ? a.y() - HEIGHT / 2 : a.y() + HEIGHT / 2;
    int far = back ? edge - 44 : edge + 20 + Math.abs(b.x() - a.x()) / 6;
    int shift = back ? -ROOM : ROOM;
    int start = a.x() + shift;
    int end = b.x() - shift;
    path(
        "M" + start + " " + edge + "C" + start + " " + far + " " + end + " " + far + " " + end + " "
            + edge);
    label((start + end) / 2, (edge + 3 * far) / 4 + (back ? -4 : 16), numbers, "#57606a");
  }

  private void slanted(Place a, Place b, String numbers) {
    boolean down = b.y() > a.y();
    int side = down ? 1 : -1;
    int start = a.x() + Integer.signum(b.x() - a.x()) * WIDTH / 4;
    int end = b.x() - Integer.signum(b.x() - a.x()) * WIDTH / 4;
    path(
        "M"
            + start
            + " "
            + (a.y() + side * HEIGHT / 2)
            + "L"
            + end
            + " "
            + (b.y() - side * (HEIGHT / 2 + 2)));
    label((start + end) / 2 + ROOM + 4, (a.y() + b.y()) / 2, numbers, "#57606a");
  }

  private void path(String path) {
    out.append("<path d=\"")
        .append(path)
        .append(
            "\" fill=\"none\" stroke=\"#57606a\" stroke-width=\"1.5\" marker-end=\"url(#tip"
                + number
                + ")\"/>\n");
  }

  private static Place place(StateDiagram.State state) {
    return java.util.Objects.requireNonNull(PLACES.get(state));
  }
}
