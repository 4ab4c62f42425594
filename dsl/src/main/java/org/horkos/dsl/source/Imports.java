package org.horkos.dsl.source;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where the compiler gets imported texts from. It reads no file itself: what a stranger's text may
 * import is what the caller gives it, and nothing else.
 */
@FunctionalInterface
public interface Imports {
  /** Nothing can be imported. */
  Imports NONE = path -> Optional.empty();

  /**
   * The bytes of an imported text, if there is one; of one that is longer than {@link
   * SourceText#MAXIMUM_BYTES} more than that are enough.
   *
   * @param path as written: names of letters, digits, {@code -} and {@code _} between slashes, with
   *     {@code .oath} at its end; it never leads upwards
   */
  Optional<byte[]> text(String path);

  /** Texts that are known by their paths. */
  static Imports of(Map<String, byte[]> texts) {
    Map<String, byte[]> known = Map.copyOf(texts);
    return path -> Optional.ofNullable(known.get(path));
  }

  /** The same of characters, whose bytes are UTF-8. */
  static Imports ofTexts(Map<String, String> texts) {
    Map<String, String> known = Map.copyOf(texts);
    return path ->
        Optional.ofNullable(known.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
