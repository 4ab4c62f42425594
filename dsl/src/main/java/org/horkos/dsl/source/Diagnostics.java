package org.horkos.dsl.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collects the messages of all stages. What only follows from another mistake is left out: after a
 * syntax error or an unsupported clause, complaints that something is missing or unknown are not
 * made, because it may stand in what could not be read; a name that is nearly a known one is a slip
 * of its own, though, and a syntax error inside a block hides nothing that only a declaration of
 * the text itself could make known. At most {@link #MAXIMUM} are kept.
 */
public final class Diagnostics {
  /** How many messages are kept for one text. */
  public static final int MAXIMUM = 200;

  private final List<Diagnostic> collected = new ArrayList<>();
  private final Set<Diagnostic> seen = new HashSet<>();
  private final Set<Diagnostic> insideBlocks = new HashSet<>();
  private final Set<Diagnostic> ofTheText = new HashSet<>();
  private final TreeMap<Integer, Sentence> sentences = new TreeMap<>();

  /** Takes a message, unless the very same was taken before, also of another one of several. */
  public void add(Diagnostic diagnostic) {
    if (collected.size() < MAXIMUM && seen.add(diagnostic.unnumbered())) {
      collected.add(diagnostic);
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
        && diagnostic.span().start() < sentence.getValue().line().end();
  }

  /**
   * What stands once and is copied, by a template or for each of several, is one slip: of messages
   * about one place that differ in names and figures alone the first is shown.
   */
  private static final class OnePlace {
    private static final Pattern OF_ONE_COPY =
        Pattern.compile("`[^`]*`|\\(with [^)]*\\)|[0-9][0-9_.]*");

    private final Set<Slip> seen = new HashSet<>();

    private record Slip(DiagnosticCode code, Span span, String message, Optional<String> hint) {}

    boolean isFirst(Diagnostic diagnostic) {
      String message = OF_ONE_COPY.matcher(diagnostic.message()).replaceAll("");
      return seen.add(new Slip(diagnostic.code(), diagnostic.span(), message, diagnostic.hint()));
    }
  }

  private record Sentence(Diagnostic about, Span line) {}

  /** Takes a name that is unknown, and that nothing inside a block could have declared. */
  public void addUnknownOfTheText(Diagnostic unknown) {
    ofTheText.add(unknown);
    add(unknown);
  }

  /** Whether nothing was reported. */
  public boolean isEmpty() {
    return collected.isEmpty();
  }

  /** Whether a mistake was reported. */
  public boolean hasErrors() {
    return collected.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }

  private static boolean isTypo(Diagnostic diagnostic) {
    return diagnostic.code().isUnknownName()
        && diagnostic.hint().filter(hint -> hint.startsWith("did you mean")).isPresent();
  }

  /** What is to be shown, in the order of the text. */
  public List<Diagnostic> toList() {
    boolean partlyUnread = collected.stream().anyMatch(d -> d.code().leavesUnread());
    boolean declarationUnread =
        collected.stream().anyMatch(d -> d.code().leavesUnread() && !insideBlocks.contains(d));
    boolean wrong = hasErrors();
    Set<DiagnosticCode> following = EnumSet.noneOf(DiagnosticCode.class);
    collected.forEach(d -> following.addAll(d.code().hides()));
    return collected.stream()
        .filter(
            d ->
                !(d.code().mayFollow()
                    && (declarationUnread || partlyUnread && !ofTheText.contains(d))
                    && !isTypo(d)))
        .filter(d -> !following.contains(d.code()))
        .filter(d -> !isInSentence(d))
        .filter(d -> !(wrong && d.code() == DiagnosticCode.UNUSED))
        .filter(new OnePlace()::isFirst)
        .sorted(
            Comparator.comparingInt((Diagnostic d) -> d.span().start())
                .thenComparingInt(d -> d.span().end())
                .thenComparing(Diagnostic::code))
        .toList();
  }
}
