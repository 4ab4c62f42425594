/**
 * A whole node: storage, sequencer, the follower of L1, the poster of batches and the recorder of
 * beacons, wired together, started and stopped in order.
 */
@NullMarked
package org.horkos.app.node;

import org.jspecify.annotations.NullMarked;
