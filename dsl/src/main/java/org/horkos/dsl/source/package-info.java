/**
 * A text as people wrote it, places in it, and what the compiler has to say about them. Every
 * message is a value with a stable code; nothing here reads or prints a file.
 */
@NullMarked
package org.horkos.dsl.source;

import org.jspecify.annotations.NullMarked;
