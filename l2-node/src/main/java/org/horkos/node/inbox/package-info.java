/**
 * What comes in from L1: the follower reads heads, messages of the inbox and opened terms in order
 * and offers the sequencer the time it may move to; the recorder brings scheduled blocks to the
 * inbox when a dispute waits for its draw.
 */
@NullMarked
package org.horkos.node.inbox;

import org.jspecify.annotations.NullMarked;
