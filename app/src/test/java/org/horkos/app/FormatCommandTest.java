package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code horkos format}. */
class FormatCommandTest extends CommandRuns {
  private static final String CROWDED = "agreement  X version 1\nparty a  party b // \u00e9\n";
  private static final String LAID_OUT = "agreement X version 1\nparty a\nparty b // \u00e9\n";

  /** Runs it as at the end of a pipe: bytes in, bytes out. */
  private String piped(byte[] input, int code, String... arguments) {
    InputStream before = System.in;
    PrintStream beforeOut = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(new PrintStream(bytes, true, StandardCharsets.US_ASCII));
      assertThat(run(arguments)).as(err).isEqualTo(code);
    } finally {
      System.setIn(before);
      System.setOut(beforeOut);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void filesAreLaidOutInPlaceAndThoseThatChangedAreNamed() throws IOException {
    Path crowded = file("crowded.oath", CROWDED);
    Path fine = file("fine.oath", LAID_OUT);
    assertThat(run("format", crowded.toString(), fine.toString())).isZero();
    assertThat(crowded).hasContent(LAID_OUT);
    assertThat(out).isEmpty();
    assertThat(err).isEqualTo(crowded + ": laid out." + System.lineSeparator());
    assertThat(run("format", crowded.toString())).isZero();
    assertThat(err).isEmpty();
  }

  @Test
  void checkWritesNothingNamesWhatWouldChangeAndExitsWithOne() throws IOException {
    Path crowded = file("crowded.oath", CROWDED);
    Path fine = file("fine.oath", LAID_OUT);
    assertThat(run("format", "--check", fine.toString(), crowded.toString())).isEqualTo(1);
    assertThat(out.strip()).isEqualTo(crowded.toString());
    assertThat(crowded).hasContent(CROWDED);
    assertThat(run("format", "--check", fine.toString())).isZero();
  }

  @Test
  void standardInputGoesToStandardOutputByteForByte() {
    byte[] crowded = CROWDED.getBytes(StandardCharsets.UTF_8);
    assertThat(piped(crowded, 0, "format", "-")).isEqualTo(LAID_OUT);
    assertThat(piped(crowded, 1, "format", "--check", "-")).isEmpty();
    assertThat(out.strip()).isEqualTo("-");
    assertThat(piped("agreement".getBytes(StandardCharsets.UTF_8), 1, "format", "-")).isEmpty();
    assertThat(err).contains("standard input:1:", "is left as it is");
    assertThat(run("format", "-", "x.oath")).isEqualTo(2);
  }

  @Test
  void aTextThatCannotBeParsedIsLeftAsItIsAndKeepsNobodyFromTheOthers() throws IOException {
    Path broken = file("broken.oath", "agreement X version 1\nparty\n");
    Path crowded = file("crowded.oath", CROWDED);
    String none = folder.resolve("none.oath").toString();
    assertThat(run("format", broken.toString(), crowded.toString())).isEqualTo(1);
    assertThat(err).contains("O1092", "broken.oath is left as it is", "crowded.oath: laid out.");
    assertThat(broken).hasContent("agreement X version 1\nparty\n");
    assertThat(run("format", none, crowded.toString())).isEqualTo(2);
    assertThat(err).contains("There is no file " + none);
  }

  @Test
  void jsonSaysOfEveryFileWhetherItChanged() throws IOException {
    Path broken = file("broken.oath", "agreement X version 1\nparty\n");
    Path crowded = file("crowded.oath", CROWDED);
    String none = folder.resolve("none.oath").toString();
    assertThat(run("format", "--json", broken.toString(), crowded.toString(), none)).isEqualTo(2);
    JsonNode files = new ObjectMapper().readTree(out).path("files");
    assertThat(files.get(0).path("diagnostics").get(0).path("code").asText()).isEqualTo("O1092");
    assertThat(files.get(1).path("changed").asBoolean()).isTrue();
    assertThat(files.get(2).path("problem").asText()).contains("There is no file");
    assertThat(err).isEmpty();
    byte[] input = CROWDED.getBytes(StandardCharsets.UTF_8);
    piped(input, 0, "format", "--json", "-");
    JsonNode piped = new ObjectMapper().readTree(out).path("files").get(0);
    assertThat(piped.path("text").asText()).isEqualTo(LAID_OUT);
  }

  @Test
  void whatCannotBeWrittenIsSaidInWords() throws IOException {
    assertThat(run("format", folder.toString())).isEqualTo(2);
    assertThat(err).contains("is a folder").doesNotContain("Exception");
  }

  @Test
  void theHelpNamesTheToolsOfTheLanguage() {
    assertThat(run("--help")).isZero();
    assertThat(out.replaceAll("\\s+", " "))
        .contains("format Lays agreements out")
        .contains("lsp Serves editors on standard input and output");
  }
}
