package org.horkos.dsl.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * A text and the name under which people know it, usually a path. Lines may end in LF, CR LF or CR,
 * also mixed. The text itself is kept as it came: its bytes are what the parties sign.
 */
public final class SourceText {
  /** The longest text in bytes that is read. */
  public static final int MAXIMUM_BYTES = 1 << 20;

  private final String name;
  private final String text;
  private final int bytes;
  private final boolean decoded;
  private final int[] codePoints;
  private final int[] lineStarts;
  private final List<Part> parts;

  private SourceText(String name, String text, int bytes, boolean decoded) {
    this(name, text, bytes, decoded, List.of());
  }

  private SourceText(String name, String text, int bytes, boolean decoded, List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.name = name;
    this.text = text;
    this.bytes = bytes;
    this.decoded = decoded;
    this.codePoints = bytes > MAXIMUM_BYTES ? new int[0] : text.codePoints().toArray();
    this.lineStarts = lineStarts(codePoints);
  }

  /** The text of these characters. */
  public static SourceText of(String name, String text) {
    return new SourceText(name, text, text.getBytes(StandardCharsets.UTF_8).length, true);
  }

  /**
   * The text of these UTF-8 bytes. Bytes that are no UTF-8 do not fail here: the compiler reports
   * them.
   */
  public static SourceText of(String name, byte[] bytes) {
    if (bytes.length > MAXIMUM_BYTES) {
      return new SourceText(name, "", bytes.length, true);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return new SourceText(name, text, bytes.length, true);
    } catch (CharacterCodingException notUtf8) {
      return new SourceText(name, new String(bytes, StandardCharsets.UTF_8), bytes.length, false);
    }
  }

  /** The name under which people know the text. */
  public String name() {
    return name;
  }

  /**
   * A text and one that is imported.
   *
   * @param all both, the imported one behind; what it is about is told by {@link #place}
   * @param added the imported one where it stands in {@code all}
   */
  public record Joined(SourceText all, SourceText added) {}

  /** This text and an imported one of these bytes. */
  public Joined join(String path, byte[] imported) {
    SourceText own = of(path, imported);
    int start = codePoints.length + 1;
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(path, start));
    SourceText all =
        new SourceText(name, text + "\n" + own.text, bytes + 1 + own.bytes, decoded, more);
    // Spaces mean nothing: behind them everything stands where it stands in both together.
    SourceText added =
        new SourceText(
            path, " ".repeat(start) + own.text, start + own.bytes, own.decoded, List.of());
    return new Joined(all, added);
  }

  /**
   * Where a code point stands.
   *
   * @param name of its text
   * @param line in that text, from 1
   * @param column from 1
   * @param offset in that text, in code points from 0
   */
  public record Place(String name, int line, int column, int offset) {}

  /** Where a code point stands, in this text or in an imported one. */
  public Place place(int index) {
    Part in = new Part(name, 0);
    for (Part part : parts) {
      in = index >= part.start() ? part : in;
    }
    return new Place(
        in.name(), line(index) - line(in.start()) + 1, column(index), index - in.start());
  }

  /** Its own characters, without those of what it imports. */
  public String own() {
    return parts.isEmpty() ? text : slice(new Span(0, parts.getFirst().start() - 1));
  }

  /** The characters of what it imports, by the paths that it names. */
  public Map<String, String> libraries() {
    Map<String, String> libraries = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      int end = i + 1 < parts.size() ? parts.get(i + 1).start() - 1 : codePoints.length;
      libraries.put(parts.get(i).name(), slice(new Span(parts.get(i).start(), end)));
    }
    return libraries;
  }

  /** An imported text within this one, from this code point on. */
  private record Part(String name, int start) {}

  /** The whole text. */
  public String text() {
    return text;
  }

  /** Its length in UTF-8 bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether its bytes were UTF-8. */
  public boolean decoded() {
    return decoded;
  }

  /** keccak256 of its UTF-8 bytes. */
  public Hash hash() {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its length in code points. */
  public int length() {
    return codePoints.length;
  }

  /** The code point at {@code index}. */
  public int codePoint(int index) {
    return codePoints[index];
  }

  /** The characters of a span, cut to the text. */
  public String slice(Span span) {
    int start = Math.min(span.start(), codePoints.length);
    int end = Math.min(span.end(), codePoints.length);
    return new String(codePoints, start, end - start);
  }

  /** How many lines there are, at least 1. */
  public int lines() {
    return lineStarts.length;
  }

  /** The line of a code point, from 1. */
  public int line(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of a code point in its line, from 1. */
  public int column(int index) {
    return index - lineStarts[line(index) - 1] + 1;
  }

  /** Where a line begins, as a code point's index. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** A line's characters without its end. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : codePoints.length;
    while (end > start && (codePoints[end - 1] == '\n' || codePoints[end - 1] == '\r')) {
      end--;
    }
    return new String(codePoints, start, end - start);
  }

  private static int[] lineStarts(int[] codePoints) {
    int[] starts = new int[codePoints.length + 1];
    int lines = 1;
    for (int i = 0; i < codePoints.length; i++) {
      boolean carriageReturnAlone =
          codePoints[i] == '\r' && (i + 1 == codePoints.length || codePoints[i + 1] != '\n');
      if (codePoints[i] == '\n' || carriageReturnAlone) {
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }
}
