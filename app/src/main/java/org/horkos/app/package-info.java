/** The {@code horkos} command, the API and the web page: the only module that wires the others. */
@NullMarked
package org.horkos.app;

import org.jspecify.annotations.NullMarked;
