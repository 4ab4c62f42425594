/**
 * Packed bytes, as docs/protocol writes them: big-endian, nothing between two fields. The writer
 * refuses what does not fit its field; the reader never reads past the end and says so with one
 * exception, which codecs turn into a value before it can leave them.
 */
@NullMarked
package org.horkos.node.packed;

import org.jspecify.annotations.NullMarked;
