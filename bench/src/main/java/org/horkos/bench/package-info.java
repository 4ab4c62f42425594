/** Measurements with JMH, and side by side with other systems. */
@NullMarked
package org.horkos.bench;

import org.jspecify.annotations.NullMarked;
