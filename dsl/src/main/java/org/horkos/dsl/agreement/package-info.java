/**
 * The typed agreement: what a text means once every name is resolved, every type checked and every
 * clause of {@code every deliverable} filled in. Nothing here knows of spans or spelling, except
 * the labels that people read in a verdict. Names have become indexes: the position in the list
 * that declares them. {@link org.horkos.dsl.agreement.Bindings} gives the values and addresses that
 * the text leaves open; both together are what the parties sign.
 */
@NullMarked
package org.horkos.dsl.agreement;

import org.jspecify.annotations.NullMarked;
