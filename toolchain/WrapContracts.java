import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.web3j.codegen.SolidityFunctionWrapperGenerator;

/**
 * Makes web3j wrappers of compiled contracts, all in one JVM: {@code java -cp <codegen> WrapContracts.java COMPILED OUT
 * PACKAGE NAME,NAME,...}. Takes COMPILED/NAME.abi and .bin; leaves out a name that is not compiled (yet), keeps a
 * wrapper that is newer than its contract, and removes those of contracts that are gone.
 */
class WrapContracts {
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Path compiled = Path.of(args[0]);
    Path out = Path.of(args[1]);
    String packageName = args[2];
    Path folder = out.resolve(packageName.replace('.', '/'));
    Set<String> wanted = new TreeSet<>();
    for (String name : args[3].split(",")) {
      if (Files.exists(compiled.resolve(name.strip() + ".abi"))) {
        wanted.add(name.strip());
      }
    }
    removeAllBut(wanted, folder);
    for (String name : wanted) {
      Path abi = compiled.resolve(name + ".abi");
      Path code = compiled.resolve(name + ".bin");
      Path wrapper = folder.resolve(name + ".java");
      if (Files.exists(wrapper)
          && Files.getLastModifiedTime(wrapper).compareTo(Files.getLastModifiedTime(abi)) >= 0) {
        continue;
      }
      Files.createDirectories(out);
      File codeOrNone = Files.exists(code) ? code.toFile() : null;
      new SolidityFunctionWrapperGenerator(
              codeOrNone, abi.toFile(), out.toFile(), name, packageName, true, false, 20)
          .generate();
    }
  }

  private static void removeAllBut(Set<String> wanted, Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder, "*.java")) {
      for (Path file : files) {
        if (!wanted.contains(file.getFileName().toString().replace(".java", ""))) {
          Files.delete(file);
        }
      }
    }
  }
}
