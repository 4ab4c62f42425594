package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.dsl.Told.codes;
import static org.horkos.dsl.Told.errors;
import static org.horkos.dsl.Told.mended;
import static org.horkos.dsl.Told.messages;
import static org.horkos.dsl.Told.only;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.Test;

/** What a slip is shown as: one message about it, and what it hides from nobody. */
class OneSlipIsOneMessageTest {
  private static final String TEXT = Examples.website().text();

  @Test
  void aLetterThatOnlyLooksLatinIsNamedAndMended() {
    for (String word : List.of("p\u0430rty", "\u0440\u0430rt\u0443", "part\u0443")) {
      String text = TEXT.replace("party client", word + " client");
      Diagnostic slip = only(text, "O1003");
      assertThat(slip.hint().orElseThrow()).contains("`party`");
      assertThat(mended(text, slip)).isEqualTo(TEXT);
    }
    String greek = TEXT.replace("1% of pay per", "1% \u03bff pay per");
    assertThat(only(greek, "O1003").message()).contains("Greek");
    assertThat(only(TEXT.replace("party client", "party Жора"), "O1003").hint().orElseThrow())
        .contains("+ - * / ^ % _ # and \"");
  }

  @Test
  void aLetterInQuotesAndRemarksIsLeft() {
    String text = TEXT.replace("\"enough screens\"", "\"\u0430\" // \u0430\n");
    assertThat(messages(text)).isEmpty();
  }

  @Test
  void whatCannotBeSeenIsRefusedAlsoInQuotesAndRemarks() {
    for (int unseen :
        new int[] {
          0, 0x85, 0x34F, 0x115F, 0x17B4, 0x180B, 0x200B, 0x2028, 0x2029, 0x202E, 0x2800, 0x3164,
          0xE000, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFE, 0xE0100, 0x10FFFF
        }) {
      String one = Character.toString(unseen);
      for (String place :
          List.of("\"enough" + one + " screens\"", "\"enough screens\" // " + one + "\n")) {
        String text = TEXT.replace("\"enough screens\"", place);
        assertThat(only(text, "O1003").message())
            .contains("U+%04X cannot be seen".formatted(unseen));
      }
    }
    String seen = "\"écran, 屏幕, 🙂, no\u00a0break\"";
    assertThat(messages(TEXT.replace("\"enough screens\"", seen))).isEmpty();
  }

  @Test
  void whatFollowsFromMissingStandsWithoutAComma() {
    for (String consequence : List.of("ends all", "gives payer 50% of performer.bond")) {
      String text = TEXT.replace("due gives payer 50% of performer.bond", "due, " + consequence);
      Diagnostic slip = only(text, "O1005");
      assertThat(slip.hint().orElseThrow()).contains("leave the comma out");
      assertThat(errors(mended(text, slip))).isEmpty();
    }
  }

  @Test
  void whatAFailedImportMayHaveDeclaredIsNotMissed() {
    byte[] library =
        """
        library Days version 1
        calendar berlin {
          weekend saturday and sunday
          until 2099-12-31
        }
        """
            .getBytes(StandardCharsets.UTF_8);
    Imports imports = path -> Optional.of(library);
    String text =
        TEXT.replace("\ntoken", "\nimport \"days.oath\" 0x00\ntoken")
            .replace("within 5 days", "within 5 business days in berlin");
    assertThat(Compiler.check(SourceText.of("text", text), imports).diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.code().code()).isEqualTo("O1178"));
    String right = text.replace("0x00", Keccak.hash(library).toString());
    assertThat(Compiler.check(SourceText.of("text", right), imports).hasErrors()).isFalse();
  }

  @Test
  void aWordOfTheLanguageThatIsDeclaredAsANameIsReportedThere() {
    String date =
        TEXT.replace("party client", "parameter day: 2027-03-01..2027-05-01\nparty client");
    for (String due : List.of("due day, grace 2 days", "due 14 days after day, grace 2 days")) {
      only(date.replace("due 14 days after start, grace 2 days", due), "O1089");
    }
    String count = TEXT.replace("party client", "parameter day: 1..5\nparty client");
    only(count.replace("screens at least 8", "screens at least day"), "O1089");
    assertThat(codes(TEXT.replace("due 14 days after start", "due day")))
        .as("a day that nobody declares")
        .containsExactly("O1069");
  }

  @Test
  void aSlipInTheFirstLineHidesNoSentence() {
    String sentences =
        """
        The village pays the baker 300 EUR.
        If the baker is late he loses 5% per day.
        Disputes are decided by the mayor.
        """;
    assertThat(codes("This is an agreement about a village fair.\n" + sentences))
        .containsExactly("O1094", "O1095", "O1095", "O1095");
    assertThat(codes("agreement village fair\n" + sentences))
        .containsExactly("O1090", "O1095", "O1095", "O1095");
    assertThat(codes("agreement Fair version 1\n" + sentences))
        .containsExactly("O1095", "O1095", "O1095");
  }

  @Test
  void aWordWithACapitalIsMended() {
    String text = TEXT;
    for (String word :
        List.of("agreement", "token", "parameter", "party", "court", "deliverable")) {
      String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);
      String wrong = text.replaceFirst("(?m)^" + word + " ", capital + " ");
      Diagnostic slip = only(wrong, "O1096");
      assertThat(slip.hint().orElseThrow()).contains("small letters: `" + word + "`");
      assertThat(mended(wrong, slip)).isEqualTo(text);
    }
  }

  @Test
  void aSlipWithinAnotherOneIsNotSaidTwice() {
    String pays = "pays 40% of price from client";
    for (String money : List.of("$4,000", "$4,000 USDC", "4.000,50 €")) {
      String wrong = TEXT.replace(pays, "pays " + money + " from client");
      assertThat(errors(mended(wrong, only(wrong, "O1053")))).as(money).isEmpty();
    }
    for (String date : List.of("June 12th, 2027", "on 12 June 2027", "by June 12, 2027")) {
      String wrong = TEXT.replace("due 14 days after start", "due " + date);
      assertThat(mended(wrong, only(wrong, "O1069"))).as(date).contains("due 2027-06-12, grace");
    }
    only(TEXT.replace("40% of price", "2 ^ 2 ^ 2 * 1 USDC"), "O1005");
    String cost =
        "  fact cost \"What is the cost?\": money USDC\n  require \"cheap\" cost below 3 USDC\n";
    assertThat(codes(TEXT.replace("  require \"enough", cost + "  require \"enough")))
        .containsOnlyOnce("O1063")
        .containsOnly("O1063", "O1453");
    for (char unseen : List.of('\u0000', '\u200b')) {
      only(TEXT.replace("1_000..", "1_0" + unseen + "00.."), "O1003");
      only(TEXT.replace("signoff is yes", "sign" + unseen + "off is yes"), "O1003");
    }
  }

  @Test
  void aComparisonThatDoesNotNameAgainWhatItComparesIsMended() {
    for (String other : List.of("and at most 40", "and no more than 40", "or above 40")) {
      String wrong = TEXT.replace("screens at least 8", "screens at least 8 " + other);
      Diagnostic slip = only(wrong, "O1073");
      assertThat(slip.hint().orElseThrow()).contains(other.substring(0, 3).strip() + " screens ");
      assertThat(errors(mended(wrong, slip))).as(other).isEmpty();
    }
    String signs = TEXT.replace("screens at least 8", "screens >= 8 and <= 40");
    assertThat(messages(signs)).extracting(d -> d.code().code()).containsExactly("O1050", "O1073");
    assertThat(messages(signs)).noneMatch(d -> d.message().contains("`at`"));
  }

  @Test
  void whatBoundsAPenaltyAndAllOfABondAreMended() {
    String cap = TEXT.replace("at most 10% of pay\n", "up to 10%\n");
    assertThat(mended(cap, only(cap, "O1073"))).isEqualTo(TEXT);
    String of = TEXT.replace("at most 10% of pay\n", "up to 10% of pay\n");
    assertThat(mended(of, only(of, "O1073"))).isEqualTo(TEXT);
    String all = TEXT.replace("50% of performer.bond", "all of performer.bond");
    assertThat(mended(all, only(all, "O1067"))).contains("gives payer 100% of performer.bond");
    String loses = TEXT.replace("loser forfeits", "loser loses");
    assertThat(only(loses, "O1005").hint().orElseThrow()).contains("`loser forfeits 30% of bond");
  }

  @Test
  void whatFollowsFromAnUnknownOrDoubleNameIsLeftOut() {
    only(TEXT.replace("by studio after design", "by studio after dsign"), "O1153");
    only(TEXT.replace("\nparty client", "\nlet screens = 8\nparty client"), "O1101");
    assertThat(codes(TEXT.replace("token USDC decimals 6", "token EUR decimals 2")))
        .as("a token that is not declared, wherever it is used")
        .containsOnlyOnce("O1151");
  }

  @Test
  void whoIsPaidIsNotLostWhereASentenceIsMended() {
    String rent =
        """
        agreement Rent version 1
        token EUR decimals 2
        party tenant
        party landlord
        deliverable rent by tenant 12 times every month {
          owes 700 EUR to landlord
          due 2027-01-31
          missed 30 days after due
        }
        """;
    assertThat(errors(rent)).isEmpty();
    for (String sentence :
        List.of(
            "tenant pays 700 EUR to landlord",
            "The tenant shall pay the landlord 700 EUR",
            "tenant pays landlord 700 EUR")) {
      String wrong = rent.replace("owes 700 EUR to landlord", sentence);
      assertThat(mended(wrong, only(wrong, "O1079"))).as(sentence).isEqualTo(rent);
    }
    Diagnostic another =
        messages(rent.replace("owes 700 EUR to landlord", "landlord pays 700 EUR to landlord"))
            .getFirst();
    assertThat(another.message()).contains("goes to `tenant`");
    assertThat(another.mend()).isEmpty();
    Diagnostic to =
        only(rent.replace("owes 700 EUR to landlord", "pays 700 EUR to landlord"), "O1005");
    assertThat(to.hint().orElseThrow()).contains("say who pays");
    assertThat(to.mend()).isEmpty();
  }
}
