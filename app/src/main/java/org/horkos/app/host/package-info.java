/** The process that hosts a node and its API: configuration, start and end. */
@NullMarked
package org.horkos.app.host;

import org.jspecify.annotations.NullMarked;
