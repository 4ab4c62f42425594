package org.horkos.engine.lifecycle;

import java.util.Optional;
import org.horkos.dsl.value.Address;

/** Who signed an input. */
final class Actor {
  private Actor() {}

  /** Whose act it is, if it is somebody's. */
  static Optional<Address> of(Input input) {
    return switch (input) {
      case Input.Deliver act -> Optional.of(act.actor());
      case Input.End act -> Optional.of(act.actor());
      case Input.Pay act -> Optional.of(act.actor());
      case Input.Answer act -> Optional.of(act.actor());
      case Input.Accept act -> Optional.of(act.actor());
      case Input.Challenge act -> Optional.of(act.actor());
      case Input.StandBy act -> Optional.of(act.actor());
      case Input.Concede act -> Optional.of(act.actor());
      case Input.Evidence act -> Optional.of(act.actor());
      case Input.SettleFacts act -> Optional.of(act.actor());
      case Input.Advance _, Input.Join _, Input.SettleOnL1 _, Input.Rule _ -> Optional.empty();
    };
  }
}
