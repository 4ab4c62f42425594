/**
 * Which name means what. {@link org.horkos.dsl.resolution.FromSyntax} numbers all declarations,
 * fills the clauses of {@code every deliverable} into each deliverable and refuses names that stand
 * twice and deliverables that wait for each other. Each deliverable has a {@link
 * org.horkos.dsl.resolution.Scope} in which the next stage looks up the names that it meets.
 */
@NullMarked
package org.horkos.dsl.resolution;

import org.jspecify.annotations.NullMarked;
