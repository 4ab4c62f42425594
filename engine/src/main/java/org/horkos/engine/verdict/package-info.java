/**
 * What the rules make of facts. An {@link org.horkos.engine.verdict.Evaluator} (the rule program's
 * machine, or Drools) reports what holds; {@link org.horkos.engine.verdict.Verdict} turns that into
 * amounts, in one place for all evaluators: docs/protocol/rule-program.md, "The verdict".
 */
@NullMarked
package org.horkos.engine.verdict;

import org.jspecify.annotations.NullMarked;
