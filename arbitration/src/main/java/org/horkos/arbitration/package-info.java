/** The court: who may judge a dispute, what the panel finds, and what the losers forfeit. */
@NullMarked
package org.horkos.arbitration;

import org.jspecify.annotations.NullMarked;
