package org.horkos.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;

/** Libraries that lie beside a text: in its folder or below, and nowhere else. */
public final class BesideText implements Imports {
  private final Path folder;

  private BesideText(Path folder) {
    this.folder = folder;
  }

  /** What the text in this file may import. */
  public static Imports of(Path file) {
    return new BesideText(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
  }

  /**
   * The bytes; nothing if there is no such file, or if a link leads out of the folder. Of a file
   * that is too long only so much that the compiler sees it.
   */
  @Override
  public Optional<byte[]> text(String path) {
    try {
      Path found = folder.resolve(path).toRealPath();
      if (!found.startsWith(folder.toRealPath()) || !Files.isRegularFile(found)) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(found)) {
        return Optional.of(in.readNBytes(SourceText.MAXIMUM_BYTES + 1));
      }
    } catch (IOException notThere) {
      // The compiler says that there is no such text.
      return Optional.empty();
    }
  }
}
