/**
 * What the node offers over HTTP under {@code /v1}: strangers' requests are read with bounds, and
 * every problem is answered with a code and a sentence.
 */
@NullMarked
package org.horkos.app.api;

import org.jspecify.annotations.NullMarked;
