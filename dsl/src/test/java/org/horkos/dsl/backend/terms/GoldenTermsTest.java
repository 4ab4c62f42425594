package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.horkos.dsl.value.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes of both flagship agreements, as they stand in {@code src/test/resources/terms} for the
 * contracts' tests, which decode them on an EVM. {@code -Dgolden.write=true} writes them anew.
 */
class GoldenTermsTest {
  private static final Address FACTORY =
      Address.parse("0x00000000000000000000000000000000000000fa");
  private static final Address IMPLEMENTATION =
      Address.parse("0x0000000000000000000000000000000000000b0e");
  private static final Address ROLLUP = Address.parse("0x0000000000000000000000000000000000000a11");

  @ParameterizedTest
  @ValueSource(strings = {"website-build", "parser-bounty"})
  void theBytesAreThoseOnFile(String name) throws IOException {
    Terms terms = name.equals("website-build") ? Examples.websiteBuild() : Examples.parserBounty();
    Path file = Path.of("src/test/resources/terms/" + name + ".json");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, json(terms));
    }
    assertThat(json(terms)).isEqualTo(Files.readString(file));
  }

  private static String json(Terms terms) {
    HexFormat hex = HexFormat.of();
    String parts =
        TermsCodec.encodeParts(terms).stream()
            .map(part -> "\"0x" + hex.formatHex(part) + "\"")
            .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
    return """
    {
      "head": "0x%s",
      "parts": %s,
      "termsHash": "%s",
      "arguments": "0x%s",
      "factory": "%s",
      "implementation": "%s",
      "escrow": "%s",
      "chainId": 31337,
      "rollup": "%s",
      "signingDigest": "%s"
    }
    """
        .formatted(
            hex.formatHex(TermsCodec.encodeHead(terms.head())),
            parts,
            terms.hash(),
            hex.formatHex(EscrowAddress.arguments(terms)),
            FACTORY,
            IMPLEMENTATION,
            EscrowAddress.of(FACTORY, IMPLEMENTATION, terms),
            ROLLUP,
            SigningDigest.of(SigningDigest.domain(31_337, ROLLUP), terms));
  }
}
