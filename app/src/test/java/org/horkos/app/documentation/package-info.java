/** The pages about the language, held to what the compiler says. */
@NullMarked
package org.horkos.app.documentation;

import org.jspecify.annotations.NullMarked;
