package org.horkos.node.storage;

/**
 * A transaction that was in a block, and acknowledged, until L1 took away what the block rested on.
 *
 * @param place among those that are put again
 * @param bytes as they were signed
 * @param until L2 time after which it is not tried any more: an hour after what L1 had allowed when
 *     its blocks were replaced, so that what it needs can come back
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Again(long place, byte[] bytes, long until) {}
