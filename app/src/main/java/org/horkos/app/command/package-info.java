/** The subcommands of {@code horkos}: each reads its input, calls the other rooms and prints. */
@NullMarked
package org.horkos.app.command;

import org.jspecify.annotations.NullMarked;
