/**
 * The rules of an agreement as DRL text, for people and other tools. The node itself never compiles
 * DRL: any Java in it would run. Names and labels of a stranger's text cannot break out of their
 * places.
 */
@NullMarked
package org.horkos.dsl.backend.drl;

import org.jspecify.annotations.NullMarked;
