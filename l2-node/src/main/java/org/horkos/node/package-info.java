/** The rollup node that runs all agreements, posts batches to L1 and proves wrong roots. */
@NullMarked
package org.horkos.node;

import org.jspecify.annotations.NullMarked;
