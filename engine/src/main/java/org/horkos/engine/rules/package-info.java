/**
 * Evaluation with Drools: each require, award and penalty of the typed agreement is one rule of a
 * rule base, built with the canonical model API, so that no Java is generated and a stranger's text
 * can run no code. The only package that imports Drools. It also explains: which rule held, over
 * which values.
 */
@NullMarked
package org.horkos.engine.rules;

import org.jspecify.annotations.NullMarked;
