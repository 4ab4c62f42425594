/** The order of the rooms, as tests. */
@NullMarked
package org.horkos.app.architecture;

import org.jspecify.annotations.NullMarked;
