package org.horkos.dsl.agreement;

import java.util.List;

/** Something that holds or does not, for given facts and lateness. Comparisons are exact. */
public sealed interface Condition {
  /** Whether it depends on facts or on when something is delivered, and not on parameters alone. */
  default boolean dependsOnFacts() {
    return switch (this) {
      case Always _ -> false;
      case Late _ -> true;
      case Compare compare -> compare.left().dependsOnFacts() || compare.right().dependsOnFacts();
      case All all -> all.conditions().stream().anyMatch(Condition::dependsOnFacts);
      case Any any -> any.conditions().stream().anyMatch(Condition::dependsOnFacts);
      case Not not -> not.condition().dependsOnFacts();
    };
  }

  /** Holds. */
  record Always() implements Condition {}

  /** The delivery came after due and grace. */
  record Late() implements Condition {}

  /**
   * A comparison.
   *
   * @param left one side
   * @param operator how they are compared
   * @param right the other side; for a choice, the option's position as a constant
   */
  record Compare(Quantity left, Operator operator, Quantity right) implements Condition {}

  /**
   * All hold.
   *
   * @param conditions at least two
   */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * At least one holds.
   *
   * @param conditions at least two
   */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * Does not hold.
   *
   * @param condition the negated one
   */
  record Not(Condition condition) implements Condition {}

  /** How two quantities are compared. */
  enum Operator {
    /** Equal: {@code is}. */
    IS,
    /** Not equal: {@code is not}. */
    IS_NOT,
    /** At least: greater or equal. */
    AT_LEAST,
    /** At most: less or equal. */
    AT_MOST,
    /** Above: greater. */
    ABOVE,
    /** Below: less. */
    BELOW;

    /**
     * Whether it holds.
     *
     * @param comparison of the left side with the right: negative, 0 or positive
     */
    public boolean holds(int comparison) {
      return switch (this) {
        case IS -> comparison == 0;
        case IS_NOT -> comparison != 0;
        case AT_LEAST -> comparison >= 0;
        case AT_MOST -> comparison <= 0;
        case ABOVE -> comparison > 0;
        case BELOW -> comparison < 0;
      };
    }
  }
}
