package org.horkos.node.storage;

/**
 * An entry of an agreement's timeline.
 *
 * @param agreement the agreement's id
 * @param number its number in the timeline, from 0 without gaps
 * @param at when it happened, Unix seconds
 * @param block the block in which it was noticed
 * @param json what happened, as a JSON object
 */
public record TimelineEvent(long agreement, long number, long at, long block, String json) {}
