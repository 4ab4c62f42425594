package org.horkos.dsl.foresight;

/** Whether something holds for all facts of a box, for none, or for some as far as is known. */
enum Truth {
  ALWAYS,
  SOMETIMES,
  NEVER;

  static Truth of(boolean holds) {
    return holds ? ALWAYS : NEVER;
  }

  Truth not() {
    return switch (this) {
      case ALWAYS -> NEVER;
      case SOMETIMES -> SOMETIMES;
      case NEVER -> ALWAYS;
    };
  }

  Truth and(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Truth or(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
