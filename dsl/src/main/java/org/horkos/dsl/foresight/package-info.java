/**
 * What can come of an agreement: the least and the most that each party can end with, and which
 * facts lead there. It reads the typed agreement and bound parameters alone.
 */
@NullMarked
package org.horkos.dsl.foresight;

import org.jspecify.annotations.NullMarked;
