package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.horkos.arbitration.evidence.Evidence;
import org.horkos.node.execution.NodeRefusal;
import org.horkos.node.state.Layout;
import org.horkos.node.step.Facts;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.StepKind;
import org.junit.jupiter.api.Test;

/**
 * The constants that the Solidity twin of execution shares with Java are written from the Java
 * ones: {@code -Dgolden.write=true} writes the files anew.
 */
class TwinConstantsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("horkos.root"), "l2-node", "solidity", "execution");

  @Test
  void theSolidityLayoutIsThatOfJava() throws IOException {
    Library library =
        new Library(
            "Layout",
            "The shape of the state tree and the bounds of chunks",
            "org.horkos.node.state.Layout and org.horkos.node.step.StepCodec");
    library.number("TABLE_LEVELS", Layout.TABLE_LEVELS);
    library.number("SLOT_LEVELS", Layout.SLOT_LEVELS);
    library.number("MAX_IDS", Layout.MAX_IDS);
    library.number("HEAD_SLOT", Layout.HEAD_SLOT);
    library.number("DELIVERABLE_SLOT", Layout.DELIVERABLE_SLOT);
    library.number("PANEL_SLOT", Layout.PANEL_SLOT);
    library.number("SEAT_SLOT", Layout.SEAT_SLOT);
    library.number("EXHIBIT_SLOT", Layout.EXHIBIT_SLOT);
    library.number("BEACONS_KEPT", Layout.BEACONS_KEPT);
    byte[] depths = new byte[32];
    for (Layout.Table table : Layout.Table.values()) {
      library.number(table.name(), table.ordinal());
      depths[table.ordinal()] = (byte) table.depth();
    }
    library.bytes("DEPTHS", "Per table its depth, one byte each, table 0 in the highest.", depths);
    library.number("MAX_CHUNK_STEPS", StepCodec.MAX_CHUNK_STEPS);
    library.number("MAX_CHUNK_BYTES", StepCodec.MAX_CHUNK_BYTES);
    library.number("MAX_CHUNK_WEIGHT", StepCodec.MAX_CHUNK_WEIGHT);
    library.number("MAX_FACTS", Facts.MAX);
    library.number("EXHIBITS_PER_PARTY", Evidence.MAX_PER_PARTY);
    check("Layout.sol", library.end());
  }

  @Test
  void theSolidityStepKindsAreThoseOfJava() throws IOException {
    Library library =
        new Library(
            "StepKinds",
            "The kinds of steps, their weights, and the hashes of their EIP-712 types",
            "org.horkos.node.step.StepKind");
    byte[] weights = new byte[32];
    for (StepKind kind : StepKind.values()) {
      library.number(kind.name(), kind.code());
      weights[kind.code()] = (byte) kind.weight();
    }
    for (StepKind kind : StepKind.values()) {
      kind.type()
          .ifPresent(
              type ->
                  library.line(
                      "bytes32 internal constant "
                          + kind.name()
                          + "_TYPE =\n        keccak256(\""
                          + type.encoded()
                          + "\");"));
    }
    library.bytes("WEIGHTS", "Per kind its weight, one byte each, kind 0 in the highest.", weights);
    library.line(
        "\n    /// @notice What a step of a kind counts for in a chunk's weight; 0 if there is no such"
            + " kind.");
    library.line("function weight(uint256 kind) internal pure returns (uint256) {");
    library.line("    return kind < 32 ? (WEIGHTS >> (248 - 8 * kind)) & 0xff : 0;");
    library.line("}");
    check("StepKinds.sol", library.end());
  }

  @Test
  void theSolidityCodesOfTheNodeAreThoseOfJava() throws IOException {
    Library library =
        new Library(
            "NodeCodes",
            "Why the node itself ignores or refuses a step",
            "org.horkos.node.execution.NodeRefusal");
    Set<Integer> codes = new HashSet<>();
    for (NodeRefusal refusal : NodeRefusal.values()) {
      assertThat(codes.add(refusal.code())).as(refusal.name()).isTrue();
      assertThat(refusal.code()).isBetween(200, 299);
      library.line("uint16 internal constant " + refusal.name() + " = " + refusal.code() + ";");
    }
    check("NodeCodes.sol", library.end());
  }

  private static void check(String name, String expected) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, expected, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(file, StandardCharsets.UTF_8))
        .as("write it anew with -Dgolden.write=true")
        .isEqualTo(expected);
  }

  /** A Solidity library of constants. */
  private static final class Library {
    private final StringBuilder out = new StringBuilder();

    Library(String name, String title, String home) {
      out.append("// SPDX-License-Identifier: Apache-2.0\n");
      out.append("// Written by TwinConstantsTest from ").append(home).append(".\n");
      out.append("pragma solidity 0.8.37;\n\n");
      out.append("/// @title ").append(title).append("\n");
      out.append("library ").append(name).append(" {\n");
    }

    void line(String line) {
      out.append(line.startsWith("\n") ? "" : "    ").append(line).append("\n");
    }

    void number(String name, long value) {
      line("uint256 internal constant " + name + " = " + value + ";");
    }

    void bytes(String name, String notice, byte[] value) {
      line("/// @notice " + notice);
      StringBuilder hex = new StringBuilder("0x");
      for (byte b : value) {
        hex.append(String.format(Locale.ROOT, "%02x", b));
      }
      line("uint256 internal constant " + name + " = " + hex + ";");
    }

    String end() {
      return out.append("}\n").toString();
    }
  }
}
