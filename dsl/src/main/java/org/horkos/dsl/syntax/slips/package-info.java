/**
 * What people write who know English and not yet Oath: {@code >= 80}, {@code 10 %}, {@code client
 * shall pay}, {@code due in two weeks}. {@link org.horkos.dsl.syntax.slips.Slips} finds such places
 * before the parser sees them, says what to write instead, and hands the parser what was meant: so
 * one slip is one message, and what stands around it is checked as if it were right.
 */
@NullMarked
package org.horkos.dsl.syntax.slips;

import org.jspecify.annotations.NullMarked;
