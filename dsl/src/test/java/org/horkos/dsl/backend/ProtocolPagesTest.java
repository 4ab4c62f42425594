package org.horkos.dsl.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.WrittenByHand;
import org.horkos.dsl.backend.program.Disassembly;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
import org.junit.jupiter.api.Test;

/** The worked examples of the protocol's pages are what the code does. */
class ProtocolPagesTest {
  private final Agreement website = WrittenByHand.websiteBuild();
  private final Terms terms =
      switch (FromAgreement.compile(
          website, WrittenByHand.websiteBindings(), TermsHead.Custody.L1)) {
        case FromAgreement.Result.Compiled compiled -> compiled.terms();
        case FromAgreement.Result.Refused refused -> throw new AssertionError(refused.refusals());
      };

  @Test
  void theLaunchPartOfTheTermsPage() throws IOException {
    String block = block("terms.md", "01 00 00 03");
    assertThat(bytes(block))
        .isEqualTo(HexFormat.of().formatHex(TermsCodec.encodePart(terms.deliverables().get(1))));
  }

  @Test
  void theProgramOfTheRuleProgramPage() throws IOException {
    assertThat(bytes(block("rule-program.md", "01 01014b")))
        .isEqualTo(terms.deliverables().get(1).program().hex());
    assertThat(block("rule-program.md", "0001  PUSH 75")).isEqualTo(disassembly(1));
    assertThat(disassembly(0)).endsWith(block("rule-program.md", "001b  PERIODS 86400"));
  }

  private String disassembly(int deliverable) {
    DeliverableTerms part = terms.deliverables().get(deliverable);
    return Disassembly.of(part.program().code(), website, website.deliverables().get(deliverable));
  }

  /** The fenced block that begins so. */
  private static String block(String page, String beginning) throws IOException {
    Path root = Path.of(System.getProperty("horkos.root", ".."));
    String text = Files.readString(root.resolve("docs/protocol").resolve(page));
    int from = text.indexOf("```\n" + beginning);
    assertThat(from).as(page + " has a block that begins with " + beginning).isNotNegative();
    return text.substring(from + 4, text.indexOf("```", from + 4));
  }

  /** What stands before two spaces is bytes, the rest of a line explains them. */
  private static String bytes(String block) {
    return List.of(block.split("\n")).stream()
        .map(line -> line.split(" {2}", 2)[0])
        .collect(Collectors.joining())
        .replace(" ", "");
  }
}
