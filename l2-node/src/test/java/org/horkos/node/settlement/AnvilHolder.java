package org.horkos.node.settlement;

/** A program that starts an anvil, says where it is, and waits to be killed. */
final class AnvilHolder {
  private AnvilHolder() {}

  public static void main(String[] args) throws InterruptedException {
    Anvil anvil = Anvil.start();
    System.out.println(anvil.url());
    System.out.println(anvil.home());
    Thread.sleep(120_000);
  }
}
