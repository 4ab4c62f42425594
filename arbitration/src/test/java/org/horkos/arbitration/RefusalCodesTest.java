package org.horkos.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.arbitration.evidence.EvidenceRefusal;
import org.horkos.arbitration.panel.CourtRefusal;
import org.horkos.arbitration.panel.PanelRefusal;
import org.junit.jupiter.api.Test;

/**
 * The codes of refusals have one home, the Java enums. With {@code -Dgolden.write=true} this writes
 * what stands for them in Solidity.
 */
class RefusalCodesTest {
  @Test
  void solidityKnowsTheCodesOfThePanel() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    for (PanelRefusal refusal : PanelRefusal.values()) {
      assertThat(names.put(refusal.code(), refusal.name())).isNull();
    }
    compare("PanelCodes", "panel.PanelRefusal", "Why a panel refuses", names);
  }

  @Test
  void solidityKnowsTheCodesOfTheCourt() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    for (CourtRefusal refusal : CourtRefusal.values()) {
      assertThat(names.put(refusal.code(), refusal.name())).isNull();
    }
    compare("CourtCodes", "panel.CourtRefusal", "Why a court refuses", names);
  }

  @Test
  void solidityKnowsTheCodesOfTheEvidence() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    for (EvidenceRefusal refusal : EvidenceRefusal.values()) {
      assertThat(names.put(refusal.code(), refusal.name())).isNull();
    }
    compare(
        "EvidenceCodes",
        "evidence.EvidenceRefusal",
        "Why a document is not taken as evidence",
        names);
  }

  @Test
  void noTwoRefusalsOfTheCourtHaveOneCode() {
    List<Integer> codes = new ArrayList<>();
    for (PanelRefusal refusal : PanelRefusal.values()) {
      codes.add(refusal.code());
    }
    for (CourtRefusal refusal : CourtRefusal.values()) {
      codes.add(refusal.code());
    }
    for (EvidenceRefusal refusal : EvidenceRefusal.values()) {
      codes.add(refusal.code());
    }
    assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code >= 100 && code < 190);
  }

  private static void compare(String library, String home, String what, Map<Integer, String> names)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("// SPDX-License-Identifier: Apache-2.0\n");
    text.append("// Written by RefusalCodesTest from the Java enum; change that.\n");
    text.append("pragma solidity 0.8.37;\n\n");
    text.append("/// @notice ").append(what).append(": org.horkos.arbitration.").append(home);
    text.append(".\nlibrary ").append(library).append(" {\n");
    names.forEach(
        (code, name) ->
            text.append("    uint16 internal constant ")
                .append(name)
                .append(" = ")
                .append(code)
                .append(";\n"));
    text.append("}\n");
    Path file = Path.of("solidity", library + ".sol");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
    }
    assertThat(file)
        .as("codes of %s; -Dgolden.write=true writes them", home)
        .exists()
        .hasContent(text.toString());
  }
}
