package org.horkos.app.lsp;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.analysis.ProseCheck;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;

/**
 * What stands in a place, with its computed value: a name, a time span, a date, the prose, an
 * amount, or a whole statement if the place is its first word.
 */
final class HoverText {
  private static final Map<String, Long> UNITS =
      Map.of("day", 86_400L, "days", 86_400L, "hour", 3_600L, "hours", 3_600L);

  private final OpenText text;

  HoverText(OpenText text) {
    this.text = text;
  }

  /** The hover of a place; empty if there is nothing to say of it. */
  Optional<Hover> at(int index) {
    int word = text.wordBefore(index + 1);
    if (word < 0 || text.words().get(word).span().end() < index) {
      return Optional.empty();
    }
    return name(index)
        .or(() -> length(word))
        .or(() -> date(word))
        .or(() -> prose(word))
        .or(() -> statement(word))
        .or(() -> amount(index));
  }

  private Hover shown(Span span, String markdown) {
    return new Hover(new MarkupContent(MarkupKind.MARKDOWN, markdown), text.places().range(span));
  }

  private Optional<Hover> name(int index) {
    Optional<Occurrences> names = text.occurrences();
    Set<Occurrences.Declared> meant = names.map(n -> n.at(index)).orElse(Set.of());
    if (meant.isEmpty() || text.typed().isEmpty()) {
      return Optional.empty();
    }
    NameText about = new NameText(text, text.typed().get());
    List<String> texts = meant.stream().map(about::of).toList();
    return names.flatMap(n -> n.place(index)).map(span -> shown(span, String.join("\n\n", texts)));
  }

  /** A number with its unit of time, and the moment that counts from there. */
  private Optional<Hover> length(int word) {
    int number = UNITS.containsKey(word(word)) ? word - 1 : word;
    Long unit = UNITS.get(word(number + 1));
    String digits = word(number).replace("_", "");
    if (unit == null || !digits.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    Span span = text.words().get(number).span().to(text.words().get(number + 1).span());
    return Optional.of(shown(span, Figures.span(Long.parseLong(digits) * unit)));
  }

  private Optional<Hover> date(int word) {
    if (text.words().get(word).kind() != Lexeme.Kind.DATE) {
      return Optional.empty();
    }
    try {
      long seconds = LocalDate.parse(word(word)).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      return Optional.of(shown(text.words().get(word).span(), Figures.date(seconds)));
    } catch (DateTimeException noSuchDay) {
      return Optional.of(shown(text.words().get(word).span(), "there is no such day"));
    }
  }

  /** The sentence under the agreement's name with its values. */
  private Optional<Hover> prose(int word) {
    Span span = text.words().get(word).span();
    return text.typed()
        .filter(
            typed ->
                typed.resolution().text().prose().filter(p -> p.span().equals(span)).isPresent())
        .flatMap(TypedText::agreement)
        .flatMap(ProseCheck::filled)
        .map(filled -> shown(span, "“" + filled + "”"));
  }

  /** All amounts and moments of a statement, at its first word. */
  private Optional<Hover> statement(int word) {
    Span first = text.words().get(word).span();
    Optional<Outline.Statement> statement = beginning(text.outline().statements(), first);
    Optional<TypedText> typed = text.typed();
    if (statement.isEmpty() || typed.isEmpty() || statement.get().block().isPresent()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(moments(typed.get(), statement.get()));
    for (Span amount : outermost(typed.get(), statement.get().span())) {
      String shown =
          amount.equals(statement.get().span()) ? "" : text.checked().source().slice(amount);
      for (String range : new NameText(text, typed.get()).measured(amount)) {
        lines.add(shown.isEmpty() ? "comes to " + range : "`" + shown + "`: " + range);
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(shown(first, String.join("  \n", lines)));
  }

  private static Optional<Outline.Statement> beginning(
      List<Outline.Statement> statements, Span first) {
    for (Outline.Statement statement : statements) {
      if (statement.first().span().equals(first)) {
        return Optional.of(statement);
      }
      if (statement.span().start() <= first.start() && first.end() <= statement.span().end()) {
        return beginning(statement.inner(), first);
      }
    }
    return Optional.empty();
  }

  private static List<String> moments(TypedText typed, Outline.Statement statement) {
    Figures figures = NameText.figures(typed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < typed.deliverables().size(); i++) {
      TypedText.Places places = typed.places().get(i);
      Optional<Deliverable> deliverable = typed.deliverables().get(i);
      int start = statement.span().start();
      if (deliverable.isPresent() && places.due().start() == start) {
        Deliverable d = deliverable.get();
        lines.add("`" + d.name() + "` is due " + figures.due(d));
        lines.add("on time up to " + figures.grace(d) + " later");
      }
      if (deliverable.isPresent() && places.missed().start() == start) {
        Deliverable d = deliverable.get();
        lines.add("`" + d.name() + "` is missed " + figures.missed(d));
      }
    }
    return lines;
  }

  /** The amounts in a part of the text that lie in no other one of it. */
  private static List<Span> outermost(TypedText typed, Span within) {
    List<Span> found = new ArrayList<>();
    places(typed).stream()
        .filter(s -> within.start() <= s.start() && s.end() <= within.end())
        .sorted(
            Comparator.comparingInt(Span::start)
                .thenComparing(Comparator.comparingInt(Span::end).reversed()))
        .forEach(
            span -> {
              if (found.isEmpty() || span.start() >= found.getLast().end()) {
                found.add(span);
              }
            });
    return found;
  }

  private static List<Span> places(TypedText typed) {
    return typed.measured().stream()
        .map(Map::keySet)
        .flatMap(Set<Span>::stream)
        .distinct()
        .toList();
  }

  /** The innermost amount around a place. */
  private Optional<Hover> amount(int index) {
    return text.typed()
        .flatMap(
            typed ->
                places(typed).stream()
                    .filter(s -> s.start() <= index && index < s.end())
                    .min(Comparator.comparingInt(s -> s.end() - s.start()))
                    .map(
                        span -> {
                          List<String> ranges = new NameText(text, typed).measured(span);
                          return shown(
                              span,
                              "`"
                                  + text.source().slice(span).strip()
                                  + "`: "
                                  + String.join("  \n", ranges));
                        }));
  }

  private String word(int at) {
    return at < 0 || at >= text.words().size() ? "" : text.words().get(at).text();
  }
}
