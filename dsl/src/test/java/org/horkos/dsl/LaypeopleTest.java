package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Words;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts as people write them who have seen one agreement, and know nothing of programming. A folder
 * has the versions of one text, {@code 1.oath} to the one without errors, and in {@code course.txt}
 * what is said of each. The next version follows only what was said: it changes no line at which no
 * message points, and brings no word of the language that neither the text nor a message has.
 * {@code -Dgolden.write=true} writes the courses anew, to be read as a layperson before they are
 * committed.
 */
class LaypeopleTest {
  private static final Path TEXTS = Path.of("src/test/resources/laypeople");
  private static final int FEWEST_TEXTS = 12;
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  @TestFactory
  List<DynamicTest> theMessagesLeadFromPlausibleEnglishToACorrectText() {
    try (Stream<Path> folders = Files.list(TEXTS)) {
      List<Path> texts = folders.sorted().toList();
      assertThat(texts).hasSizeGreaterThanOrEqualTo(FEWEST_TEXTS);
      return texts.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> follow(f)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void follow(Path folder) throws IOException {
    List<SourceText> versions = new ArrayList<>();
    for (int round = 1; Files.exists(folder.resolve(round + ".oath")); round++) {
      versions.add(Corpus.read(folder.resolve(round + ".oath")));
    }
    StringBuilder course = new StringBuilder();
    for (int round = 0; round < versions.size(); round++) {
      SourceText text = versions.get(round);
      List<Diagnostic> found = Compiler.check(text).diagnostics();
      course.append("== ").append(round + 1).append("\n\n");
      course.append(DiagnosticText.of(text, found));
      boolean wrong = found.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
      assertThat(wrong)
          .as("version %d of %s is %n%s", round + 1, folder, course)
          .isEqualTo(round + 1 < versions.size());
      if (round + 1 < versions.size()) {
        onlyWhatWasSaid(folder, round + 1, text, versions.get(round + 1), found);
      }
    }
    course.append("no error any more\n");
    Path golden = folder.resolve("course.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, course);
    }
    assertThat(course.toString()).isEqualTo(Files.readString(golden));
  }

  private static void onlyWhatWasSaid(
      Path folder, int round, SourceText text, SourceText next, List<Diagnostic> found) {
    String what = "version " + (round + 1) + " of " + folder;
    List<String> before = text.text().lines().toList();
    List<String> after = next.text().lines().toList();
    Set<Integer> pointedAt = new HashSet<>();
    StringBuilder said = new StringBuilder(text.text());
    for (Diagnostic diagnostic : found) {
      pointedAt.add(text.line(diagnostic.span().start()));
      diagnostic.notes().forEach(note -> pointedAt.add(text.line(note.span().start())));
      said.append(' ').append(diagnostic.message()).append(' ');
      said.append(diagnostic.hint().orElse("")).append(' ');
      diagnostic.mend().ifPresent(mend -> said.append(mend.text()).append(' '));
      diagnostic.notes().forEach(note -> said.append(note.text()).append(' '));
    }
    List<Integer> kept = kept(before, after);
    for (int line = 0; line < before.size(); line++) {
      if (!kept.contains(line) && !before.get(line).isBlank()) {
        assertThat(pointedAt)
            .as("%s changes a line at which nothing points: %s", what, before.get(line))
            .contains(line + 1);
      }
    }
    Set<String> words = new TreeSet<>(wordsOf(next.text()));
    words.retainAll(Words.all());
    words.removeAll(wordsOf(said.toString()));
    assertThat(words).as("words in %s of which nothing was said", what).isEmpty();
  }

  private static Set<String> wordsOf(String text) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(QUOTED.matcher(text).replaceAll("\"\""));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** The lines that stand in both, by the longest common subsequence. */
  private static List<Integer> kept(List<String> before, List<String> after) {
    int[][] longest = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(i).equals(after.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    List<Integer> kept = new ArrayList<>();
    int j = 0;
    for (int i = 0; i < before.size() && j < after.size(); ) {
      if (before.get(i).equals(after.get(j))) {
        kept.add(i++);
        j++;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return kept;
  }
}
