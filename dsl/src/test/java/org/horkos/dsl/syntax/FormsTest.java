package org.horkos.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class FormsTest {
  private static List<Diagnostic> read(String statements) {
    Diagnostics diagnostics = new Diagnostics();
    Reading.read(SourceText.of("form", Forms.HEADING + "\n" + statements + "\n"), diagnostics);
    return diagnostics.toList();
  }

  private static List<String> inside(String head, Collection<String> statements) {
    return statements.stream().map(one -> head + " {\n" + one + "\n}").toList();
  }

  @Test
  void everyExampleIsWhatItShows() {
    List<String> texts = new ArrayList<>(Forms.DECLARATION.values());
    texts.addAll(inside("deliverable page by studio", Forms.CLAUSE.values()));
    texts.addAll(inside("court quality", Forms.COURT.values()));
    texts.addAll(inside("scenario \"s\"", Forms.STEP.values()));
    assertThat(texts).allSatisfy(text -> assertThat(read(text)).as(text).isEmpty());
    assertThat(read("court quality {\ndraws\n}")).isNotEmpty();
  }
}
