/**
 * The machine that runs rule programs: the verdict as L1 computes it when it re-executes a step.
 * Total: any bytes on any facts give a verdict. {@code docs/protocol/rule-program.md}.
 */
@NullMarked
package org.horkos.engine.vm;

import org.jspecify.annotations.NullMarked;
