package org.horkos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the texts that {@code bench/check} gives to the command. */
final class CheckTexts {
  private CheckTexts() {}

  /** Writes a text of 20, one of 200 and one of 2,000 lines into a folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (int lines : new int[] {20, 200, 2_000}) {
      Files.writeString(folder.resolve(lines + ".oath"), Texts.ofLines(lines));
    }
  }
}
