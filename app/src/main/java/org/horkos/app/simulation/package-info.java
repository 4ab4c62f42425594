/**
 * Lives of agreements for people: a scenario run by the same transition that the node uses, and
 * what happened told in sentences.
 */
@NullMarked
package org.horkos.app.simulation;

import org.jspecify.annotations.NullMarked;
