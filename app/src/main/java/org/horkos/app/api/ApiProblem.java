package org.horkos.app.api;

/** A request cannot be answered as it is; the message is the sentence for a person. */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  private ApiProblem(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  /** The request itself is wrong: 400. */
  static ApiProblem malformed(String sentence) {
    return new ApiProblem(400, "MALFORMED", sentence);
  }

  /** There is no such thing: 404. */
  static ApiProblem unknown(String sentence) {
    return new ApiProblem(404, "UNKNOWN", sentence);
  }

  /** The rules of the rollup refuse it: 422. */
  static ApiProblem refused(String code, String sentence) {
    return new ApiProblem(422, code, sentence);
  }

  /** The node cannot now: 503. */
  static ApiProblem unavailable(String code, String sentence) {
    return new ApiProblem(503, code, sentence);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
