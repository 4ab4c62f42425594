package org.horkos.dsl.backend.terms;

import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Eip712.Field;
import org.horkos.dsl.value.Hash;

/** What the parties of an agreement sign: name, version and {@code termsHash}, as EIP-712. */
public final class SigningDigest {
  /** The struct that is signed. */
  public static final Eip712.Type AGREEMENT =
      Eip712.Type.of("Agreement(string name,uint32 version,bytes32 termsHash)");

  private SigningDigest() {}

  /**
   * The domain in which everything of Horkos is signed.
   *
   * @param chainId of L1
   * @param rollup the Rollup's address on L1
   */
  public static Eip712.Domain domain(long chainId, Address rollup) {
    return new Eip712.Domain("Horkos", "1", chainId, rollup);
  }

  /** The digest that each named party of these terms signs. */
  public static Hash of(Eip712.Domain domain, Terms terms) {
    return Eip712.digest(
        domain.separator(),
        AGREEMENT.hash(
            List.of(
                new Field.Text(terms.head().name()),
                Field.number(terms.head().version()),
                new Field.Word(terms.hash()))));
  }
}
