package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.resolution.Occurrences.Declared;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Expected;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;

/**
 * What may be written in a place: the words that the grammar admits there, and of the names those
 * of the kinds that the word before asks for. Where nothing is known of that word all names are
 * offered that are known in the place.
 */
final class Completion {
  private static final Set<String> DECLARING =
      Set.of(
          "agreement",
          "token",
          "parameter",
          "party",
          "attestor",
          "panel",
          "contest",
          "deliverable",
          "let",
          "fact",
          "decision");
  private static final Map<String, List<Class<? extends Symbol>>> ASKED =
      Map.ofEntries(
          Map.entry("from", List.of(Symbol.Party.class)),
          Map.entry("to", List.of(Symbol.Party.class)),
          Map.entry("gives", List.of(Symbol.Party.class)),
          Map.entry("allow", List.of(Symbol.Party.class)),
          Map.entry("expect", List.of(Symbol.Party.class)),
          Map.entry("by", List.of(Symbol.Party.class, Symbol.Attestor.class)),
          Map.entry("after", List.of(Symbol.Deliverable.class, Symbol.Party.class)),
          Map.entry("given", List.of(Symbol.Parameter.class)),
          Map.entry("delivers", List.of(Symbol.Deliverable.class)),
          Map.entry("answers", List.of(Symbol.Deliverable.class)),
          Map.entry("challenges", List.of(Symbol.Deliverable.class)),
          Map.entry("concedes", List.of(Symbol.Deliverable.class)),
          Map.entry("accepts", List.of(Symbol.Deliverable.class)),
          Map.entry("ends", List.of(Symbol.Deliverable.class)),
          Map.entry("finds", List.of(Symbol.Deliverable.class)));
  private static final List<Class<? extends Symbol>> AMOUNTS =
      List.of(Symbol.Fact.class, Symbol.Let.class, Symbol.Parameter.class, Symbol.Party.class);

  private final OpenText text;
  private final int start;
  private final Span written;
  private final Map<String, CompletionItem> items = new LinkedHashMap<>();

  Completion(OpenText text, int index) {
    this.text = text;
    int begin = index;
    while (begin > 0 && isLetter(text.source().codePoint(begin - 1))) {
      begin--;
    }
    int end = index;
    while (end < text.source().length() && isLetter(text.source().codePoint(end))) {
      end++;
    }
    this.start = begin;
    this.written = new Span(begin, end);
  }

  /** All of it; nothing inside of quotes and comments. */
  List<CompletionItem> items() {
    if (insideOfText()) {
      return List.of();
    }
    Expected expected = Expected.after(text.source(), start);
    boolean ownDue = isOwnDue();
    if (expected.name() || expected.symbol()) {
      for (Declared name : names(expected)) {
        if (ownDue && !isAnotherEvent(name)) {
          continue;
        }
        add(name.name(), kind(name), name.kind(), Optional.empty(), "0");
      }
    }
    for (Expected.Keyword keyword : expected.keywords()) {
      if (ownDue && keyword.text().equals("due")) {
        continue;
      }
      add(
          keyword.text(),
          CompletionItemKind.Keyword,
          keyword.form().orElse(""),
          keyword.form(),
          "1");
    }
    return List.copyOf(items.values());
  }

  /** Whether it is said here from when on a due time counts, which cannot be the time itself. */
  private boolean isOwnDue() {
    return word(text.wordBefore(start)).equals("after")
        && statement().filter(s -> s.first().text().equals("due")).isPresent();
  }

  /** Whether a time can count from it: another deliverable, or a party that joins later. */
  private boolean isAnotherEvent(Declared name) {
    return switch (name.symbol().orElse(null)) {
      case Symbol.Deliverable _ ->
          text.outline().statements().stream()
              .filter(s -> contains(s.span()))
              .flatMap(s -> s.name().stream())
              .noneMatch(own -> own.span().equals(name.span()));
      case Symbol.Party _ -> word(text.wordBefore(name.span().end()) + 1).equals("open");
      case null, default -> true;
    };
  }

  private void add(
      String word, CompletionItemKind kind, String detail, Optional<String> example, String rank) {
    CompletionItem item = new CompletionItem(word);
    item.setKind(kind);
    if (!detail.isEmpty()) {
      item.setDetail(detail);
    }
    example.ifPresent(form -> item.setDocumentation("for example: " + form));
    item.setSortText(rank + word);
    item.setTextEdit(Either.forLeft(new TextEdit(text.places().range(written), word)));
    items.putIfAbsent(word, item);
  }

  private static boolean isLetter(int codePoint) {
    return codePoint == '_' || (Character.isLetterOrDigit(codePoint) && codePoint < 128);
  }

  /** Whether the place is in a comment, or between quotes. */
  private boolean insideOfText() {
    for (Lexeme lexeme : Lexeme.of(text.source())) {
      Span span = lexeme.span();
      if (span.start() >= start) {
        return false;
      }
      boolean string = lexeme.kind() == Lexeme.Kind.STRING;
      boolean closed = string && lexeme.text().length() > 1 && lexeme.text().endsWith("\"");
      boolean holdsText = string || lexeme.kind() == Lexeme.Kind.COMMENT;
      if (holdsText && (start < span.end() || (start == span.end() && !closed))) {
        return true;
      }
    }
    return false;
  }

  private List<Declared> names(Expected expected) {
    Optional<Occurrences> occurrences = text.occurrences();
    if (occurrences.isEmpty()) {
      return List.of();
    }
    Occurrences names = occurrences.get();
    int at = text.wordBefore(start);
    String before = word(at);
    if (DECLARING.contains(before) || (before.equals("court") && !expected.keywords().isEmpty())) {
      return List.of();
    }
    if (before.equals(".")) {
      return names.inner(word(at - 1));
    }
    Optional<String> owner = factsOf(at);
    if (owner.isPresent()) {
      return names.inner(owner.get());
    }
    List<Declared> options = options(names, at);
    if (!options.isEmpty()) {
      return options;
    }
    List<Declared> visible = names.visible(start);
    if (!expected.name()) {
      return of(visible, List.of(Symbol.Token.class));
    }
    return of(visible, asked(at, expected.number()));
  }

  private static List<Declared> of(List<Declared> names, List<Class<? extends Symbol>> kinds) {
    Predicate<Symbol> wanted = symbol -> kinds.stream().anyMatch(kind -> kind.isInstance(symbol));
    return names.stream()
        .filter(name -> name.symbol().filter(wanted).isPresent() || name.isOfTemplate())
        .toList();
  }

  private List<Class<? extends Symbol>> asked(int at, boolean amount) {
    String before = word(at);
    String first = statement().map(s -> s.first().text()).orElse("");
    if (before.equals("by")) {
      switch (word(at - 1)) {
        case "stands" -> {
          return List.of(Symbol.Deliverable.class);
        }
        case "judged" -> {
          return List.of(Symbol.Court.class);
        }
        case "measured" -> {
          return List.of(Symbol.Fact.class);
        }
        default -> {
          return first.equals("fact") || first.equals("decision")
              ? List.of(Symbol.Party.class, Symbol.Attestor.class)
              : List.of(Symbol.Party.class);
        }
      }
    }
    if (before.equals(",") && (first.equals("given") || first.equals("expect"))) {
      return ASKED.getOrDefault(first, List.of());
    }
    List<Class<? extends Symbol>> asked = ASKED.get(before);
    if (asked != null) {
      return asked;
    }
    return inScenario() && isNewStatement(at)
        ? List.of(Symbol.Party.class, Symbol.Attestor.class)
        : amount ? AMOUNTS : List.of(Symbol.class);
  }

  /** The deliverable whose facts stand in the braces that are open in this place. */
  private Optional<String> factsOf(int at) {
    int open = at;
    while (open >= 0 && at - open < 200 && !word(open).equals("{") && !word(open).equals("}")) {
      open--;
    }
    boolean facts = open > 0 && word(open).equals("{") && !isBlock(open);
    boolean begins = word(at).equals("{") || word(at).equals(",");
    return facts && begins ? Optional.of(word(open - 1)) : Optional.empty();
  }

  private boolean isBlock(int brace) {
    return text.outline().blocks().contains(text.words().get(brace).span().start());
  }

  /** The options of the fact that is stated, compared or given a meaning just before. */
  private List<Declared> options(Occurrences names, int at) {
    int fact =
        switch (word(at)) {
          case "is" -> at - 1;
          case "not" -> at - 2;
          default -> at;
        };
    if (word(at).equals("means")) {
      return statement().flatMap(Outline.Statement::name).stream()
          .flatMap(name -> names.at(name.span().start()).stream())
          .flatMap(each -> names.options(each).stream())
          .toList();
    }
    return fact < 0 || !text.words().get(fact).isName()
        ? List.of()
        : names.at(text.words().get(fact).span().start()).stream()
            .flatMap(each -> names.options(each).stream())
            .toList();
  }

  private boolean inScenario() {
    return text.outline().statements().stream()
        .anyMatch(s -> s.first().text().equals("scenario") && contains(s.span()));
  }

  private boolean isNewStatement(int at) {
    return at < 0
        || text.source().line(text.words().get(at).span().start()) < text.source().line(start);
  }

  /** The innermost statement in which the place is. */
  private Optional<Outline.Statement> statement() {
    List<Outline.Statement> found = new ArrayList<>();
    List<Outline.Statement> level = text.outline().statements();
    while (!level.isEmpty()) {
      Optional<Outline.Statement> next =
          level.stream().filter(s -> contains(s.span())).reduce((first, last) -> last);
      next.ifPresent(found::add);
      level = next.map(Outline.Statement::inner).orElse(List.of());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  private boolean contains(Span span) {
    return span.start() < start && start <= span.end() + 1;
  }

  private String word(int at) {
    return at < 0 || at >= text.words().size() ? "" : text.words().get(at).text();
  }

  private static CompletionItemKind kind(Declared name) {
    return switch (name.symbol().orElse(null)) {
      case Symbol.Party _, Symbol.Attestor _, Symbol.Court _ -> CompletionItemKind.Interface;
      case Symbol.Deliverable _ -> CompletionItemKind.Class;
      case Symbol.Fact _ -> CompletionItemKind.Field;
      case Symbol.Token _ -> CompletionItemKind.Unit;
      case null ->
          name.isOfTemplate() ? CompletionItemKind.TypeParameter : CompletionItemKind.EnumMember;
      default -> CompletionItemKind.Constant;
    };
  }
}
