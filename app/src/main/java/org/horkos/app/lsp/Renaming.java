package org.horkos.app.lsp;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Words;

/**
 * Renames a name everywhere. A new name that is none, that is taken, or with which the text would
 * mean something else is refused: the text is compiled with it before anybody sees the edit.
 */
final class Renaming {
  private final OpenText text;

  Renaming(OpenText text) {
    this.text = text;
  }

  /** The name at a position; empty if there is none that the text itself declares. */
  Optional<Range> range(Position position) {
    int index = text.places().index(position);
    if (!places(index).stream().allMatch(text::isOwn)) {
      return Optional.empty();
    }
    return text.occurrences().flatMap(names -> names.place(index)).map(text.places()::range);
  }

  /**
   * The edits.
   *
   * @throws ResponseErrorException with the reason, in a sentence, if it is refused
   */
  WorkspaceEdit edit(Position position, String newName) {
    int index = text.places().index(position);
    List<Span> spans = places(index);
    if (spans.isEmpty()) {
      throw refused("here stands no name that this text declares");
    }
    if (!spans.stream().allMatch(text::isOwn)) {
      throw refused("a library that the text imports declares this name: it can be renamed there");
    }
    String old = text.source().slice(spans.getFirst());
    wellFormed(old, newName);
    if (!old.equals(newName)) {
      sameMeaning(spans, newName);
    }
    List<TextEdit> edits =
        spans.stream().map(span -> new TextEdit(text.places().range(span), newName)).toList();
    return DocumentEdits.of(text, edits);
  }

  private List<Span> places(int index) {
    return text.occurrences().map(names -> names.of(index)).orElse(List.of());
  }

  private static void wellFormed(String old, String newName) {
    if (Words.all().contains(newName)) {
      throw refused("`" + newName + "` is a word of the language: choose another name");
    }
    List<Lexeme> words = Lexeme.of(SourceText.of("name", newName));
    Lexeme before = Lexeme.of(SourceText.of("name", old)).getFirst();
    boolean oneName = words.size() == 1 && words.getFirst().isName();
    if (!oneName || words.getFirst().kind() != before.kind()) {
      throw refused(
          switch (before.kind()) {
            case SYMBOL -> "write capitals, digits and _ only, a capital first";
            case TITLE -> "write letters, digits and _ only, a capital first";
            default -> "write letters, digits and _ only, a small letter first";
          });
    }
  }

  private void sameMeaning(List<Span> spans, String newName) {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      changed.append(text.source().slice(new Span(at, span.start()))).append(newName);
      at = span.end();
    }
    changed.append(text.source().slice(new Span(at, text.source().length())));
    OpenText renamed = text.changed(text.version(), changed.toString());
    if (!codes(renamed.diagnostics()).equals(codes(text.diagnostics()))) {
      throw refused(
          "with the name `"
              + newName
              + "` the text would mean something else: choose one that does not stand in it yet");
    }
    int moved = spans.getFirst().start();
    int places = renamed.occurrences().map(names -> names.of(moved).size()).orElse(0);
    if (places != spans.size()) {
      throw refused("`" + newName + "` is the name of something else in this text");
    }
  }

  private static List<DiagnosticCode> codes(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::code).toList();
  }

  private static ResponseErrorException refused(String sentence) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.RequestFailed, sentence, null));
  }
}
