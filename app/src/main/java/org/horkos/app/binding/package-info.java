/**
 * What signers fix besides the text, read from a JSON file: values, addresses, courts, the network
 * that the agreement is for. Shape: {@code docs/operations/bindings.md}.
 */
@NullMarked
package org.horkos.app.binding;

import org.jspecify.annotations.NullMarked;
