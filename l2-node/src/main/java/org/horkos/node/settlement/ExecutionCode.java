package org.horkos.node.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.horkos.node.contract.Execution;
import org.horkos.node.contract.Exits;

/**
 * The contracts that execute on L1, chunks again and exits, in the order in which they are
 * deployed: each knows by address some of those before it.
 */
enum ExecutionCode {
  /** Evaluates rule programs. */
  RULE_VM("RuleVm"),
  /** Turns verdicts into payouts. */
  OUTCOME("Outcome"),
  /** Acts of those who disagree. */
  LIFECYCLE_DISSENT("LifecycleDissent"),
  /** The lives of deliverables. */
  LIFECYCLE("Lifecycle"),
  /** The court's panels. */
  PANEL("Panel"),
  /** Steps on panels. */
  PANEL_STEPS("PanelSteps"),
  /** Steps on agreements. */
  AGREEMENT_STEPS("AgreementSteps"),
  /** Transactions in courts. */
  COURT_STEPS("CourtSteps"),
  /** Messages from L1. */
  INBOX_STEPS("InboxSteps"),
  /** The dispatcher, which the rollup asks. */
  EXECUTION("Execution"),
  /**
   * Checks what people leave a frozen rollup with, which the rollup and through it vault and
   * escrows ask.
   */
  EXITS("Exits");

  private final String contract;

  ExecutionCode(String contract) {
    this.contract = contract;
  }

  /** Its name in Solidity. */
  String contract() {
    return contract;
  }

  /** Hexadecimal, without 0x. */
  String code() {
    if (this == EXECUTION) {
      return Execution.BINARY.replaceFirst("^0x", "");
    }
    if (this == EXITS) {
      return Exits.BINARY.replaceFirst("^0x", "");
    }
    try (InputStream code = Execution.class.getResourceAsStream(contract + ".bin")) {
      if (code == null) {
        throw new IllegalStateException(
            "the code of contract " + contract + " is not in the build: build l2-node again");
      }
      return new String(code.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the code of contract " + contract + " cannot be read", e);
    }
  }
}
