/**
 * What is written once and runs several times: {@link org.horkos.dsl.expansion.FromSyntax} makes
 * each seat of a party a party, each seat of a panel an attestor, each turn of a series a
 * deliverable, fills templates and {@code every deliverable} in, and takes imported declarations
 * in. What comes out is the same syntax with nothing of that left, so that no later stage, and no
 * evaluator, knows of it. The k-th copy of a name {@code x} is {@code x#k}.
 */
@NullMarked
package org.horkos.dsl.expansion;

import org.jspecify.annotations.NullMarked;
