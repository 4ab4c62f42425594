package org.horkos.node.leaving;

/** What somebody leaves the vault with: the kinds of {@code IVault.hasLeft}. */
enum VaultKey {
  /** By account number. */
  ACCOUNT,
  /** By number of the inbox message that brought the money. */
  MESSAGE,
  /** By agreement. */
  FEE_POT,
  /** By court and place. */
  STAKE;

  /** The kind's number on L1. */
  int number() {
    return ordinal() + 1;
  }
}
