package org.horkos.app.lsp;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.source.Span;

/** Where a name is declared and used. */
final class NamePlaces {
  private final OpenText text;

  NamePlaces(OpenText text) {
    this.text = text;
  }

  /** Where the name at a position is declared. */
  List<Location> definitions(Position position) {
    int index = text.places().index(position);
    return text.occurrences().map(names -> names.at(index)).orElse(Set.of()).stream()
        .map(declared -> text.location(declared.span()))
        .toList();
  }

  /** Everywhere that the name at a position stands. */
  List<Location> references(Position position, boolean declarations) {
    Set<Span> declared =
        text.occurrences().map(Occurrences::declared).orElse(List.of()).stream()
            .map(Occurrences.Declared::span)
            .collect(Collectors.toSet());
    return spans(position).stream()
        .filter(span -> declarations || !declared.contains(span))
        .map(text::location)
        .toList();
  }

  /** The same, for the editor to mark. */
  List<DocumentHighlight> highlights(Position position) {
    return spans(position).stream()
        .filter(text::isOwn)
        .map(span -> new DocumentHighlight(text.places().range(span), DocumentHighlightKind.Read))
        .toList();
  }

  private List<Span> spans(Position position) {
    int index = text.places().index(position);
    return text.occurrences().map(names -> names.of(index)).orElse(List.of());
  }
}
