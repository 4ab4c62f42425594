package org.horkos.dsl.resolution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.resolution.Occurrences.Declared;
import org.horkos.dsl.resolution.Occurrences.Region;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;
import org.horkos.dsl.syntax.Word;
import org.jspecify.annotations.Nullable;

/**
 * Finds what each name of a text means by the words around it: {@code d.f} is a fact of d; what
 * stands in braces behind a deliverable's name are facts of it; a word beside {@code |}, behind
 * {@code silence means}, behind a fact, or compared with one is an option of that fact; all else is
 * looked up in the deliverable in which it stands, then in the text.
 */
final class NameSearch {
  private final Map<Span, Declared> declared = new LinkedHashMap<>();
  private final Map<Span, Set<Declared>> uses = new HashMap<>();
  private final Map<String, Declared> top = new LinkedHashMap<>();
  private final Map<String, Map<String, Declared>> inner = new LinkedHashMap<>();
  private final Map<Span, Map<String, Declared>> options = new HashMap<>();
  private final Map<Span, Declaration.Template> templates = new HashMap<>();
  private final List<Region> regions = new ArrayList<>();
  private final List<Lexeme> words;
  private final Outline outline;
  // The names of the region in which the search is; empty at the top.
  private Map<String, Set<Declared>> here = Map.of();

  NameSearch(SourceText source, Outline outline, Resolution resolution) {
    this.words = Lexeme.of(source).stream().filter(Lexeme::speaks).toList();
    this.outline = outline;
    Scope scope = resolution.scope();
    for (String name : scope.names(Symbol.class)) {
      String written = written(name);
      scope.find(name).ifPresent(is -> top.putIfAbsent(written, declare(written, is)));
    }
    for (Resolution.ResolvedDeliverable deliverable : resolution.deliverables()) {
      Map<String, Declared> own =
          inner.computeIfAbsent(
              written(deliverable.declaration().name().text()), of -> new LinkedHashMap<>());
      for (String name : deliverable.scope().names(Symbol.class)) {
        String written = written(name);
        if (!top.containsKey(written)) {
          deliverable
              .scope()
              .find(name)
              .ifPresent(is -> own.putIfAbsent(written, declare(written, is)));
        }
      }
    }
    for (Declaration declaration : resolution.text().declarations()) {
      if (declaration instanceof Declaration.Template template) {
        templates.put(template.name().span(), template);
      }
    }
    outline.statements().forEach(this::region);
    findOptions();
    search();
    resolution.text().prose().ifPresent(this::prose);
  }

  Occurrences found() {
    Map<String, List<Declared>> of = new LinkedHashMap<>();
    inner.forEach((name, own) -> of.put(name, List.copyOf(own.values())));
    return new Occurrences(declared.values(), uses, regions, top, of);
  }

  /** A name without the number that tells one of several from the others: {@code x} of x#2. */
  private static String written(String name) {
    int number = name.indexOf('#');
    return number < 0 ? name : name.substring(0, number);
  }

  /** Where a name stands, without such a number. */
  private static Span written(Lexeme word) {
    int start = word.span().start();
    return word.text().indexOf('#') < 0
        ? word.span()
        : new Span(start, start + written(word.text()).length());
  }

  private Declared declare(String name, Symbol symbol) {
    return declared.computeIfAbsent(
        symbol.span(),
        span -> {
          Declared known = new Declared(name, span, Optional.of(symbol), Optional.empty());
          uses.put(span, Set.of(known));
          return known;
        });
  }

  private void region(Outline.Statement statement) {
    if (statement.block().isEmpty()) {
      return;
    }
    Map<String, Set<Declared>> names = new LinkedHashMap<>();
    String name = statement.name().map(word -> word.text()).orElse("");
    boolean common = statement.first().text().equals("every");
    inner.forEach(
        (deliverable, own) -> {
          boolean within =
              own.values().stream().anyMatch(each -> isWithin(each.span(), statement.span()));
          if (common || within || deliverable.equals(name)) {
            own.forEach(
                (each, is) -> names.computeIfAbsent(each, k -> new LinkedHashSet<>()).add(is));
          }
        });
    statement.name().map(word -> templates.get(word.span())).stream()
        .flatMap(template -> template.parameters().stream())
        .forEach(parameter -> names.put(parameter.text(), Set.of(ofTemplate(parameter))));
    if (!names.isEmpty()) {
      regions.add(new Region(statement.span(), names));
    }
  }

  private Declared ofTemplate(Word parameter) {
    return declared.computeIfAbsent(
        parameter.span(),
        span -> {
          Declared known = new Declared(parameter.text(), span, Optional.empty(), Optional.empty());
          uses.put(span, Set.of(known));
          return known;
        });
  }

  private static boolean isWithin(Span inner, Span outer) {
    return outer.start() <= inner.start() && inner.end() <= outer.end();
  }

  /** The options of choices, where facts are declared: a word beside a bar. */
  private void findOptions() {
    @Nullable Declared fact = null;
    for (int i = 0; i < words.size(); i++) {
      Declared at = declared.get(written(words.get(i)));
      if (at != null && at.fact().isEmpty()) {
        fact = isFact(at) ? at : null;
      }
      boolean option = words.get(i).isName() && (is(i - 1, "|") || is(i + 1, "|"));
      if (option && fact != null) {
        Span span = words.get(i).span();
        Declared known =
            new Declared(words.get(i).text(), span, Optional.empty(), Optional.of(fact.span()));
        declared.putIfAbsent(span, known);
        uses.putIfAbsent(span, Set.of(known));
        options
            .computeIfAbsent(fact.span(), of -> new HashMap<>())
            .putIfAbsent(known.name(), known);
      }
    }
  }

  private void search() {
    Deque<String> braces = new ArrayDeque<>();
    Set<Declared> fact = Set.of();
    int region = 0;
    for (int i = 0; i < words.size(); i++) {
      Lexeme word = words.get(i);
      while (region < regions.size() && regions.get(region).span().end() <= word.span().start()) {
        region++;
      }
      boolean inside =
          region < regions.size() && regions.get(region).span().start() <= word.span().start();
      here = inside ? regions.get(region).names() : Map.of();
      if (word.is("{")) {
        boolean block = outline.blocks().contains(word.span().start());
        braces.push(block || i == 0 ? "" : written(words.get(i - 1).text()));
      } else if (word.is("}")) {
        braces.poll();
      }
      if (!word.isName()) {
        continue;
      }
      Set<Declared> known = uses.get(written(word));
      if (known == null) {
        known = meaning(i, braces.isEmpty() ? "" : braces.peek(), fact);
        if (!known.isEmpty()) {
          uses.put(written(word), known);
        }
      }
      if (known.stream().allMatch(NameSearch::isFact) && !known.isEmpty()) {
        fact = known;
      }
    }
  }

  /**
   * What a name means.
   *
   * @param owner the word before the innermost brace around it
   * @param fact the fact that was named last
   */
  private Set<Declared> meaning(int i, String owner, Set<Declared> fact) {
    String name = written(words.get(i).text());
    if (is(i - 1, ".")) {
      return i < 2 ? Set.of() : of(written(words.get(i - 2).text()), name);
    }
    if (inner.containsKey(owner) && (is(i - 1, "{") || is(i - 1, ","))) {
      return of(owner, name);
    }
    boolean compared = is(i - 1, "is") || (is(i - 1, "not") && is(i - 2, "is"));
    boolean stated = is(i - 1, "means") || (i > 0 && names(i - 1, fact));
    if (compared || stated) {
      Set<Declared> meant = option(name, compared ? factBefore(i) : fact);
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    if (is(i + 1, "is")) {
      Set<Declared> meant = option(name, lookUp(is(i + 2, "not") ? i + 3 : i + 2));
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    return lookUp(i);
  }

  private Set<Declared> factBefore(int i) {
    return lookUp(is(i - 1, "is") ? i - 2 : i - 3);
  }

  private Set<Declared> option(String name, Set<Declared> facts) {
    Set<Declared> meant = new LinkedHashSet<>();
    for (Declared fact : facts) {
      Declared option = options.getOrDefault(fact.span(), Map.of()).get(name);
      if (option != null) {
        meant.add(option);
      }
    }
    return meant;
  }

  private boolean names(int i, Set<Declared> fact) {
    return !fact.isEmpty() && fact.equals(uses.get(written(words.get(i))));
  }

  private Set<Declared> of(String deliverable, String name) {
    Declared is = inner.getOrDefault(deliverable, Map.of()).get(name);
    return is == null ? Set.of() : Set.of(is);
  }

  private Set<Declared> lookUp(int i) {
    if (i < 0 || i >= words.size() || !words.get(i).isName()) {
      return Set.of();
    }
    String name = written(words.get(i).text());
    Set<Declared> own = here.get(name);
    Declared known = top.get(name);
    return own != null ? own : known == null ? Set.of() : Set.of(known);
  }

  private static boolean isFact(Declared name) {
    return name.symbol().orElse(null) instanceof Symbol.Fact;
  }

  private boolean is(int i, String text) {
    return i >= 0 && i < words.size() && words.get(i).is(text);
  }

  /** The names between braces in the sentence under the agreement's name. */
  private void prose(Declaration.Prose prose) {
    int[] text = prose.text().codePoints().toArray();
    int base = prose.span().start() + 1;
    here = Map.of();
    for (int open = 0; open < text.length; open++) {
      if (text[open] != '{') {
        continue;
      }
      int end = open + 1;
      String before = "";
      for (int i = open + 1; i <= text.length; i++) {
        if (i == text.length || text[i] == '}' || text[i] == '.') {
          String name = new String(text, end, i - end);
          Declared known = top.get(name);
          Set<Declared> is =
              before.isEmpty() ? known == null ? Set.of() : Set.of(known) : of(before, name);
          if (!is.isEmpty()) {
            uses.put(new Span(base + end, base + i), is);
          }
          before = before.isEmpty() ? name : " ";
          end = i + 1;
          if (i == text.length || text[i] == '}') {
            open = i;
            break;
          }
        }
      }
    }
  }
}
