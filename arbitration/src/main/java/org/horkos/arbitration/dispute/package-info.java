/**
 * A dispute over the facts of one deliverable: who claims what, who defends what, until when; which
 * facts a panel must find. A pure state machine that the lifecycle drives.
 */
@NullMarked
package org.horkos.arbitration.dispute;

import org.jspecify.annotations.NullMarked;
