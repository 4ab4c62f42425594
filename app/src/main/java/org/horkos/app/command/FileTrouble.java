package org.horkos.app.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says why a file cannot be read or written, in words for whoever named it. */
final class FileTrouble {
  private FileTrouble() {}

  /** Half a sentence, to be put behind "FILE cannot be read: ". */
  static String reading(IOException failed) {
    return failed instanceof AccessDeniedException ? "you may not read it" : other(failed);
  }

  /** Half a sentence, to be put behind "FILE cannot be written: ". */
  static String writing(Path target, IOException failed) {
    for (@Nullable Path above = target.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above) && !Files.isDirectory(above)) {
        return above + " is a file, not a folder";
      }
    }
    if (Files.isDirectory(target)) {
      return "a folder of this name is there";
    }
    return switch (failed) {
      case AccessDeniedException _ -> "you may not write there";
      case NoSuchFileException _ -> "no folder can be made there";
      default -> other(failed);
    };
  }

  private static String other(IOException failed) {
    if (failed instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    String why = failed instanceof FileSystemException known ? known.getReason() : null;
    if (why == null || why.isBlank()) {
      return "the system does not say why";
    }
    return why.contains("symbolic link")
        ? "its symbolic links lead to no file, but back to themselves"
        : "the system says \"" + why + '"';
  }
}
