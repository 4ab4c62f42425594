package org.horkos.app.demo;

/** The demo cannot go on; the message is the sentence that the user reads. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String sentence) {
    super(sentence);
  }

  DemoFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
