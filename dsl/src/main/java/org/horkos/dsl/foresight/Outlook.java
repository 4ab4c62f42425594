package org.horkos.dsl.foresight;

import java.math.BigInteger;

/**
 * What an agreement means for one party in one token. What all sign as a settlement on L1 is their
 * own will and not bounded by this; appeals and fees of transactions are paid beside it.
 *
 * @param party index
 * @param token index
 * @param locked what it puts in at signing or joining, base units
 * @param least the least by verdicts alone, whatever facts are found
 * @param most the most by verdicts alone
 * @param leastDisputed the least if it also loses every dispute; never above {@code least}
 * @param mostDisputed the most if it also wins every dispute; never below {@code most}
 */
public record Outlook(
    int party,
    int token,
    BigInteger locked,
    Extreme least,
    Extreme most,
    Extreme leastDisputed,
    Extreme mostDisputed) {}
