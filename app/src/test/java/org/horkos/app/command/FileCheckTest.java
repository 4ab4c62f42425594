package org.horkos.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FileCheckTest {
  @TempDir private Path folder = Path.of("");

  private Path wrong() throws IOException {
    Path file = folder.resolve("wrong.oath");
    Files.writeString(
        file,
        """
        agreement Wrong version 1
        token USDC decimals 6
        parameter price: 100..1_000 USDC
        attestor price
        """);
    return file;
  }

  @Test
  void theShortWayOfCheckingSaysAndEndsAsTheLongOne() throws IOException {
    Path wrong = wrong();
    StringWriter parsed = new StringWriter();
    int code =
        new CommandLine(new CheckCommand())
            .setErr(new PrintWriter(parsed))
            .execute(wrong.toString());
    PrintStream before = System.err;
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(plain, true, StandardCharsets.UTF_8));
      assertThat(FileCheck.plain(new String[] {"check", wrong.toString()})).hasValue(code);
    } finally {
      System.setErr(before);
    }
    assertThat(plain.toString(StandardCharsets.UTF_8)).isEqualTo(parsed.toString());
    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
  }

  @Test
  void whateverHasOptionsIsLeftToTheirParser() {
    assertThat(FileCheck.plain(new String[] {"check"})).isEmpty();
    assertThat(FileCheck.plain(new String[] {"check", "--json", "a.oath"})).isEmpty();
    assertThat(FileCheck.plain(new String[] {"check", "a.oath", "-h"})).isEmpty();
    assertThat(FileCheck.plain(new String[] {"simulate", "a.oath"})).isEmpty();
  }

  @Test
  void jsonTellsThePlacesTheNotesAndTheHint() throws IOException {
    StringWriter out = new StringWriter();
    new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out))
        .execute("--json", wrong().toString());
    JsonNode found = new ObjectMapper().readTree(out.toString()).path("files").get(0);
    JsonNode twice = found.path("diagnostics").get(0);
    assertThat(twice.path("code").asText()).isEqualTo("O1101");
    assertThat(twice.path("severity").asText()).isEqualTo("error");
    assertThat(twice.path("title").asText()).isEqualTo("a name is used twice");
    assertThat(twice.path("line").asInt()).isEqualTo(4);
    assertThat(twice.path("column").asInt()).isEqualTo(10);
    assertThat(twice.path("offset").asInt()).isEqualTo(90);
    assertThat(twice.path("length").asInt()).isEqualTo(5);
    assertThat(twice.path("notes").get(0).path("line").asInt()).isEqualTo(3);
    assertThat(twice.path("hint").asText()).contains("another name");
  }

  @Test
  void jsonTellsTheChangeThatMends() throws IOException {
    Path file = folder.resolve("slip.oath");
    Files.writeString(file, "agreement Slip version 1\ntoken: USDC decimals 6\n");
    StringWriter out = new StringWriter();
    new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out))
        .execute("--json", file.toString());
    JsonNode mend =
        new ObjectMapper()
            .readTree(out.toString())
            .path("files")
            .get(0)
            .path("diagnostics")
            .get(0)
            .path("mend");
    assertThat(mend.path("offset").asInt()).isEqualTo(30);
    assertThat(mend.path("length").asInt()).isEqualTo(1);
    assertThat(mend.path("text").asText()).isEmpty();
  }

  @Test
  void aLibraryThatIsTooLongIsAMessageAndNoFailure() throws IOException {
    Files.write(folder.resolve("big.oath"), new byte[SourceText.MAXIMUM_BYTES + 1]);
    Path file = folder.resolve("importing.oath");
    Files.writeString(
        file, "agreement Big version 1\nimport \"big.oath\" 0x" + "0".repeat(64) + "\n");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new CheckCommand())
            .setOut(new PrintWriter(out))
            .execute("--json", file.toString(), wrong().toString());
    JsonNode files = new ObjectMapper().readTree(out.toString()).path("files");
    assertThat(files.size()).isEqualTo(2);
    assertThat(files.get(0).path("diagnostics").get(0).path("code").asText()).isEqualTo("O1001");
    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
  }
}
