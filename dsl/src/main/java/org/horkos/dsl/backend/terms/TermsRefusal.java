package org.horkos.dsl.backend.terms;

/**
 * Why bytes are not terms, or why an agreement and its bindings cannot become terms.
 *
 * @param code what kind of mistake it is
 * @param where the field, such as {@code deliverable 1, pays 0}
 * @param detail what is wrong there and what would be right
 */
public record TermsRefusal(Code code, String where, String detail) {
  /** Kinds of mistakes. */
  public enum Code {
    /** The bytes end too early. */
    CUT_OFF,
    /** Bytes follow behind the end. */
    TRAILING_BYTES,
    /** There is another, canonical encoding of the same terms. */
    NOT_CANONICAL,
    /** A number, text or time outside its range. */
    OUT_OF_RANGE,
    /** More entries than there may be, or fewer. */
    COUNT,
    /** A head of more than 6,144 bytes, a part of more than 2,048, a program of more than 1,536. */
    TOO_LARGE,
    /** A reference to something that does not exist or must not be referred to. */
    BAD_REFERENCE,
    /** Amounts that do not add up. */
    AMOUNTS,
    /** Two entries where one is allowed, or a wrong order. */
    DUPLICATE,
    /** A value that the text leaves open was not given, or too many were. */
    BINDING,
    /** Rules that have no program: too many of them, or values that may not fit its words. */
    RULES
  }

  /** One sentence for people. */
  public String sentence() {
    return where + ": " + detail;
  }
}
