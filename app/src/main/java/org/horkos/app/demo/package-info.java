/**
 * {@code horkos demo}: three agreements, written, signed, funded, lived and paid out on a real L1
 * and a real node, with real keys; or the scenarios of any text, to the second. What it reports at
 * the end it reads back from L1.
 */
@NullMarked
package org.horkos.app.demo;

import org.jspecify.annotations.NullMarked;
