package org.horkos.node.storage;

/**
 * A transaction that was in a block, and acknowledged, until L1 took away what the block rested on.
 *
 * @param place among those that are put again
 * @param bytes as they were signed
 * @param from it is tried from when L1 allows this L2 time again: what L1 takes in anew is there
 *     then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Again(long place, byte[] bytes, long from) {}
