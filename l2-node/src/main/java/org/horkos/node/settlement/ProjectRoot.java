package org.horkos.node.settlement;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the project lies on disk, for what the build installs there. */
public final class ProjectRoot {
  /** The system property that names it; the launcher and the tests set it. */
  public static final String PROPERTY = "horkos.root";

  private ProjectRoot() {}

  /**
   * The folder that {@value #PROPERTY} names, else the nearest one above the working directory that
   * has {@code toolchain/install.mjs}.
   *
   * @throws L1Failure if there is none
   */
  public static Path find() {
    String named = System.getProperty(PROPERTY, "");
    if (!named.isEmpty()) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    Path here = Path.of("").toAbsolutePath();
    for (@Nullable Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("toolchain/install.mjs"))) {
        return folder;
      }
    }
    throw new L1Failure(
        L1Failure.Kind.NOT_STARTED,
        here
            + " does not lie in a Horkos project: start from there, or set the system property "
            + PROPERTY
            + " to it.");
  }
}
