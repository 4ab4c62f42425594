package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.dsl.Told.codes;
import static org.horkos.dsl.Told.mended;
import static org.horkos.dsl.Told.messages;
import static org.horkos.dsl.Told.only;

import java.nio.charset.StandardCharsets;
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

  @Test
  void aFactWithASlipIsNotTakenForAnotherFact() {
    String fact = "fact screens \"How many screens?\": 0..50";
    for (String slip :
        List.of("0..", "-5..50", "0..50 by client or lab within 2 days, silence means 0")) {
      String wrong = TEXT.replace(fact, fact.replace("0..50", slip));
      assertThat(messages(wrong)).as(slip).hasSize(1);
    }
    String numbers =
        TEXT.replace("0..999 by", "1|2|3 by").replace("silence means 0\n", "silence means 1\n");
    assertThat(mended(numbers, messages(numbers).getFirst())).contains("?\": 1..3 by client");
    String share =
        TEXT.replace("0..100 by lab", "0%..100% by lab")
            .replace("lighthouse at least 75", "lighthouse at least 75%")
            .replace("lighthouse at least 90", "lighthouse at least 90%");
    assertThat(messages(share).getFirst().hint().orElseThrow()).contains("`percent`");
    String comma = TEXT.replace("0..100 by lab", "0..100, by lab");
    assertThat(messages(mended(comma, only(comma, "O1059")))).isEmpty();
    String from = TEXT.replace("0..100 by lab", "0..100 from lab");
    assertThat(mended(from, only(from, "O1084"))).isEqualTo(TEXT);
    String options = TEXT.replace("yes|no by", "yes, no by");
    assertThat(mended(options, only(options, "O1098"))).isEqualTo(TEXT);
    for (String kind : List.of("pdf", "number", "amount")) {
      only(TEXT.replace("mockups: document", "mockups: " + kind), "O1264");
    }
    String upTo = TEXT.replace("\": 0..50", "\": up to 50");
    assertThat(mended(upTo, only(upTo, "O1063"))).isEqualTo(TEXT);
    String token =
        TEXT.replace("fact mockups: document", "fact cost \"What was it?\": 0..price USDC");
    assertThat(codes(token)).contains("O1083").doesNotContain("O1005");
    String silence = TEXT.replace("5 days, silence means yes", "5 days, no answer means yes");
    assertThat(mended(silence, only(silence, "O1084"))).isEqualTo(TEXT);
    only(TEXT.replace("means as claimed", "means claimed"), "O1005");
  }

  @Test
  void aNameThatIsDeclaredNowhereIsOneMessage() {
    assertThat(codes(TEXT.replace("party studio", "party studjo"))).hasSize(1);
    assertThat(codes(TEXT.replace("party client\n", ""))).hasSize(1);
    assertThat(codes(TEXT.replace("fact defects", "fact defect"))).containsExactly("O1102");
  }

  @Test
  void whatIsNoEventIsToldTheEvents() {
    Diagnostic signing = only(TEXT.replace(DUE, "due 14 days after signing"), "O1153");
    assertThat(signing.hint().orElseThrow()).contains("`start`").doesNotContain("`design`");
    assertThat(signing.mend().orElseThrow().text()).isEqualTo("start");
    Diagnostic never = only(TEXT.replace("missed 21 days after due", "missed never"), "O1153");
    assertThat(never.hint().orElseThrow()).contains("`due`");
    assertThat(never.mend()).isEmpty();
  }

  @Test
  void aWordOfTheLanguageIsNotTakenForAName() {
    Diagnostic below = only(TEXT.replace("screens at least 8", "screens is not below 8"), "O1089");
    assertThat(below.hint().orElseThrow()).doesNotContain("choose another name");
    Diagnostic each = only(TEXT.replace("pay by payer", "pay by each"), "O1005");
    assertThat(each.hint().orElseThrow()).contains("name somebody");
  }

  @Test
  void mendsLeadToACorrectText() {
    for (String[] slip :
        new String[][] {
          {"bond 20% of pay", "bond 20 of pay", "O1091"},
          {"judged by quality", "by quality", "O1005"},
          {"WebsiteBuild version 1", "WebsiteBuild v1", "O1005"},
          {"40% of price from", "40% of price in advance from", "O1083"},
          {"40% of price from", "40% of price upfront from", "O1083"},
          {"\"complete\" signoff", "\"complete\" if signoff", "O1083"},
          {"\"complete\" signoff", "\"complete\" when signoff", "O1083"},
        }) {
      String wrong = TEXT.replaceFirst(slip[0], slip[1]);
      Diagnostic found = messages(wrong).getFirst();
      assertThat(found.code().code()).as(wrong).isEqualTo(slip[2]);
      assertThat(mended(wrong, found)).isEqualTo(TEXT);
    }
    for (String formula :
        List.of("max(40% of price, 50 USDC)", "the smaller of (40% of price) and (50 USDC)")) {
      String wrong = TEXT.replace("40% of price", formula);
      String once = mended(wrong, messages(wrong).getFirst());
      List<Diagnostic> left = messages(once);
      String right = left.isEmpty() ? once : mended(once, left.getFirst());
      assertThat(codes(right)).as(right).doesNotContain("O1005", "O1084");
    }
    String times = TEXT.replace("40% of price from", "50 USDC x 3 from");
    assertThat(mended(times, messages(times).getFirst())).contains("50 USDC * 3 from");
  }

  @Test
  void hintsLeadNoFurtherAstray() {
    String date = TEXT.replace(DUE, "due 31.02.2027");
    assertThat(only(date, "O1011").mend()).isEmpty();
    assertThat(only(TEXT.replace("bond 20% of pay", "bond 20% of payment"), "O1102").hint())
        .hasValue("what `pays` says is called `pay`");
    String price = TEXT.replaceFirst("given price = 5_000 USDC", "given price = 5 USDC");
    assertThat(only(price, "O1212").message()).doesNotContain("fact");
    Diagnostic more =
        only(TEXT.replace("lighthouse at least 75", "lighthouse is 75 or more"), "O1102");
    assertThat(more.hint().orElseThrow()).contains("`at least 5`");
    String euros =
        TEXT.replace("USDC", "EUR").replace("pays 40% of price from", "pays max 5 EUR from");
    assertThat(messages(euros).getFirst().hint().orElseThrow()).contains("EUR");
    String nothing = TEXT.replace("10 days, silence means 0", "10 days, silence means nothing");
    assertThat(only(nothing, "O1203").hint()).hasValue("write one of its range, such as `0`");
    String divisor =
        TEXT.replace("0..999 by", "1..100 by")
            .replace("silence means 0\n", "silence means 1\n")
            .replace("award 85%", "award 100 USDC / defects");
    assertThat(messages(divisor))
        .anySatisfy(d -> assertThat(d.hint().orElse("")).contains("at most 42"));
  }

  @Test
  void aStepOfACourtWithASlipClosesNoBlock() {
    only(TEXT.replaceFirst("court finds launch", "court find launch"), "O1096");
  }

  @Test
  void whatShowsInManyPlacesIsSaidOnce() {
    String seats = TEXT.replace("party studio", "party studio open for 3 days seat 3");
    only(seats.replace("launch by studio", "launch by each studio"), "O1005");
    String each = TEXT.replace("launch by studio", "launch by each studio");
    assertThat(codes(each.replace("studio delivers launch", "studio#1 delivers launch#1")))
        .containsExactly("O1174");
    String owes = TEXT.replace("  pays 60% of price from client\n", "");
    assertThat(codes(owes)).containsOnlyOnce("O1288");
  }

  @Test
  void aSlipIsMetWithAHintThatHelps() {
    String late = "penalty \"late\" gives";
    assertThat(only(TEXT.replace(late, "penalty gives"), "O1217").hint().orElseThrow())
        .contains(late);
    String path = TEXT.replace("signoff is yes\n", "design.signoff is yes\n");
    assertThat(only(path, "O1005").hint().orElseThrow()).contains("`signoff`");
    Diagnostic back =
        messages(TEXT.replace("pays 60% of price from", "pays back 60 USDC to")).getFirst();
    assertThat(back.hint().orElseThrow()).contains("`owes ");
    only(TEXT.replaceFirst("price from client", "price frm client"), "O1096");
    for (int nots : new int[] {64, 66}) {
      String deep = "at most 10% of pay when " + "not ".repeat(nots) + "late";
      assertThat(codes(TEXT.replace("at most 10% of pay", deep)).contains("O1007"))
          .isEqualTo(nots > 64);
    }
  }

  @Test
  void whatIsComparedStandsFirst() {
    Diagnostic first = only(TEXT.replace("screens at least 8", "at least 8 screens"), "O1005");
    assertThat(first.hint().orElseThrow()).contains("stands first");
  }

  @Test
  void aTextOfTwoByteLettersIsOneMessage() {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_16LE);
    assertThat(Compiler.check(SourceText.of("text", bytes)).diagnostics())
        .extracting(d -> d.code().code())
        .containsExactly("O1002");
  }
}
