package org.horkos.dsl.agreement;

/**
 * An instant relative to an event of the agreement's life.
 *
 * @param event what it counts from
 * @param index of the deliverable or party that the event names; 0 where it names none; in an
 *     {@link Agreement}, for a date that is a parameter, the parameter's index and 1
 * @param offsetSeconds added to the event's instant, at least 0; for {@link Event#DATE} the Unix
 *     time itself, or what is added to the parameter
 */
public record Moment(Event event, int index, long offsetSeconds) {
  /** What a moment counts from. The ordinal is the byte in the terms. */
  public enum Event {
    /** The second in which the last named party's money came in. */
    START,
    /** This deliverable's due time, as moved by the time spent outside Open. */
    DUE,
    /** The end of the deliverable {@code index}. */
    ENDED,
    /** The due time of the deliverable {@code index}. */
    DUE_OF,
    /** The second in which the party {@code index} joined. */
    JOINS,
    /** A date bound in the text. */
    DATE
  }
}
