package org.horkos.app.binding;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Says where a text stops being JSON, in words that do not speak of the library that read it. */
public final class MalformedJson {
  private static final int MOST_CHARACTERS = 160;

  private MalformedJson() {}

  /**
   * What is wrong, to be put behind "it is not JSON".
   *
   * @return half a sentence without its full stop: place and, where it is known, reason
   */
  public static String where(JsonProcessingException malformed) {
    JsonLocation at = malformed.getLocation();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    String why = reason(malformed);
    if (place.isEmpty()) {
      return why.isEmpty() ? "it cannot be read" : why;
    }
    return why.isEmpty() ? "see " + place : place + ": " + why;
  }

  private static String reason(JsonProcessingException malformed) {
    if (malformed instanceof StreamConstraintsException) {
      return "it is nested too deep, or a name, number or text in it is too long";
    }
    String message = malformed.getOriginalMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    // What follows a bracket is advice for whoever writes the reader: its features and classes.
    String plain = cut(cut(line, line.indexOf(" (")), line.indexOf(" [")).strip();
    plain = cut(plain, plain.indexOf(": "));
    if (plain.contains("`") || plain.contains("::") || plain.contains("()")) {
      return "";
    }
    return cut(plain, plain.length() > MOST_CHARACTERS ? MOST_CHARACTERS : -1);
  }

  private static String cut(String text, int at) {
    return at < 0 || at > text.length() ? text : text.substring(0, at);
  }
}
