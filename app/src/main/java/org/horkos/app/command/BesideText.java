package org.horkos.app.command;

import java.io.IOException;
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

  /** The bytes; nothing if there is no such file, or if a link leads out of the folder. */
  @Override
  public Optional<byte[]> text(String path) {
    try {
      Path found = folder.resolve(path).toRealPath();
      if (!found.startsWith(folder.toRealPath()) || !Files.isRegularFile(found)) {
        return Optional.empty();
      }
      return Optional.of(InputFile.read(found, SourceText.MAXIMUM_BYTES));
    } catch (IOException notThere) {
      // The compiler says that there is no such text.
      return Optional.empty();
    }
  }
}
