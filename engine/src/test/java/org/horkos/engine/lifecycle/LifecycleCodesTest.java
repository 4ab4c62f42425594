package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.junit.jupiter.api.Test;

/**
 * The numbers that the Solidity twin shares with Java stand in engine/solidity/LifecycleCodes.sol,
 * which is written from the Java enums: {@code -Dgolden.write=true} writes it anew.
 */
class LifecycleCodesTest {
  private static final Path FILE = Path.of("solidity", "LifecycleCodes.sol");

  @Test
  void theSolidityCodesAreThoseOfJava() throws IOException {
    String expected = file();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(FILE, expected, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(FILE, StandardCharsets.UTF_8))
        .as("write it anew with -Dgolden.write=true")
        .isEqualTo(expected);
  }

  @Test
  void noTwoRefusalsHaveOneCode() {
    Set<Integer> codes = new HashSet<>();
    for (Refusal refusal : Refusal.values()) {
      assertThat(codes.add(refusal.code())).as(refusal.name()).isTrue();
      assertThat(refusal.code()).isBetween(10, 99);
    }
  }

  private static String file() {
    StringBuilder out = new StringBuilder();
    out.append("// SPDX-License-Identifier: Apache-2.0\n");
    out.append("// Written by LifecycleCodesTest from the Java enums; change those.\n");
    out.append("pragma solidity 0.8.37;\n");
    library(out, "Refusal", "Why an act was refused: org.horkos.engine.lifecycle.Refusal.");
    for (Refusal refusal : Refusal.values()) {
      line(out, "uint16", refusal.name(), refusal.code());
    }
    out.append("}\n");
    ordinals(
        out,
        "AgreementStatus",
        "Where an agreement stands: AgreementState.Status.",
        AgreementState.Status.values());
    ordinals(
        out,
        "Phase",
        "Where a deliverable stands: DeliverableState.Phase.",
        DeliverableState.Phase.values());
    ordinals(
        out,
        "End",
        "How a deliverable ended: DeliverableState.End.",
        DeliverableState.End.values());
    ordinals(
        out,
        "DisputePhase",
        "Where a dispute stands: DisputeState.Phase.",
        DisputeState.Phase.values());
    ordinals(
        out,
        "MomentEvent",
        "What a moment of the terms counts from: Moment.Event.",
        Moment.Event.values());
    ordinals(
        out, "FactKind", "What a fact's word is: the part's Kind.", DeliverableTerms.Kind.values());
    ordinals(
        out,
        "FactSource",
        "Who states a fact: the part's Source.",
        DeliverableTerms.Source.values());
    ordinals(
        out,
        "FactSilence",
        "What no answer means: the part's Silence.",
        DeliverableTerms.Silence.values());
    library(out, "LifecycleLimits", "Bounds and times of the lifecycle, in seconds where times.");
    line(out, "uint256", "MAX_CLAIM", Dissent.MAX_CLAIM);
    line(out, "uint64", "DRAW_WITHIN", Deadlines.DRAW_WITHIN);
    line(out, "uint64", "PANEL_SLACK", Deadlines.PANEL_SLACK);
    line(out, "uint8", "NO_DELIVERABLE", DeliverableTerms.NONE);
    line(out, "uint64", "LAST_INSTANT", Long.MAX_VALUE);
    out.append("}\n");
    return out.toString();
  }

  private static void ordinals(StringBuilder out, String name, String what, Enum<?>[] values) {
    library(out, name, what);
    for (Enum<?> value : values) {
      line(out, "uint8", value.name(), value.ordinal());
    }
    out.append("}\n");
  }

  private static void library(StringBuilder out, String name, String what) {
    out.append("\n/// @notice ").append(what).append("\n");
    out.append("library ").append(name).append(" {\n");
  }

  private static void line(StringBuilder out, String type, String name, long value) {
    out.append("    ").append(type).append(" internal constant ").append(name);
    out.append(" = ").append(value).append(";\n");
  }
}
