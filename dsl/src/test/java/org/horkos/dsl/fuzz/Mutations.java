package org.horkos.dsl.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes wrong texts out of right ones. The same random numbers make the same text. */
final class Mutations {
  /** No text grows beyond; the compiler refuses texts of more than 1 MiB unread anyway. */
  private static final int LONGEST = 200_000;

  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*|[0-9][0-9_.]*%?|\"[^\"\n]*\"|\\.\\.|\\S");

  private static final List<String> ODD =
      List.of(
          "\0",
          "\u0001",
          "\r",
          "\r\n",
          "\n\r",
          "\u2028",
          "\uFEFF",
          "\u202E",
          "\u200B",
          "\u00A0",
          "é",
          "Ж",
          "漢",
          "ع",
          "א",
          "\uD83D\uDE00",
          "\uD800",
          "“",
          "”",
          "«",
          "'",
          "`",
          "\"",
          "{",
          "}",
          "(",
          ")",
          "..",
          ".",
          ",",
          ":",
          ";",
          "|",
          "=",
          "==",
          "+",
          "-",
          "–",
          "*",
          "/",
          "/*",
          "//",
          "#",
          "%",
          " %",
          "$",
          "€",
          "≥",
          "<=",
          "!=",
          "&&",
          "\\",
          "@",
          "~",
          "^",
          "\t");

  private static final List<String> WORDS =
      List.of(
          "shall",
          "must be",
          "if",
          "then",
          "unless",
          "the",
          "a",
          "two weeks",
          "1,000",
          "2,5",
          "$500",
          "up to 5",
          "between 3 and 5",
          "more than",
          "is at least",
          "01.04.2027",
          "April 1, 2027",
          "half of",
          "10 percent",
          "in 14 days",
          "client shall pay 5 USDC",
          "yes/no",
          "5 million");

  private final List<String> texts;
  private final List<String> words;

  Mutations(List<String> texts) {
    this.texts = List.copyOf(texts);
    Set<String> found = new TreeSet<>(WORDS);
    for (String text : texts) {
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        found.add(matcher.group());
      }
    }
    this.words = List.copyOf(found);
  }

  /** A text with up to eight changes. */
  String text(Random random) {
    String text = texts.get(random.nextInt(texts.size()));
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      text = changed(text, random);
      if (text.length() > LONGEST) {
        text = text.substring(0, LONGEST);
      }
    }
    return text;
  }

  private String changed(String text, Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> tokens(text, random, Kind.DELETE);
      case 1 -> tokens(text, random, Kind.DOUBLE);
      case 2 -> tokens(text, random, Kind.SWAP);
      case 3 -> tokens(text, random, Kind.REPLACE);
      case 4 -> inserted(text, " " + word(random) + " ", random);
      case 5 -> inserted(text, ODD.get(random.nextInt(ODD.size())), random);
      case 6 -> bytes(text, random);
      case 7 -> spliced(text, random);
      case 8 -> nested(text, random);
      case 9 -> inserted(text, number(random), random);
      case 10 ->
          inserted(text, " " + word(random).charAt(0) + "a".repeat(random.nextInt(5_000)), random);
      case 11 -> lineEnds(text, random);
      case 12 -> unclosed(text, random);
      default -> lines(text, random);
    };
  }

  private enum Kind {
    DELETE,
    DOUBLE,
    SWAP,
    REPLACE
  }

  private String tokens(String text, Random random, Kind kind) {
    List<int[]> places = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      places.add(new int[] {matcher.start(), matcher.end()});
    }
    if (places.size() < 2) {
      return text + word(random);
    }
    int[] a = places.get(random.nextInt(places.size() - 1));
    int[] b = places.get(random.nextInt(places.size()));
    String first = text.substring(a[0], a[1]);
    return switch (kind) {
      case DELETE -> text.substring(0, a[0]) + text.substring(a[1]);
      case DOUBLE -> text.substring(0, a[1]) + " " + first + text.substring(a[1]);
      case REPLACE -> text.substring(0, a[0]) + word(random) + text.substring(a[1]);
      case SWAP -> {
        int[] left = a[0] <= b[0] ? a : b;
        int[] right = a[0] <= b[0] ? b : a;
        yield left == right
            ? text
            : text.substring(0, left[0])
                + text.substring(right[0], right[1])
                + text.substring(left[1], right[0])
                + text.substring(left[0], left[1])
                + text.substring(right[1]);
      }
    };
  }

  private String word(Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static String inserted(String text, String what, Random random) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + what + text.substring(at);
  }

  // What is no UTF-8 any more becomes replacement characters, as in an editor.
  private static String bytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3 && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String spliced(String text, Random random) {
    String other = texts.get(random.nextInt(texts.size()));
    int from = random.nextInt(other.length() + 1);
    int to = from + random.nextInt(other.length() - from + 1);
    int at = random.nextInt(text.length() + 1);
    int end = at + random.nextInt(Math.min(200, text.length() - at + 1));
    return text.substring(0, at) + other.substring(from, to) + text.substring(end);
  }

  private static String nested(String text, Random random) {
    List<String> opening = List.of("(", "{", "not ", "50% of ", "/*", "((1 + ", "party p { ");
    String open = opening.get(random.nextInt(opening.size()));
    return inserted(text, open.repeat(1 + random.nextInt(300)), random);
  }

  private static String number(Random random) {
    String digits = "9".repeat(1 + random.nextInt(80));
    return switch (random.nextInt(4)) {
      case 0 -> digits;
      case 1 -> digits + "." + digits;
      case 2 -> digits + "%";
      default -> "1_000..".repeat(1 + random.nextInt(20));
    };
  }

  private static String lineEnds(String text, Random random) {
    List<String> ends = List.of("\r", "\r\n", "\n\n", "", " ", "\u2029", "\f");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean changed = text.charAt(i) == '\n' && random.nextInt(4) == 0;
      out.append(changed ? ends.get(random.nextInt(ends.size())) : text.charAt(i));
    }
    return out.toString();
  }

  private static String unclosed(String text, Random random) {
    String closing = "}\")".substring(random.nextInt(3)).substring(0, 1);
    int from = random.nextInt(text.length() + 1);
    int at = text.indexOf(closing, from);
    return at < 0 ? text + closing : text.substring(0, at) + text.substring(at + 1);
  }

  private static String lines(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.size() < 2) {
      return text;
    }
    String line = lines.remove(random.nextInt(lines.size()));
    int times = random.nextInt(4) == 0 ? random.nextInt(60) : 1;
    int at = random.nextInt(lines.size() + 1);
    for (int i = 0; i < times; i++) {
      lines.add(at, line);
    }
    return String.join("\n", lines) + "\n";
  }
}
