package org.horkos.dsl.resolution;

import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;

/** What a name means. An index is the position among the declarations of its kind. */
public sealed interface Symbol {
  /** Where it is declared. */
  Span span();

  /** Its kind, for messages: "a party". */
  default String kind() {
    return switch (this) {
      case Token token -> "a token";
      case Parameter parameter -> "a parameter";
      case Party party -> "a party";
      case Attestor attestor -> "an attestor";
      case Court court -> "a court";
      case Deliverable deliverable -> "a deliverable";
      case Fact fact -> "a fact";
      case Let let -> "a value";
      case Contest contest -> "a contest";
      case Calendar calendar -> "a calendar";
      case Template template -> "a template";
      case Tally tally -> "a panel's decision";
      case Unreadable unreadable -> "something that does not run yet";
    };
  }

  /** A currency. */
  record Token(int index, Span span) implements Symbol {}

  /** A parameter. */
  record Parameter(int index, Span span) implements Symbol {}

  /** A party. */
  record Party(int index, Span span) implements Symbol {}

  /** An attestor. */
  record Attestor(int index, Span span) implements Symbol {}

  /** A court. */
  record Court(int index, Span span) implements Symbol {}

  /** A deliverable. */
  record Deliverable(int index, Span span) implements Symbol {}

  /** A fact or decision of the deliverable whose scope this is. */
  record Fact(int index, Span span) implements Symbol {}

  /** A named amount. */
  record Let(Declaration.Let declaration, Span span) implements Symbol {}

  /** A contest. */
  record Contest(int index, Span span) implements Symbol {}

  /** A calendar. */
  record Calendar(int index, Span span) implements Symbol {}

  /** A template, which has been filled in wherever it is used. */
  record Template(Span span) implements Symbol {}

  /** What the votes of a panel come to. */
  record Tally(Clause.Tally clause, Span span) implements Symbol {}

  /** Declared, but by something that does not run yet; reported already. */
  record Unreadable(Span span) implements Symbol {}
}
