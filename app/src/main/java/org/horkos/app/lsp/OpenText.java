package org.horkos.app.lsp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.lsp4j.Location;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.expansion.Importing;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
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
  private final Imports imports;
  private final Places places;
  private final Supplier<Compiler.Checked> checked;
  private final Supplier<Outline> outline;
  private final Supplier<List<Lexeme>> words;
  private final Supplier<Optional<Importing.Imported>> imported;
  private final Supplier<Optional<Resolution>> resolution;
  private final Supplier<Optional<Occurrences>> occurrences;
  private final Supplier<Optional<TypedText>> typed;

  /**
   * A version of a text.
   *
   * @param imports what it may import
   */
  OpenText(String uri, int version, String text, Imports imports) {
    this.uri = uri;
    this.version = version;
    this.imports = imports;
    this.source = SourceText.of(uri, text);
    this.places = new Places(source);
    this.checked = once(() -> Compiler.check(source, imports));
    this.outline = once(() -> Outline.of(source, new Diagnostics()));
    this.words = once(() -> Lexeme.of(source).stream().filter(Lexeme::speaks).toList());
    this.imported =
        once(
            () ->
                Compiler.read(source, new Diagnostics())
                    .map(read -> Importing.convert(read, source, imports, new Diagnostics())));
    this.resolution =
        once(
            () ->
                imported
                    .get()
                    .map(whole -> Compiler.expand(whole.text(), new Diagnostics()))
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

  /** The same text with other characters. */
  OpenText changed(int to, String text) {
    return new OpenText(uri, to, text, imports);
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

  /** Whether a place is in this text itself, not in one that it imports. */
  boolean isOwn(Span span) {
    return span.end() <= source.length();
  }

  /** Where something stands, in this text or in a library that it imports. */
  Location location(Span span) {
    if (isOwn(span)) {
      return new Location(uri, places.range(span));
    }
    SourceText all = checked().source();
    SourceText.Place place = all.place(span.start());
    int begin = span.start() - place.offset();
    SourceText library = SourceText.of(place.name(), all.slice(new Span(begin, all.length())));
    Span within = new Span(span.start() - begin, span.end() - begin);
    String folder = uri.substring(0, uri.lastIndexOf('/') + 1);
    return new Location(folder + place.name(), new Places(library).range(within));
  }

  /** The import that brings in what stands outside of this text. */
  Span importing(Span span) {
    String path = checked().source().place(span.start()).name();
    return Compiler.read(source, new Diagnostics()).stream()
        .flatMap(text -> text.declarations().stream())
        .filter(Declaration.Import.class::isInstance)
        .map(Declaration.Import.class::cast)
        .filter(one -> one.path().text().equals(path))
        .map(one -> one.path().span())
        .findFirst()
        .orElse(new Span(0, 0));
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
