/**
 * What parties lay before the court: documents by their hash. The documents themselves stay
 * outside; whoever judges gets them from the party and checks the hash.
 */
@NullMarked
package org.horkos.arbitration.evidence;

import org.jspecify.annotations.NullMarked;
