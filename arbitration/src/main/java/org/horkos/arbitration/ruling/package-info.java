/** Facts as found by ballots, and who forfeits what for having been wrong: OATH rule 8. */
@NullMarked
package org.horkos.arbitration.ruling;

import org.jspecify.annotations.NullMarked;
