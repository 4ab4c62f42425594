package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** Slips whose message once led to another meaning, in a circle, or to a second message. */
class MendedSlipsTest {
  private static final String TEXT = Examples.website().text();
  private static final String DUE = "due 14 days after start";

  @Test
  void aLibraryThatIsTooLongIsSaidToBeSo() {
    Imports imports = path -> Optional.of(new byte[SourceText.MAXIMUM_BYTES + 1]);
    String text = TEXT.replace("\ntoken", "\nimport \"days.oath\" 0x00\ntoken");
    assertThat(Compiler.check(SourceText.of("text", text), imports).diagnostics())
        .extracting(d -> d.code().code())
        .containsExactly("O1001");
  }

  @Test
  void aConditionBetweenTwoClausesIsRefused() {
    for (String line :
        List.of(
            "award 50%\n  when late award 100%",
            "award 50%\n  when late\n  or signoff is yes award 100%",
            "award 50%\n  when late penalty \"late twice\" gives client 1% of pay")) {
      assertThat(codes(TEXT.replace("  require \"enough", "  " + line + "\n  require \"enough")))
          .as(line)
          .contains("O1099");
    }
    for (String line :
        List.of("award 50%\n  when late\n  award 100%", "award 50% when late award 100%")) {
      assertThat(codes(TEXT.replace("  require \"enough", "  " + line + "\n  require \"enough")))
          .as(line)
          .doesNotContain("O1099");
    }
  }

  @Test
  void aPointThatSetsThousandsApartIsNoRangeUpsideDown() {
    String wrong = TEXT.replaceFirst("1_000\\.\\.[0-9_]+ USDC", "200..100.000 USDC");
    Diagnostic slip = only(wrong, "O1210");
    assertThat(mended(wrong, slip)).contains("200..100000 USDC");
    only(TEXT.replaceFirst("1_000\\.\\.[0-9_]+ USDC", "200..100 USDC"), "O1210");
  }

  @Test
  void aDateThatIsReadInTwoWaysIsNotDecided() {
    Diagnostic slip = only(TEXT.replace(DUE, "due 06/12/2027"), "O1069");
    assertThat(slip.hint().orElseThrow()).contains("`2027-12-06` or `2027-06-12`");
    assertThat(slip.mend()).isEmpty();
    assertThat(only(TEXT.replace(DUE, "due 16/12/2027"), "O1069").mend()).isPresent();
  }

  @Test
  void aTimeSpanIsNotRounded() {
    Diagnostic slip = only(TEXT.replace("within 5 days", "within 90 minutes"), "O1070");
    assertThat(slip.hint().orElseThrow()).contains("`1 hour` or `2 hours`");
    assertThat(slip.mend()).isEmpty();
    String whole = TEXT.replace("within 5 days", "within 180 minutes");
    assertThat(mended(whole, only(whole, "O1070"))).contains("within 3 hours");
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

  private static List<Diagnostic> messages(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics();
  }
}
