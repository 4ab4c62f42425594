/**
 * The sequencer: one thread that takes signed transactions, what L1 brings and what time brings,
 * orders them into steps, executes them, and keeps each block before anybody is told of it. Nobody
 * has to do anything for a deadline to take effect: the {@link org.horkos.node.sequencing.Agenda}
 * knows when what is due.
 */
@NullMarked
package org.horkos.node.sequencing;

import org.jspecify.annotations.NullMarked;
