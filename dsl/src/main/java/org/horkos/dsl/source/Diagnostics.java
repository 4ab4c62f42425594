package org.horkos.dsl.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the messages of all stages. What only follows from another mistake is left out: after a
 * syntax error or an unsupported clause, complaints that something is missing or unknown are not
 * made, because it may stand in what could not be read; a name that is nearly a known one is a slip
 * of its own, though, and a syntax error inside a block hides nothing that only a declaration of
 * the text itself could make known. At most {@link #MAXIMUM} errors and as many warnings are shown:
 * no number of messages hides that a text is wrong.
 */
public final class Diagnostics {
  /** How many errors, and how many warnings, are shown for one text. */
  public static final int MAXIMUM = 200;

  // So many are kept to choose from: most of them may follow from others.
  private static final int MOST_KEPT = 20_000;

  // Who writes a name more often than this means it: its declaration is missing or misspelt.
  private static final int MOST_SLIPS = 2;

  private final List<Diagnostic> collected = new ArrayList<>();
  private final Set<Diagnostic> seen = new HashSet<>();
  private final Set<Diagnostic> insideBlocks = new HashSet<>();
  private final Set<Diagnostic> ofTheText = new HashSet<>();
  private final Set<String> unread = new HashSet<>();
  private final TreeMap<Integer, Sentence> sentences = new TreeMap<>();
  private boolean wrong;
  private int warnings;

  /** Takes a message, unless the very same was taken before, also of another one of several. */
  public void add(Diagnostic diagnostic) {
    boolean warning = diagnostic.severity() == Diagnostic.Severity.WARNING;
    wrong |= !warning;
    boolean fits = warning ? warnings < MAXIMUM : collected.size() - warnings < MOST_KEPT;
    if (fits && seen.add(diagnostic.ofAllCopies())) {
      collected.add(diagnostic);
      warnings += warning ? 1 : 0;
    }
  }

  /** Takes a syntax error that leaves only a statement inside a block unread. */
  public void addInsideBlock(Diagnostic slip) {
    insideBlocks.add(slip);
    add(slip);
  }

  /** Takes the line of a sentence that is no statement: what is said of its words says nothing. */
  public void addSentence(Diagnostic about, Span line) {
    sentences.put(line.start(), new Sentence(about, line));
  }

  private boolean isInSentence(Diagnostic diagnostic) {
    var sentence = sentences.floorEntry(diagnostic.span().start());
    return sentence != null
        && diagnostic.code().isSlip()
        && !diagnostic.equals(sentence.getValue().about())
        && seen.contains(sentence.getValue().about().ofAllCopies())
        && diagnostic.span().start() < sentence.getValue().line().end();
  }

  private record Sentence(Diagnostic about, Span line) {}

  /** Takes a name that is unknown, and that nothing inside a block could have declared. */
  public void addUnknownOfTheText(Diagnostic unknown) {
    ofTheText.add(unknown);
    add(unknown);
  }

  /** Takes a name whose declaration begins and cannot be read: that it is unknown says nothing. */
  public void addUnread(String name) {
    unread.add(name);
  }

  /** Whether nothing was reported. */
  public boolean isEmpty() {
    return collected.isEmpty();
  }

  /** Whether a mistake was reported. */
  public boolean hasErrors() {
    return wrong;
  }

  private static boolean isTypo(Diagnostic diagnostic) {
    return diagnostic.code().isUnknownName()
        && !isNumbered(diagnostic)
        && diagnostic.hint().filter(hint -> hint.startsWith("did you mean")).isPresent();
  }

  /** What is to be shown, in the order of the text. */
  public List<Diagnostic> toList() {
    boolean partlyUnread = collected.stream().anyMatch(d -> d.code().leavesUnread());
    boolean declarationUnread =
        collected.stream().anyMatch(d -> d.code().leavesUnread() && !insideBlocks.contains(d));
    Set<DiagnosticCode> following = EnumSet.noneOf(DiagnosticCode.class);
    collected.forEach(d -> following.addAll(d.code().hides()));
    boolean severalUnclear =
        collected.stream()
            .anyMatch(
                d ->
                    d.code() == DiagnosticCode.EACH_OF_ONE
                        || d.code() == DiagnosticCode.ONE_OF_SEVERAL);
    List<Diagnostic> all = new ArrayList<>(collected);
    all.sort(
        Comparator.comparingInt((Diagnostic d) -> d.span().start())
            .thenComparingInt(d -> d.span().end())
            .thenComparing(Diagnostic::code));
    List<Diagnostic> shown =
        all.stream()
            .filter(
                d ->
                    !(d.code().mayFollow()
                        && (declarationUnread || partlyUnread && !ofTheText.contains(d))
                        && !isTypo(d)))
            .filter(d -> !following.contains(d.code()))
            .filter(d -> !isInSentence(d))
            .filter(d -> !(wrong && d.code() == DiagnosticCode.UNUSED))
            .filter(d -> !(d.code().isUnknownName() && unread.contains(nameIn(d))))
            .filter(d -> !(isNumbered(d) && severalUnclear))
            .toList();
    shown = eachCauseOnce(shown);
    // INVARIANT: a text that is wrong is said to be wrong.
    return first(wrong && shown.stream().noneMatch(Diagnostics::isError) ? all : shown);
  }

  /**
   * That a name is not declared is said where it is used first, unless its uses are slips; and so
   * is what has one cause, wherever it shows.
   */
  private List<Diagnostic> eachCauseOnce(List<Diagnostic> all) {
    Map<String, Integer> uses = new HashMap<>();
    all.forEach(d -> cause(d).ifPresent(cause -> uses.merge(cause, 1, Integer::sum)));
    Set<String> told = new HashSet<>();
    return all.stream()
        .filter(
            d -> {
              Optional<String> cause = cause(d);
              boolean once =
                  cause.filter(c -> isOnce(d) || uses.getOrDefault(c, 0) > MOST_SLIPS).isPresent();
              return !once || told.add(cause.orElseThrow());
            })
        .toList();
  }

  /** What several messages may have in common. */
  private static Optional<String> cause(Diagnostic diagnostic) {
    return switch (diagnostic.code()) {
      case NO_PAY -> Optional.of(DiagnosticCode.NO_PAY.code());
      case ONE_OF_SEVERAL, TEMPLATE_ARGUMENTS -> Optional.of(diagnostic.message());
      default ->
          Optional.of(nameIn(diagnostic).replaceAll("#[0-9]+$", ""))
              .filter(name -> diagnostic.code().isUnknownName());
    };
  }

  private boolean isOnce(Diagnostic diagnostic) {
    return switch (diagnostic.code()) {
      case NO_PAY, ONE_OF_SEVERAL -> true;
      case TEMPLATE_ARGUMENTS -> false;
      default -> isNumbered(diagnostic) || !isTypo(diagnostic) && ofTheText.contains(diagnostic);
    };
  }

  /** Whether it is about one of several copies, which are there or not together. */
  private static boolean isNumbered(Diagnostic diagnostic) {
    return diagnostic.code().isUnknownName() && nameIn(diagnostic).contains("#");
  }

  /** The name that a message is about. */
  private static String nameIn(Diagnostic diagnostic) {
    String message = diagnostic.message();
    int start = message.indexOf('`') + 1;
    int end = message.indexOf('`', start);
    return end < 0 ? message : message.substring(start, end);
  }

  private static boolean isError(Diagnostic diagnostic) {
    return diagnostic.severity() == Diagnostic.Severity.ERROR;
  }

  /** As many as are shown, in the order of the text. */
  private static List<Diagnostic> first(List<Diagnostic> all) {
    List<Diagnostic> first = new ArrayList<>();
    int errors = 0;
    int warnings = 0;
    for (Diagnostic diagnostic : all) {
      if (isError(diagnostic) ? errors++ < MAXIMUM : warnings++ < MAXIMUM) {
        first.add(diagnostic);
      }
    }
    return List.copyOf(first);
  }
}
