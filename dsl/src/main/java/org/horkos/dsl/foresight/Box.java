package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of findings: a range for each fact of a deliverable, and behind them one for its lateness.
 *
 * @param ranges words by fact; last the seconds past due, negative if it is early
 */
record Box(List<Range> ranges) {
  Box {
    ranges = List.copyOf(ranges);
  }

  int lateness() {
    return ranges.size() - 1;
  }

  Range range(int variable) {
    return ranges.get(variable);
  }

  boolean single() {
    return ranges.stream().allMatch(Range::single);
  }

  Box with(int variable, Range range) {
    List<Range> changed = new ArrayList<>(ranges);
    changed.set(variable, range);
    return new Box(changed);
  }

  Box least() {
    return new Box(ranges.stream().map(range -> Range.of(range.least())).toList());
  }

  Box most() {
    return new Box(ranges.stream().map(range -> Range.of(range.most())).toList());
  }

  Box middle() {
    return new Box(ranges.stream().map(range -> Range.of(range.middle())).toList());
  }

  /** Its two parts, up to and above a cut that lies in the range but is not its most. */
  List<Box> cut(int variable, BigInteger at) {
    Range range = range(variable);
    return List.of(
        with(variable, new Range(range.least(), at)),
        with(variable, new Range(at.add(BigInteger.ONE), range.most())));
  }
}
