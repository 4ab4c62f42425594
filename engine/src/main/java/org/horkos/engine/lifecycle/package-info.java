/**
 * The life of an agreement on L2 as one pure function: {@code apply(terms, state, input, now)}
 * gives {@code Applied(state, effects)} or {@code Refused(reason)}. Nothing in it reads a clock, a
 * random number or the network. The states: docs/protocol/lifecycle.md.
 */
@NullMarked
package org.horkos.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
