/**
 * What an agreement means, for those who are to sign it: money at worst and at best, who decides
 * what, every deadline, the states; as text, as JSON, and as pages that carry nothing of a stranger
 * but escaped text.
 */
@NullMarked
package org.horkos.app.explain;

import org.jspecify.annotations.NullMarked;
