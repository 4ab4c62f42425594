package org.horkos.app.demo;

import org.horkos.node.settlement.L1Failure;

/** The demo cannot go on; the message is the sentence that the user reads. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String sentence) {
    super(sentence);
  }

  DemoFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** L1 has gone away, and with it what only the demo's node held. */
  static DemoFailure goneL1(L1Failure gone) {
    return new DemoFailure(
        "L1 is gone, and the demo has ended with it: what it made is deleted. Start it again.",
        gone);
  }
}
