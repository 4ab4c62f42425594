package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;

/**
 * A whole text.
 *
 * @param library whether it is a library, which others import, and no agreement
 * @param name the agreement's name; empty if it could not be read
 * @param version the number after {@code version}
 * @param prose the sentence under the name
 * @param declarations what follows, as far as it could be read
 * @param end the place behind the last character
 */
public record Text(
    boolean library,
    Optional<Word> name,
    Optional<Numeral> version,
    Optional<Declaration.Prose> prose,
    List<Declaration> declarations,
    Span end) {
  public Text {
    declarations = List.copyOf(declarations);
  }
}
