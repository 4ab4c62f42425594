/**
 * Scenarios: what happens, step by step, and what comes of it, with every name resolved and every
 * value a word. An agreement does not contain its scenarios: they are documentation and tests, not
 * what is signed.
 */
@NullMarked
package org.horkos.dsl.scenario;

import org.jspecify.annotations.NullMarked;
