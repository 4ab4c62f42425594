/**
 * How a text is laid out: {@link org.horkos.dsl.format.Formatting} changes blanks and line ends and
 * nothing else. It knows no statement by name, only where statements and blocks are.
 */
@NullMarked
package org.horkos.dsl.format;

import org.jspecify.annotations.NullMarked;
