package org.horkos.dsl.syntax.slips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Whole sentences in another order: {@code client shall pay 500 USDC}, {@code if … then …}. */
final class Sentences {
  private static final Set<String> PAYING = Set.of("pay", "paid");
  private static final Set<String> BONDING =
      Set.of(
          "bonds", "deposit", "deposits", "stake", "stakes", "pledge", "pledges", "lock", "locks");

  private static final Set<Integer> AWARDED =
      Set.of(
          OathLexer.NUMBER,
          OathLexer.PERCENT,
          OathLexer.NAME,
          OathLexer.PAY,
          OathLexer.LPAREN,
          OathLexer.LESSER,
          OathLexer.GREATER);
  private static final Set<String> BACK = Set.of("back", "for");
  private static final Set<String> CIRCUMSTANCES =
      Set.of("if", "on", "upon", "because", "when", "once", "unless", "penalty", "fine", "in");
  private static final Set<Integer> NO_AMOUNT =
      Set.of(
          OathLexer.WHEN,
          OathLexer.FOR,
          OathLexer.BY,
          OathLexer.PER,
          OathLexer.AFTER,
          OathLexer.LATE,
          OathLexer.WITHIN,
          OathLexer.EVERY,
          OathLexer.AT,
          OathLexer.UNTIL,
          OathLexer.PENALTY);

  // Behind these a statement goes on in the next line.
  private static final Set<Integer> UNFINISHED =
      Set.of(
          OathLexer.FROM,
          OathLexer.BY,
          OathLexer.AND,
          OathLexer.GIVES,
          OathLexer.OF,
          OathLexer.TO,
          OathLexer.AFTER,
          OathLexer.ALLOW,
          OathLexer.COMMA);

  @Nullable Slip at(Tokens tokens, int i) {
    if (!tokens.begins(i) || UNFINISHED.contains(tokens.type(i - 1))) {
      return null;
    }
    Slip slip = person(tokens, i);
    slip = slip == null ? condition(tokens, i) : slip;
    return slip;
  }

  // client shall pay 500 USDC to studio; the studio pledges 50 USDC
  private static @Nullable Slip person(Tokens tokens, int i) {
    int name = tokens.word(i, "the") ? i + 1 : i;
    if (!tokens.party(name) && !tokens.capitalParty(name)) {
      return null;
    }
    int verb = tokens.word(name + 1, Words.MODAL) ? name + 2 : name + 1;
    boolean pays =
        tokens.type(verb) == OathLexer.PAY
            || tokens.type(verb) == OathLexer.PAYS
            || tokens.word(verb, PAYING);
    boolean bonds = tokens.type(verb) == OathLexer.BOND || tokens.word(verb, BONDING);
    if (!pays && !bonds || !tokens.sameLine(verb) || !tokens.sameLine(verb + 1)) {
      return null;
    }
    // In a scenario somebody pays in: `borrower pays loan 500 USDC`.
    boolean step =
        tokens.type(verb) == OathLexer.PAYS
            && tokens.type(verb + 1) == OathLexer.NAME
            && !tokens.party(verb + 1)
            && tokens.type(verb + 2) == OathLexer.NUMBER;
    if (step) {
      return null;
    }
    int end = tokens.endOfLine(verb + 1);
    int receiver = tokens.word(verb + 1, "the") ? verb + 2 : verb + 1;
    boolean toSomebody = tokens.party(receiver) || tokens.capitalParty(receiver);
    int first = toSomebody ? receiver + 1 : verb + 1;
    int amount = end;
    for (int at = first; at < end; at++) {
      if (tokens.type(at) == OathLexer.TO
          || tokens.type(at) == OathLexer.FROM
          || tokens.type(at) == OathLexer.DOT && at == end - 1) {
        amount = at;
        break;
      }
    }
    if (!isAmount(tokens, first, amount)) {
      return null;
    }
    String person = tokens.small(name);
    String to = receiver(tokens, toSomebody ? receiver : amount + 1, toSomebody, amount);
    Optional<String> performer = pays && !to.isEmpty() ? tokens.performer(i) : Optional.empty();
    // What is paid in a deliverable goes to its performer; what he himself pays he owes.
    boolean owes = performer.filter(person::equals).isPresent() && !to.equals(person);
    int clause = owes ? OathLexer.OWES : pays ? OathLexer.PAYS : OathLexer.BOND;
    int joined = owes ? OathLexer.TO : pays ? OathLexer.FROM : OathLexer.BY;
    String who = owes ? to : person;
    List<Token> instead = new ArrayList<>();
    instead.add(tokens.keyword(verb, clause));
    instead.addAll(tokens.list(first, amount));
    instead.add(tokens.keyword(amount - 1, joined));
    instead.add(tokens.as(amount - 1, OathLexer.NAME, who));
    boolean another = !owes && performer.filter(p -> !p.equals(to)).isPresent();
    if (another) {
      return new Slip(
          end,
          instead,
          Diagnostic.of(
                  DiagnosticCode.PERSON_FIRST,
                  tokens.span(i, end),
                  "what is paid here goes to `"
                      + performer.get()
                      + "`, who performs this deliverable, and not to `"
                      + to
                      + "`")
              .hint("give `" + to + "` a deliverable: `deliverable … by " + to + " { … }`"));
    }
    String written =
        tokens.keyword(verb, clause).getText()
            + " "
            + tokens.written(first, amount)
            + " "
            + tokens.keyword(verb, joined).getText()
            + " "
            + who;
    return slip(
        tokens,
        i,
        end,
        instead,
        DiagnosticCode.PERSON_FIRST,
        "a clause begins with what is done, and then says by whom",
        written);
  }

  /** Who gets it; nothing where nobody is named. */
  private static String receiver(Tokens tokens, int i, boolean before, int amount) {
    boolean to = before || tokens.type(amount) == OathLexer.TO;
    int at = tokens.word(i, "the") ? i + 1 : i;
    boolean somebody = tokens.party(at) || tokens.capitalParty(at);
    return to && somebody ? tokens.small(at) : "";
  }

  // Only money stands there, not why or when it is paid.
  private static boolean isAmount(Tokens tokens, int from, int to) {
    if (from >= to || BACK.contains(tokens.text(from))) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (NO_AMOUNT.contains(tokens.type(at)) || tokens.word(at, CIRCUMSTANCES)) {
        return false;
      }
    }
    return true;
  }

  // if score at least 80 then award 100%; when late, penalty "late" gives …
  private static @Nullable Slip condition(Tokens tokens, int i) {
    if (!tokens.word(i, "if") && tokens.type(i) != OathLexer.WHEN) {
      return null;
    }
    int end = tokens.endOfLine(i);
    for (int at = i + 2; at < end; at++) {
      if (tokens.type(at) != OathLexer.AWARD && tokens.type(at) != OathLexer.PENALTY) {
        continue;
      }
      int conditionEnd = tokens.word(at - 1, "then") ? at - 1 : at;
      conditionEnd =
          tokens.type(conditionEnd - 1) == OathLexer.COMMA ? conditionEnd - 1 : conditionEnd;
      boolean base =
          tokens.type(at - 1) == OathLexer.OF || conditionEnd <= i + 1 || !isRule(tokens, at);
      // A `when` that begins a line may go on from the line before, unless somebody says `then`.
      boolean goesOn = tokens.type(i) == OathLexer.WHEN && conditionEnd == at;
      if (base || goesOn) {
        continue;
      }
      List<Token> instead = new ArrayList<>(tokens.list(at, end));
      instead.add(tokens.keyword(end - 1, OathLexer.WHEN));
      instead.addAll(tokens.list(i + 1, conditionEnd));
      String written = tokens.written(at, end) + " when " + tokens.written(i + 1, conditionEnd);
      return slip(
          tokens,
          i,
          end,
          instead,
          DiagnosticCode.IF_FOR_WHEN,
          "a rule begins with what follows, and then says when",
          written);
    }
    return null;
  }

  private static boolean isRule(Tokens tokens, int i) {
    int next = tokens.type(i + 1);
    return tokens.type(i) == OathLexer.PENALTY
        ? next == OathLexer.STRING || next == OathLexer.GIVES
        : AWARDED.contains(next);
  }

  private static Slip slip(
      Tokens tokens,
      int from,
      int to,
      List<Token> instead,
      DiagnosticCode code,
      String message,
      String written) {
    Span span = tokens.span(from, to);
    String shown = written.length() <= 100 ? written : written.substring(0, 100) + "…";
    return new Slip(
        to,
        instead,
        Diagnostic.of(code, span, message).hint("write `" + shown + "`").mend(span, written));
  }
}
