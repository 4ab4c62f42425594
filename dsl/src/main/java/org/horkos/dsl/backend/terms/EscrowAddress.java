package org.horkos.dsl.backend.terms;

import java.util.Arrays;
import java.util.HexFormat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * Where the escrow of an agreement lies on L1, known before it is opened: a clone with immutable
 * arguments, made with CREATE2 by {@code Clones.cloneDeterministicWithImmutableArgs} of
 * OpenZeppelin 5.7, with {@code termsHash} as salt. The address commits to the terms.
 */
public final class EscrowAddress {
  private static final byte[] CLONE_PREFIX =
      HexFormat.of().parseHex("3d81600a3d39f3363d3d373d3d3d363d73");
  private static final byte[] CLONE_SUFFIX =
      HexFormat.of().parseHex("5af43d82803e903d91602b57fd5bf3");
  private static final int RUNTIME_BYTES = 0x2d;
  private static final byte[] CREATE2 = {(byte) 0xff};

  private EscrowAddress() {}

  /** The immutable arguments of an agreement's escrow, packed: docs/protocol/terms.md. */
  public static byte[] arguments(Terms terms) {
    TermsHead head = terms.head();
    PackedWriter out = new PackedWriter();
    out.bytes(terms.hash().bytes()).uint(8, head.fundWithin());
    out.uint(1, head.tokens().size()).uint(1, head.parties().size());
    out.uint(1, head.attestors().size()).uint(1, head.money().size());
    for (int i = 0; i < head.tokens().size(); i++) {
      out.bytes(head.tokens().get(i).bytes());
      out.uint(16, head.caps().get(i).court()).uint(16, head.caps().get(i).burn());
    }
    head.parties().forEach(seat -> out.bytes(seat.account().bytes()).uint(8, seat.openFor()));
    head.attestors().forEach(attestor -> out.bytes(attestor.bytes()));
    head.money()
        .forEach(
            money ->
                out.uint(1, money.party())
                    .uint(1, money.token())
                    .uint(16, money.deposit())
                    .uint(16, money.maximum()));
    return out.done();
  }

  /** The init code of the clone. */
  static byte[] initCode(Address implementation, byte[] arguments) {
    return new PackedWriter()
        .uint(1, 0x61)
        .uint(2, arguments.length + RUNTIME_BYTES)
        .bytes(CLONE_PREFIX)
        .bytes(implementation.bytes())
        .bytes(CLONE_SUFFIX)
        .bytes(arguments)
        .done();
  }

  /**
   * The address of the escrow.
   *
   * @param factory the {@code EscrowFactory}
   * @param implementation the {@code BondedEscrow} that it clones
   * @param terms the agreement's terms
   */
  public static Address of(Address factory, Address implementation, Terms terms) {
    return create2(factory, terms.hash(), initCode(implementation, arguments(terms)));
  }

  /** The address of a contract made with CREATE2 (EIP-1014). */
  static Address create2(Address deployer, Hash salt, byte[] initCode) {
    byte[] hash =
        Keccak.hash(CREATE2, deployer.bytes(), salt.bytes(), Keccak.hash(initCode).bytes()).bytes();
    return Address.of(Arrays.copyOfRange(hash, Hash.SIZE - Address.SIZE, Hash.SIZE));
  }
}
