package org.horkos.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reading files that people name on the command line. */
final class InputFile {
  private InputFile() {}

  /**
   * The bytes of a file.
   *
   * @param limit the most bytes that are read; a longer file is refused
   * @throws Refusal if there is no such file, it is a folder, unreadable or too long
   */
  static byte[] read(Path path, long limit) {
    try {
      if (Files.isDirectory(path)) {
        throw Refusal.use(path + " is a folder: name a file in it.");
      }
      if (Files.size(path) > limit) {
        throw Refusal.use(path + " is longer than " + limit + " bytes, the most that is read.");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException missing) {
      throw Refusal.use("There is no file " + path + ": check the path.");
    } catch (IOException unreadable) {
      throw Refusal.use(path + " cannot be read: " + FileTrouble.reading(unreadable) + ".");
    }
  }
}
