package org.horkos.app.lsp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;
import org.jspecify.annotations.Nullable;

/**
 * One version of a text that is open in an editor, and what is known of it; each thing is found out
 * when it is first asked for. Not for several threads at once.
 */
final class OpenText {
  private final String uri;
  private final int version;
  private final SourceText source;
  private final Places places;
  private final Supplier<Compiler.Checked> checked;
  private final Supplier<Outline> outline;
  private final Supplier<List<Lexeme>> words;
  private final Supplier<Optional<Resolution>> resolution;
  private final Supplier<Optional<Occurrences>> occurrences;
  private final Supplier<Optional<TypedText>> typed;

  OpenText(String uri, int version, String text) {
    this.uri = uri;
    this.version = version;
    this.source = SourceText.of(uri, text);
    this.places = new Places(source);
    this.checked = once(() -> Compiler.check(source));
    this.outline = once(() -> Outline.of(source, new Diagnostics()));
    this.words = once(() -> Lexeme.of(source).stream().filter(Lexeme::speaks).toList());
    this.resolution =
        once(
            () ->
                Compiler.read(source, new Diagnostics())
                    .map(read -> Compiler.expand(read, new Diagnostics()))
                    .map(whole -> Compiler.resolve(whole, new Diagnostics())));
    this.occurrences =
        once(() -> resolved().map(names -> Occurrences.of(source, outline(), names)));
    this.typed =
        once(() -> resolved().map(names -> Compiler.type(names, source, new Diagnostics())));
  }

  private static <T> Supplier<T> once(Supplier<T> find) {
    return new Supplier<>() {
      private @Nullable T found;

      @Override
      public T get() {
        T known = found;
        if (known == null) {
          known = find.get();
          found = known;
        }
        return known;
      }
    };
  }

  String uri() {
    return uri;
  }

  int version() {
    return version;
  }

  SourceText source() {
    return source;
  }

  Places places() {
    return places;
  }

  /** All errors and warnings. */
  List<Diagnostic> diagnostics() {
    return checked.get().diagnostics();
  }

  /** What the compiler says of it. */
  Compiler.Checked checked() {
    return checked.get();
  }

  /** Its statements. */
  Outline outline() {
    return outline.get();
  }

  /** Its words and signs, without blanks and comments. */
  List<Lexeme> words() {
    return words.get();
  }

  /** Its names; empty if it cannot be read at all. */
  Optional<Resolution> resolved() {
    return resolution.get();
  }

  /** Where its names are declared and used. */
  Optional<Occurrences> occurrences() {
    return occurrences.get();
  }

  /** What could be typed of it. */
  Optional<TypedText> typed() {
    return typed.get();
  }

  /** The last word that begins before a place; -1 before the first. */
  int wordBefore(int index) {
    int low = 0;
    int high = words().size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (words().get(middle).span().start() < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
