package org.horkos.dsl.source;

import java.util.Set;
import org.horkos.dsl.source.Diagnostic.Severity;

/**
 * Every kind of message. The number never changes and is never used again: 1 to 99 reading (from 50
 * on what people write who know English and not yet Oath), 100 to 199 names, 200 to 299 types and
 * clauses, 300 to 399 what follows from the rules, 400 to 499 scenarios, 500 to 599 bindings, 900
 * and up warnings. Each has a page in {@code docs/language/errors}.
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
  COMPARISON_SIGN("O1050", "a comparison is written in words"),
  EQUALS_FOR_IS("O1051", "an equals sign instead of `is`"),
  LOOSE_PERCENT("O1052", "a percentage is a number with % behind it"),
  CURRENCY_SIGN("O1053", "a currency sign instead of a token"),
  TOKEN_IN_SMALL_LETTERS("O1054", "a token in small letters"),
  TOKEN_BEFORE_NUMBER("O1055", "the token stands behind the number"),
  LOGIC_SIGN("O1056", "a sign instead of `and`, `or`, `not`"),
  END_MARK("O1059", "a mark around a statement"),
  QUOTES("O1060", "quotes of another kind"),
  OTHER_SPACE("O1061", "a space of another kind"),
  COMMENT_SIGN("O1062", "a comment of another kind"),
  RANGE_SIGN("O1063", "a range is written with two points"),
  GROUPED_NUMBER("O1064", "thousands are set apart by a low line"),
  DECIMAL_COMMA("O1065", "decimals stand behind a point"),
  POINT_BEHIND_NUMBER("O1066", "a point behind a whole number"),
  NUMBER_IN_WORDS("O1067", "a number in words"),
  LARGE_NUMBER_WORD("O1068", "thousands and millions are written out"),
  DATE_FORM("O1069", "a date is written year-month-day"),
  OTHER_UNIT("O1070", "time is counted in days and hours"),
  TIME_OF_DAY("O1071", "there are no times of day"),
  UNCLEAR_BOUND("O1072", "it is not said whether the bound itself counts"),
  COMPARISON_WORDS("O1073", "a comparison in other words"),
  COUNTED_FROM("O1074", "time is counted `after` an event"),
  WITHOUT_EVENT("O1075", "it is not said after what"),
  WITHIN_OF_SOMETHING("O1076", "`within` counts from its own event"),
  PERCENT_OF_WHAT("O1077", "percent of what?"),
  MISSING_OF("O1078", "`of` is missing behind a percentage"),
  PERSON_FIRST("O1079", "a clause begins with its verb"),
  MODAL_WORD("O1080", "nothing shall or must"),
  IF_FOR_WHEN("O1081", "`if` instead of `when`"),
  UNLESS("O1082", "`unless` instead of `when not`"),
  FILLER_WORD("O1083", "a word too many"),
  OTHER_WORD("O1084", "Oath has another word for this"),
  VERB_FORM("O1085", "another form of the verb"),
  STRAY_COLON("O1086", "a colon or equals sign that does not belong here"),
  UNQUOTED("O1088", "a text without quotes"),
  WORD_AS_NAME("O1089", "a word of the language as a name"),
  LETTER_CASE("O1090", "a name that begins with the wrong letter"),
  BARE_SHARE("O1091", "a share without its percent sign"),
  UNFINISHED("O1092", "a statement is not finished"),
  STRAY_BRACE("O1093", "a brace too many"),
  NO_HEADING("O1094", "the text does not begin with its name"),
  NO_STATEMENT("O1095", "no statement begins like this"),
  MISSPELT("O1096", "a word of the language is misspelt"),
  TIMES_SIGN("O1097", "another sign of multiplication or division"),
  OPTION_SIGN("O1098", "options are set apart by a stroke"),
  UNCLEAR_CONDITION("O1099", "a condition between two clauses"),

  DUPLICATE_NAME("O1101", "a name is used twice"),
  UNKNOWN_NAME("O1102", "an unknown name"),
  WRONG_KIND("O1103", "a name of another kind"),
  AFTER_CYCLE("O1104", "deliverables wait for each other"),
  LET_CYCLE("O1105", "a value is made of itself"),
  DUPLICATE_CLAUSE("O1106", "a clause stands twice"),
  UNKNOWN_PARTY("O1150", "an unknown party"),
  UNKNOWN_TOKEN("O1151", "an unknown token"),
  UNKNOWN_COURT("O1152", "an unknown court"),
  UNKNOWN_DELIVERABLE("O1153", "an unknown deliverable"),
  UNKNOWN_FACT("O1154", "an unknown fact"),
  UNKNOWN_SOURCE("O1155", "an unknown source of a fact"),
  UNKNOWN_PARAMETER("O1156", "an unknown parameter"),
  UNKNOWN_IN_PROSE("O1157", "prose shows what is not there"),
  DUPLICATE_LABEL("O1158", "two rules with one label"),
  DUPLICATE_OPTION("O1159", "an option stands twice"),
  DUPLICATE_SCENARIO("O1160", "two scenarios with one name"),
  PAYS_TWICE("O1161", "a payer stands twice"),
  PARTY_AS_AMOUNT("O1162", "a party where an amount belongs"),
  TOKEN_AS_AMOUNT("O1163", "a token without a number"),

  NUMBERED_NAME("O1170", "a name that numbers one of several"),
  UNKNOWN_TEMPLATE("O1171", "an unknown template"),
  TEMPLATE_ARGUMENTS("O1172", "other values than the template takes"),
  TEMPLATE_NAME("O1173", "a template needs a name here"),
  EACH_OF_ONE("O1174", "each of a party with one seat"),
  EACH_AND_SERIES("O1175", "a series for each seat"),
  ONE_OF_SEVERAL("O1176", "it is not said which of several"),

  IMPORT_UNKNOWN("O1177", "an import that is not there"),
  IMPORT_HASH("O1178", "an import with another hash"),
  LIBRARY_CONTENT("O1179", "no part of a library"),

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
  MONEY_EXPECTED("O1250", "a plain number where money is wanted"),
  MONEY_TIMES_MONEY("O1251", "money times money"),
  WORD_AS_AMOUNT("O1252", "a choice where an amount is wanted"),
  CONDITION_AS_AMOUNT("O1253", "a condition where an amount is wanted"),
  DOCUMENT_AS_AMOUNT("O1254", "a document where an amount is wanted"),
  LATE_COMPARED("O1255", "`late` is compared"),
  WORDS_WITHOUT_ORDER("O1256", "words have no order"),
  OTHER_OPTIONS("O1257", "two facts with different options"),
  NO_DELIVERABLE("O1258", "nobody owes anything"),
  COURT_INCOMPLETE("O1259", "a court lacks a clause"),
  NO_TIME("O1260", "no time to act"),
  EVEN_PANEL("O1261", "a panel that can tie"),
  TOO_FINE("O1262", "a share that is too fine"),
  NAME_TOO_LONG("O1263", "a name that is too long"),
  NO_CHOICE("O1264", "a choice of one"),
  ABOVE_THE_WHOLE("O1265", "more than the whole"),
  DIFFERENT_KINDS("O1266", "amounts of different kinds are added"),

  QUORUM_UNREACHABLE("O1270", "a quorum that cannot be met"),
  QUORUM_MISSING("O1271", "a panel without a quorum"),
  PANEL_FACT("O1272", "a panel states a fact"),
  PANEL_DOMAIN("O1273", "a panel cannot vote on this"),
  PANEL_SILENCE("O1274", "a panel's silence without a value"),
  MONTHS_WITHOUT_DATE("O1275", "months without a date"),
  BELOW_ZERO("O1276", "an amount that can fall below zero"),
  BAD_DIVISOR("O1277", "a divisor that cannot be divided by"),
  BAD_EXPONENT("O1278", "an exponent that cannot be raised to"),
  NO_CALENDAR("O1279", "business days of no calendar"),
  BAD_CALENDAR("O1280", "a calendar that cannot be kept"),
  OWES_AND_PAYS("O1281", "a debt that cannot be owed like this"),
  BAD_CONTEST("O1282", "a contest that cannot be decided"),
  BAD_ENTRY("O1283", "an entry that cannot be ranked"),
  BAD_MEASURE("O1284", "a due time that cannot be measured so"),
  BAD_CARRY("O1285", "a debt that cannot be carried over"),
  BAD_POINTS("O1286", "points that cannot be recorded"),
  AWARD_ABOVE_PAY("O1287", "an award above the pay"),
  NO_PAY("O1288", "a share of a pay that is not there"),

  SOURCE_IS_PERFORMER("O1301", "the performer is named as another source"),
  NO_LOT("O1302", "somebody without a bond here"),
  LOT_OVERDRAWN("O1303", "a bond can be overdrawn"),
  EVENT_MAY_NOT_HAPPEN("O1304", "an event that may never happen"),
  MISSED_BEFORE_DUE("O1305", "missed before it is late"),
  GIVES_TO_ITSELF("O1306", "money given to whom it belongs"),
  NOTHING_LOCKED("O1307", "an amount that can be nothing"),
  SILENCE_UNCLEAR("O1308", "a silence without meaning"),
  ENDED_WHILE_ON_TIME("O1330", "a power to end what is on time"),
  POWER_TOO_LATE("O1331", "a power that comes too late"),
  ASKED_TOO_LATE("O1332", "asked when the time to answer is over"),
  LATE_BEFORE_IT_BEGINS("O1333", "late before it can begin"),
  UNASKED("O1334", "a lie by which nobody is asked"),
  NOBODY_CONTESTS("O1350", "nobody could contest a fact"),
  COUNTS_FROM_ITSELF("O1351", "a time that counts from itself"),
  NOBODY_JOINS("O1352", "a party that never joins"),

  // O1401 was split into the codes from O1450 on.
  SCENARIO_FACTS("O1402", "other facts are stated here"),
  SCENARIO_ACTOR("O1403", "somebody else does this"),
  NOT_GIVEN("O1450", "a parameter without a value"),
  GIVEN_TWICE("O1451", "a parameter with two values"),
  START_WITHOUT_DATE("O1452", "a start that is no date"),
  NOT_STATED("O1453", "a delivery that lacks a fact"),
  STATED_BY_ANOTHER("O1454", "a fact that somebody else states"),
  NOT_CONTESTABLE("O1455", "a fact that nobody contests"),
  STATED_TWICE("O1456", "a fact is stated twice"),
  WHICH_DUE("O1457", "it is not said which due time"),

  BOUND_OUT_OF_RANGE("O1501", "a parameter outside of its bounds"),
  BOUND_TWICE("O1502", "one address in two roles"),
  BOUND_INCOMPLETE("O1503", "a binding is missing or too many"),
  COURT_UNPAID("O1504", "the court could not be paid"),
  BOUND_TO_NOTHING("O1505", "an amount that is bound to nothing"),
  BOUND_TOO_LATE("O1506", "a date that may pass before it begins"),

  NEVER_HOLDS("O1901", "a condition that can never hold"),
  ALWAYS_HOLDS("O1902", "a condition that always holds"),
  COSTLY_SILENCE("O1903", "a neutral's silence costs somebody"),
  LOOSE_NUMERAL("O1904", "a numeral in prose"),
  UNUSED("O1905", "a name is never used"),
  USELESS_AWARD("O1906", "an award that changes nothing"),
  NEVER_KEPT("O1907", "a deliverable that can never be kept"),
  USELESS_REQUIRE("O1908", "a demand that demands nothing more"),
  NEVER_FAILS("O1909", "a failure that can never happen"),
  TOO_MANY_CASES("O1910", "too many cases to look at"),
  SHORT_TIME("O1911", "a time that is too short to act in"),
  SMALL_BOND("O1912", "a bond that deters nobody"),
  POINT_FOR_THOUSANDS("O1913", "a point that may be meant to set thousands apart"),
  OWN_CAUSE("O1914", "somebody judges in his own cause"),
  CALENDAR_ENDS("O1915", "business days beyond their calendar"),
  UNPAID_COURT("O1916", "a court that nobody pays");

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
          PERCENT_OF_WHAT,
          OTHER_WORD,
          UNQUOTED,
          WORD_AS_NAME,
          LETTER_CASE,
          BARE_SHARE,
          UNFINISHED,
          STRAY_BRACE,
          NO_HEADING,
          NO_STATEMENT,
          MISSPELT,
          UNCLOSED_BLOCK,
          TOO_DEEP,
          TOO_MANY,
          NOT_YET_SUPPORTED,
          UNKNOWN_TEMPLATE,
          TEMPLATE_ARGUMENTS,
          IMPORT_UNKNOWN,
          IMPORT_HASH,
          TEXT_TOO_LONG,
          LIBRARY_CONTENT ->
          true;
      default -> false;
    };
  }

  /** Whether it is about a word or sign that people write in the place of Oath's. */
  boolean isSlip() {
    return this == FORBIDDEN_CHARACTER
        || compareTo(COMPARISON_SIGN) >= 0 && compareTo(OPTION_SIGN) <= 0;
  }

  /** Whether it may be nothing but a consequence of text that could not be read. */
  boolean mayFollow() {
    return switch (this) {
      case MISSING_CLAUSE,
          NO_PAY,
          COURT_INCOMPLETE,
          NO_DELIVERABLE,
          NO_LOT,
          NOBODY_CONTESTS,
          UNUSED,
          SCENARIO_FACTS,
          NOT_GIVEN,
          NOT_STATED,
          STATED_BY_ANOTHER,
          NOT_CONTESTABLE,
          NO_POT,
          BAD_CONTEST,
          BAD_ENTRY,
          EACH_OF_ONE ->
          true;
      default -> isUnknownName();
    };
  }

  /** What is only a consequence of it, wherever in the text it stands. */
  Set<DiagnosticCode> hides() {
    return switch (this) {
      case BAD_DURATION, NO_TIME ->
          Set.of(
              MISSED_BEFORE_DUE,
              ENDED_WHILE_ON_TIME,
              POWER_TOO_LATE,
              ASKED_TOO_LATE,
              LATE_BEFORE_IT_BEGINS);
      case AFTER_CYCLE -> Set.of(LATE_BEFORE_IT_BEGINS);
      // What cannot be voted on is no fact that a rule could read.
      case PANEL_DOMAIN, PANEL_SILENCE -> Set.of(UNKNOWN_NAME, UNKNOWN_FACT);
      case NO_CHOICE ->
          Set.of(
              ALWAYS_HOLDS,
              NEVER_HOLDS,
              UNKNOWN_OPTION,
              NO_QUESTION,
              WRONG_TYPE,
              NOT_COMPARABLE,
              WORD_AS_AMOUNT,
              WORDS_WITHOUT_ORDER,
              OTHER_OPTIONS);
      case TEMPLATE_NAME ->
          Set.of(UNKNOWN_NAME, UNKNOWN_PARTY, UNKNOWN_SOURCE, UNKNOWN_COURT, UNKNOWN_DELIVERABLE);
      // What could not be imported may have declared whatever is unknown.
      case IMPORT_UNKNOWN, IMPORT_HASH, TEXT_TOO_LONG ->
          Set.of(
              UNKNOWN_NAME,
              UNKNOWN_PARTY,
              UNKNOWN_TOKEN,
              UNKNOWN_COURT,
              UNKNOWN_DELIVERABLE,
              UNKNOWN_FACT,
              UNKNOWN_SOURCE,
              UNKNOWN_PARAMETER,
              UNKNOWN_IN_PROSE,
              NO_CALENDAR);
      case DUPLICATE_NAME -> Set.of(LOT_OVERDRAWN, ALWAYS_HOLDS, NEVER_HOLDS, UNKNOWN_FACT);
      case UNKNOWN_DELIVERABLE -> Set.of(EVENT_MAY_NOT_HAPPEN);
      case QUORUM_UNREACHABLE -> Set.of(ALWAYS_HOLDS, NEVER_HOLDS);
      case SOURCE_IS_PERFORMER -> Set.of(SCENARIO_ACTOR, COSTLY_SILENCE);
      case UNKNOWN_TOKEN -> Set.of(MONEY_EXPECTED, DIFFERENT_KINDS, NOT_COMPARABLE, WRONG_TYPE);
      case BAD_CALENDAR -> Set.of(CALENDAR_ENDS);
      case BAD_RANGE -> Set.of(OUT_OF_RANGE, ALWAYS_HOLDS, NEVER_HOLDS, POINT_FOR_THOUSANDS);
      case TOO_PRECISE, TOO_LARGE, BAD_NUMBER -> Set.of(OUT_OF_RANGE, ALWAYS_HOLDS, NEVER_HOLDS);
      default -> Set.of();
    };
  }

  /** Whether it says that nobody declared a name. */
  boolean isUnknownName() {
    return switch (this) {
      case UNKNOWN_NAME,
          UNKNOWN_PARTY,
          UNKNOWN_TOKEN,
          UNKNOWN_COURT,
          UNKNOWN_DELIVERABLE,
          UNKNOWN_FACT,
          UNKNOWN_SOURCE,
          UNKNOWN_PARAMETER,
          UNKNOWN_IN_PROSE ->
          true;
      default -> false;
    };
  }
}
