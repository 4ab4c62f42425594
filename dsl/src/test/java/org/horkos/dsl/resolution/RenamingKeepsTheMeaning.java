package org.horkos.dsl.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.Corpus;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Outline;
import org.junit.jupiter.api.Test;

/**
 * The occurrences of a name are exactly those that mean it: with another name in all of these
 * places, and in no other, every agreement of the corpus is the same but for that name.
 */
class RenamingKeepsTheMeaning {
  private static Occurrences occurrences(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    Resolution resolution =
        Compiler.resolve(
            Compiler.expand(Compiler.read(source, diagnostics).orElseThrow(), diagnostics),
            diagnostics);
    return Occurrences.of(source, Outline.of(source, diagnostics), resolution);
  }

  private static String renamed(SourceText source, List<Span> places, String name) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Span place : places) {
      text.append(source.slice(new Span(at, place.start()))).append(name);
      at = place.end();
    }
    return text.append(source.slice(new Span(at, source.length()))).toString();
  }

  @Test
  void inEveryAgreementOfTheCorpus() {
    int names = 0;
    List<SourceText> texts = new ArrayList<>(Corpus.texts());
    texts.addAll(examples());
    for (SourceText source : texts) {
      Compiler.Checked before = Compiler.check(source);
      if (before.agreement().isEmpty()) {
        continue;
      }
      Occurrences occurrences = occurrences(source);
      for (Occurrences.Declared declared : occurrences.declared()) {
        List<Span> places = occurrences.of(declared.span().start());
        String fresh = declared.name() + "Q9";
        SourceText text = SourceText.of(source.name(), renamed(source, places, fresh));
        Compiler.Checked after = Compiler.check(text);
        String as = source.name() + ": " + declared;
        assertThat(after.diagnostics().stream().map(Diagnostic::code))
            .as(as)
            .containsExactlyElementsOf(
                before.diagnostics().stream().map(Diagnostic::code).toList());
        assertThat(shown(after).replaceAll("\\b" + fresh + "\\b", declared.name()))
            .as(as)
            .isEqualTo(shown(before));
        names++;
      }
    }
    assertThat(names).as("names of the corpus").isGreaterThan(60);
  }

  private static List<SourceText> examples() {
    Path folder = Path.of(System.getProperty("horkos.root", "..")).resolve("examples");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".oath")).sorted().map(Corpus::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  // The hash of the text is all that may differ; scenarios carry their places.
  private static String shown(Compiler.Checked checked) {
    return checked.agreement().orElseThrow().toString().replaceFirst("textHash=[^,]*,", "")
        + checked.scenarios().stream()
            .map(scenario -> scenario.toString().replaceAll("Span\\[[^\\]]*\\]", ""))
            .toList();
  }
}
