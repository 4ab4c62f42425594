package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A text that is merely plausible English leads to a correct one: whoever does what the messages
 * say, one after the other, ends without errors. Where a message knows the change, the change is
 * made as it says; where it does not, {@code NAME.edits} holds what a person would write, a line
 * {@code old => new} for each. {@code -Dgolden.write=true} writes the courses anew.
 */
class PlausibleEnglishTest {
  private static final Path TEXTS = Path.of("src/test/resources/english");
  private static final int MOST_ROUNDS = 40;

  @TestFactory
  List<DynamicTest> whoFollowsTheMessagesEndsWithACorrectText() {
    try (Stream<Path> files = Files.list(TEXTS)) {
      List<Path> texts = files.filter(f -> f.toString().endsWith(".oath")).sorted().toList();
      assertThat(texts).hasSizeGreaterThanOrEqualTo(15);
      return texts.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> follow(f)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void follow(Path file) throws IOException {
    String name = file.getFileName().toString();
    List<String> edits = new ArrayList<>(edits(file));
    SourceText text = Corpus.read(file);
    StringBuilder course = new StringBuilder();
    for (int round = 1; ; round++) {
      List<Diagnostic> found = Compiler.check(text).diagnostics();
      Optional<Diagnostic> first =
          found.stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).findFirst();
      if (first.isEmpty()) {
        course.append("no error any more:\n\n").append(text.text());
        break;
      }
      assertThat(round).as("rounds of %s so far:%n%s", name, course).isLessThan(MOST_ROUNDS);
      course.append(DiagnosticText.of(text, first.get()));
      String mended =
          first.get().mend().isPresent()
              ? applied(text, first.get().mend().get())
              : edited(text, edits, course);
      assertThat(mended).as("what follows from%n%s", course).isNotEqualTo(text.text());
      course.append("\n");
      text = SourceText.of(name, mended);
    }
    assertThat(edits).as("edits that nothing asked for").isEmpty();
    Path golden = Path.of(file.toString().replace(".oath", ".txt"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, course);
    }
    assertThat(course.toString()).isEqualTo(Files.readString(golden));
  }

  private static List<String> edits(Path file) throws IOException {
    Path edits = Path.of(file.toString().replace(".oath", ".edits"));
    return Files.exists(edits) ? Files.readAllLines(edits) : List.of();
  }

  private static String applied(SourceText text, Diagnostic.Mend mend) {
    int[] points = text.text().codePoints().toArray();
    int start = mend.span().start();
    int end = mend.span().end();
    return new String(points, 0, start)
        + mend.text()
        + new String(points, end, points.length - end);
  }

  private static String edited(SourceText text, List<String> edits, StringBuilder course) {
    assertThat(edits).as("a person has to write something here:%n%s", course).isNotEmpty();
    String[] edit = edits.removeFirst().split(" => ", 2);
    assertThat(text.text()).as("%s", course).contains(edit[0]);
    course.append("   + written by hand: ").append(edit[1]).append("\n");
    return text.text()
        .replaceFirst(
            java.util.regex.Pattern.quote(edit[0]),
            java.util.regex.Matcher.quoteReplacement(edit[1]));
  }
}
