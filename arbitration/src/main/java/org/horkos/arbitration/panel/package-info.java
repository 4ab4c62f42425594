/**
 * The court and its panels. A court is a Merkle sum tree of arbitrators and their stakes; a panel
 * is drawn from the tree as it was when the dispute opened, commits, reveals, and is tallied into a
 * {@link org.horkos.arbitration.ruling.Ruling}; then each seat is paid or loses stake. Pure state
 * machines: no clock, no chance but the beacon's seed. Formats: docs/protocol/court.md.
 */
@NullMarked
package org.horkos.arbitration.panel;

import org.jspecify.annotations.NullMarked;
