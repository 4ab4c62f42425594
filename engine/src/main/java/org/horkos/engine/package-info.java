/** The life of an agreement and the evaluation of its rules. */
@NullMarked
package org.horkos.engine;

import org.jspecify.annotations.NullMarked;
