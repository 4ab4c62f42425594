package org.horkos.app.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.dsl.source.SourceText;

/**
 * What a block of Oath says. Its first line is {@code oath}, and behind it
 *
 * <ul>
 *   <li>nothing: a whole text;
 *   <li>{@code continues}: it is added to the text before it;
 *   <li>{@code behind: LINE} or {@code instead of: LINE}: it is put behind the one line of the text
 *       that begins so, or in its place;
 *   <li>before these, {@code once}: the next block knows nothing of it; {@code refused}: the
 *       compiler refuses it (and the next block knows nothing of it); {@code fails}: a scenario of
 *       it does not hold.
 * </ul>
 */
record PageText(List<String> lines, Set<String> marks) {
  private static final Set<String> MARKS = Set.of("once", "refused", "fails");
  private static final Pattern NAME = Pattern.compile("(?m)^agreement +([A-Za-z0-9_]+)");

  PageText {
    lines = List.copyOf(lines);
    marks = Set.copyOf(marks);
  }

  static PageText of(String info, List<String> body, List<String> before) {
    List<String> words = new ArrayList<>(List.of(info.split(" ")));
    words.removeFirst();
    Set<String> marks = new java.util.HashSet<>();
    while (!words.isEmpty() && MARKS.contains(words.getFirst())) {
      marks.add(words.removeFirst());
    }
    String rest = String.join(" ", words);
    if (rest.isEmpty()) {
      return new PageText(body, marks);
    }
    List<String> lines = new ArrayList<>(before);
    if (rest.equals("continues")) {
      lines.addAll(body);
      return new PageText(lines, marks);
    }
    boolean instead = rest.startsWith("instead of: ");
    assertThat(instead || rest.startsWith("behind: "))
        .as("unknown kind of block: %s", info)
        .isTrue();
    String anchor = rest.substring(rest.indexOf(": ") + 2);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(anchor)) {
        places.add(i);
      }
    }
    assertThat(places).as("lines that begin with `%s`", anchor).hasSize(1);
    int at = places.getFirst();
    if (instead) {
      lines.remove(at);
    }
    lines.addAll(instead ? at : at + 1, body);
    return new PageText(lines, marks);
  }

  boolean is(String mark) {
    return marks.contains(mark);
  }

  boolean isKept() {
    return !is("once") && !is("refused");
  }

  /** The text under the file name that the page gives it: that of the agreement. */
  SourceText source() {
    String text = String.join("\n", lines) + "\n";
    Matcher name = NAME.matcher(text);
    String file =
        name.find()
            ? name.group(1).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
            : "text";
    return SourceText.of(file + ".oath", text);
  }
}
