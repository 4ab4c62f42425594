package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.analysis.ProseCheck;

/**
 * All that {@code horkos explain} says of an agreement.
 *
 * @param title name and version
 * @param prose the sentence under the name, its values filled in
 * @param sections in reading order
 */
public record Explanation(String title, Optional<String> prose, List<Section> sections) {
  public Explanation {
    sections = List.copyOf(sections);
  }

  /** Explains. */
  public static Explanation of(Subject subject) {
    Agreement agreement = subject.agreement();
    Phrases phrases = new Phrases(agreement, subject.parameters());
    List<Section> sections = new ArrayList<>();
    sections.add(new MoneySection(subject, phrases).section());
    sections.add(new FactSection(subject, phrases).section());
    sections.add(new DeadlineSection(subject, phrases).section());
    sections.add(StateSection.section(agreement, phrases));
    return new Explanation(
        agreement.name() + " version " + agreement.version(),
        ProseCheck.filled(agreement),
        sections);
  }
}
