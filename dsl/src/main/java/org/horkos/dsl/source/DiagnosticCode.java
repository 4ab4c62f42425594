package org.horkos.dsl.source;

import org.horkos.dsl.source.Diagnostic.Severity;

/**
 * Every kind of message. The number never changes and is never used again: 1 to 99 reading, 100 to
 * 199 names, 200 to 299 types and clauses, 300 to 399 what follows from the rules, 400 to 499
 * scenarios, 500 to 599 bindings, 900 and up warnings.
 */
public enum DiagnosticCode {
  TEXT_TOO_LONG("O1001", "the text is too long"),
  NOT_UTF8("O1002", "the text is not UTF-8"),
  FORBIDDEN_CHARACTER("O1003", "a character that does not belong here"),
  UNCLOSED_STRING("O1004", "a string does not end on its line"),
  UNEXPECTED("O1005", "something else was expected"),
  UNCLOSED_BLOCK("O1006", "a block is never closed"),
  TOO_DEEP("O1007", "too deeply nested"),
  TOO_MANY("O1008", "too many"),
  NOT_YET_SUPPORTED("O1009", "not yet supported"),
  BAD_NUMBER("O1010", "a number that cannot stand here"),
  BAD_DATE("O1011", "a day that does not exist"),
  BAD_DURATION("O1012", "a time span that cannot stand here"),

  DUPLICATE_NAME("O1101", "a name is used twice"),
  UNKNOWN_NAME("O1102", "an unknown name"),
  WRONG_KIND("O1103", "a name of another kind"),
  AFTER_CYCLE("O1104", "deliverables wait for each other"),
  LET_CYCLE("O1105", "a value is made of itself"),
  DUPLICATE_CLAUSE("O1106", "a clause stands twice"),

  MISSING_CLAUSE("O1201", "a clause is missing"),
  MIXED_TOKENS("O1202", "money of different tokens"),
  WRONG_TYPE("O1203", "an amount of another kind was expected"),
  NOT_COMPARABLE("O1204", "these cannot be compared"),
  NOT_A_CONDITION("O1205", "a condition was expected"),
  UNKNOWN_OPTION("O1206", "not one of the options"),
  TOO_PRECISE("O1207", "more decimals than the token has"),
  TOO_LARGE("O1208", "too large"),
  NOT_BOUND_YET("O1209", "a value that is not known when it is needed"),
  BAD_RANGE("O1210", "a range that holds nothing"),
  BAD_SHARES("O1211", "shares that do not sum up to the whole"),
  OUT_OF_RANGE("O1212", "a value outside of its range"),
  NO_POT("O1213", "it is not said what this is taken from"),
  NO_PROPORTION("O1214", "this cannot be split among the payers"),
  NO_QUESTION("O1215", "a fact without a question"),
  TOO_COMPLEX("O1216", "an expression is too complex"),
  NO_LABEL("O1217", "a rule without a label"),

  SOURCE_IS_PERFORMER("O1301", "the performer is named as another source"),
  NO_LOT("O1302", "somebody without a bond here"),
  LOT_OVERDRAWN("O1303", "a bond can be overdrawn"),
  EVENT_MAY_NOT_HAPPEN("O1304", "an event that may never happen"),
  MISSED_BEFORE_DUE("O1305", "missed before it is late"),
  GIVES_TO_ITSELF("O1306", "money given to whom it belongs"),
  NOTHING_LOCKED("O1307", "an amount that can be nothing"),
  SILENCE_UNCLEAR("O1308", "a silence without meaning"),

  SCENARIO_VALUE("O1401", "a scenario's value is missing or wrong"),
  SCENARIO_FACTS("O1402", "other facts are stated here"),
  SCENARIO_ACTOR("O1403", "somebody else does this"),

  BOUND_OUT_OF_RANGE("O1501", "a parameter outside of its bounds"),
  BOUND_TWICE("O1502", "one address in two roles"),
  BOUND_INCOMPLETE("O1503", "a binding is missing or too many"),
  COURT_UNPAID("O1504", "the court could not be paid"),
  BOUND_TO_NOTHING("O1505", "an amount that is bound to nothing"),

  NEVER_HOLDS("O1901", "a condition that can never hold"),
  ALWAYS_HOLDS("O1902", "a condition that always holds"),
  COSTLY_SILENCE("O1903", "a neutral's silence costs somebody"),
  LOOSE_NUMERAL("O1904", "a numeral in prose"),
  UNUSED("O1905", "a name is never used"),
  USELESS_AWARD("O1906", "an award that changes nothing");

  private final String code;
  private final String title;

  DiagnosticCode(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /** The stable code, such as {@code O1102}. */
  public String code() {
    return code;
  }

  /** What kind of message it is, in a few words. */
  public String title() {
    return title;
  }

  /** Whether it is a mistake or a warning. */
  public Severity severity() {
    return code.startsWith("O19") ? Severity.WARNING : Severity.ERROR;
  }

  /** Whether some of the text could not be read, so that names and clauses in it are not known. */
  boolean leavesUnread() {
    return switch (this) {
      case FORBIDDEN_CHARACTER,
          UNCLOSED_STRING,
          UNEXPECTED,
          UNCLOSED_BLOCK,
          TOO_DEEP,
          TOO_MANY,
          NOT_YET_SUPPORTED ->
          true;
      default -> false;
    };
  }

  /** Whether it may be nothing but a consequence of text that could not be read. */
  boolean mayFollow() {
    return switch (this) {
      case UNKNOWN_NAME, MISSING_CLAUSE, NO_LOT, UNUSED, SCENARIO_FACTS, SCENARIO_VALUE, NO_POT ->
          true;
      default -> false;
    };
  }
}
