package org.horkos.node.sequencing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;

/**
 * The sequencer as a process of its own that a test can kill. Says each account's nonce and READY,
 * then reads transactions in hexadecimal, one a line, and says ACK and the hash once it has an
 * answer from the sequencer.
 */
public final class SequencerProcess {
  private SequencerProcess() {}

  /** Takes the path of the H2 database. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Storage storage = Storage.open(StorageConfig.file(Path.of(arguments[0])), Town.ID);
    Sequencer sequencer =
        Town.sequencer(storage, new SequencerSettings(Duration.ofMillis(2), 10_000));
    sequencer.start();
    if (storage.resumePoint().isEmpty()) {
      sequencer.onL1Head(Town.deposits());
    }
    while (sequencer.health().inboxCount() < Town.PEOPLE) {
      Thread.onSpinWait();
    }
    var state = StoredState.load(storage);
    for (int id = 1; id <= Town.PEOPLE; id++) {
      out.println("NONCE " + id + " " + state.account(id).orElseThrow().nonce());
    }
    out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      sequencer
          .submit(HexFormat.of().parseHex(line))
          .thenAccept(
              receipt ->
                  out.println(
                      (receipt.included() && receipt.applied()
                              ? "ACK "
                              : "NO " + receipt.refusal() + " ")
                          + receipt.transaction()));
    }
    sequencer.close();
    storage.close();
  }
}
