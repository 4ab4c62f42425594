package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;

/**
 * Edits that mend what a message is about: the change that the message itself carries; the line
 * that its hint says to add ({@code add a line such as `x`}); others by their code.
 */
final class QuickFixes {
  private static final Pattern MISSING = Pattern.compile("add a line such as `([^`]+)`");

  private final OpenText text;

  QuickFixes(OpenText text) {
    this.text = text;
  }

  /** The edits for all messages that touch a range. */
  List<Either<Command, CodeAction>> within(Range range) {
    int start = text.places().index(range.getStart());
    int end = text.places().index(range.getEnd());
    List<Either<Command, CodeAction>> actions = new ArrayList<>();
    for (Diagnostic message : text.diagnostics()) {
      if (text.isOwn(message.span())
          && message.span().start() <= end
          && start <= message.span().end()) {
        fix(message).ifPresent(fix -> actions.add(Either.forRight(action(message, fix))));
      }
    }
    return actions;
  }

  /**
   * An edit.
   *
   * @param title what it does, for people
   * @param span what is replaced
   * @param by what stands there instead
   */
  private record Fix(String title, Span span, String by) {}

  private CodeAction action(Diagnostic message, Fix fix) {
    CodeAction action = new CodeAction(fix.title());
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(ProtocolDiagnostics.of(text, message)));
    action.setIsPreferred(true);
    TextEdit edit = new TextEdit(text.places().range(fix.span()), fix.by());
    action.setEdit(DocumentEdits.of(text, List.of(edit)));
    return action;
  }

  private Optional<Fix> fix(Diagnostic message) {
    String hint = message.hint().orElse("");
    Span span = message.span();
    if (message.mend().isPresent()) {
      return message.mend().map(mend -> replacing(mend.span(), mend.text()));
    }
    Matcher missing = MISSING.matcher(hint);
    if (missing.matches()) {
      return clause(span, missing.group(1));
    }
    return switch (message.code()) {
      case UNCLOSED_STRING -> Optional.of(new Fix("Add the closing quote", behind(span), "\""));
      case UNCLOSED_BLOCK ->
          message.notes().stream()
              .findFirst()
              .map(note -> new Fix("Add `}`", behind(note.span()), "\n}"));
      case FORBIDDEN_CHARACTER ->
          hint.startsWith("delete it")
              ? Optional.of(new Fix("Delete the character", span, ""))
              : Optional.empty();
      case BAD_RANGE -> swapped(span);
      case UNUSED, NOT_YET_SUPPORTED ->
          // One of several copies is not declared alone.
          message.message().contains("#") ? Optional.empty() : leftOut(span);
      default ->
          hint.contains("leave the brace out")
              ? Optional.of(new Fix("Delete `}`", span, ""))
              : Optional.empty();
    };
  }

  private Fix replacing(Span span, String by) {
    String title =
        by.isBlank()
            ? "Leave out `" + text.source().slice(span).strip() + "`"
            : "Write `" + by.strip() + "`";
    return new Fix(title, span, by);
  }

  private static Span behind(Span span) {
    return new Span(span.end(), span.end());
  }

  /** A clause that is missing, as the last of the block of the statement that a place names. */
  private Optional<Fix> clause(Span place, String example) {
    // An example with a gap, or of names that the text has not, is for people to fill.
    if (example.contains("…") || !hasNamesOf(example)) {
      return Optional.empty();
    }
    for (Outline.Statement statement : text.outline().statements()) {
      Span block = statement.block().orElse(place);
      boolean its = statement.span().start() <= place.start() && place.end() <= block.start();
      if (its) {
        boolean closed = text.source().slice(block).endsWith("}");
        Span end = new Span(closed ? block.end() - 1 : block.end(), block.end());
        return Optional.of(
            new Fix(
                "Add `" + example + "`",
                new Span(end.start(), end.start()),
                (lineStarts(end.start()) ? "" : "\n") + "  " + example + "\n"));
      }
    }
    return Optional.empty();
  }

  private boolean hasNamesOf(String example) {
    Set<String> known =
        text.occurrences().map(Occurrences::declared).orElse(List.of()).stream()
            .map(name -> text.source().slice(name.span()))
            .collect(Collectors.toSet());
    return Lexeme.of(SourceText.of("example", example)).stream()
        .filter(Lexeme::isName)
        .allMatch(name -> known.contains(name.text()));
  }

  private boolean lineStarts(int index) {
    int line = text.source().line(index);
    return text.source().slice(new Span(text.source().lineStart(line), index)).isBlank();
  }

  /** The two bounds of a range the other way round. */
  private Optional<Fix> swapped(Span span) {
    String[] bounds = text.source().slice(span).split("\\.\\.", -1);
    return bounds.length == 2
        ? Optional.of(replacing(span, bounds[1].strip() + ".." + bounds[0].strip()))
        : Optional.empty();
  }

  /** Takes the statement out in which a place is. */
  private Optional<Fix> leftOut(Span place) {
    return innermost(text.outline().statements(), place)
        .map(
            statement ->
                new Fix("Leave out `" + shown(statement) + "`", withLine(statement.span()), ""));
  }

  private static Optional<Outline.Statement> innermost(
      List<Outline.Statement> statements, Span place) {
    for (Outline.Statement statement : statements) {
      if (statement.span().start() <= place.start() && place.end() <= statement.span().end()) {
        return innermost(statement.inner(), place).or(() -> Optional.of(statement));
      }
    }
    return Optional.empty();
  }

  private String shown(Outline.Statement statement) {
    String name = statement.name().map(word -> " " + word.text()).orElse("");
    return statement.first().text() + name;
  }

  /** The statement with the blanks before it, and with its line's end if nothing else is on it. */
  private Span withLine(Span span) {
    int start = span.start();
    while (start > 0 && isBlank(text.source().codePoint(start - 1))) {
      start--;
    }
    int end = span.end();
    boolean begins = start == text.source().lineStart(text.source().line(start));
    int after = end;
    while (after < text.source().length() && isBlank(text.source().codePoint(after))) {
      after++;
    }
    if (begins && after < text.source().length() && text.source().codePoint(after) == '\n') {
      end = after + 1;
    }
    return new Span(begins && end > span.end() ? start : span.start(), end);
  }

  private static boolean isBlank(int codePoint) {
    return codePoint == ' ' || codePoint == '\t';
  }
}
