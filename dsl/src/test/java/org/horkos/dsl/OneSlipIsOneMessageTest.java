package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static Diagnostic only(String text, String code) {
    List<Diagnostic> messages = messages(text);
    assertThat(messages).extracting(d -> d.code().code()).containsExactly(code);
    return messages.getFirst();
  }

  private static String mended(String text, Diagnostic slip) {
    Diagnostic.Mend mend = slip.mend().orElseThrow();
    return text.substring(0, mend.span().start()) + mend.text() + text.substring(mend.span().end());
  }

  private static List<String> codes(String text) {
    return messages(text).stream().map(d -> d.code().code()).toList();
  }

  private static List<Diagnostic> errors(String text) {
    return messages(text).stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).toList();
  }

  private static List<Diagnostic> messages(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics();
  }
}
