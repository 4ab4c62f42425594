/** L1 replaces blocks: what nodes make of it. */
@NullMarked
package org.horkos.node.reorganisation;

import org.jspecify.annotations.NullMarked;
