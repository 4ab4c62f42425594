package org.horkos.node.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire between a node and L1, which a test can cut, mend, lay to another L1, or let lose
 * answers: the request then reaches L1, but what L1 says does not come back.
 */
public final class L1Wire implements AutoCloseable {
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile URI l1;
  private volatile boolean cut;
  private volatile String losing = "";
  private int losses;

  /** A wire to this L1. */
  public L1Wire(URI l1) throws IOException {
    this.l1 = l1;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The end that a node connects to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Nothing goes through any more. */
  public void cut() {
    cut = true;
    hangUp();
  }

  /** Everything goes through again. */
  public void mend() {
    cut = false;
  }

  /** Leads to another L1 from now on. */
  public void layTo(URI other) {
    l1 = other;
    hangUp();
  }

  /** The next answers to requests of this method are lost. */
  public synchronized void lose(String method, int answers) {
    losing = method;
    losses = answers;
  }

  /** How many answers are still to be lost. */
  public synchronized int toLose() {
    return losses;
  }

  private synchronized boolean loses(String request) {
    if (losses > 0 && request.contains(losing)) {
      losses--;
      return true;
    }
    return false;
  }

  private void hangUp() {
    open.forEach(L1Wire::close);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Thread.ofVirtual().start(() -> carry(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void carry(Socket near) {
    try (near;
        Socket far = new Socket(l1.getHost(), l1.getPort())) {
      open.add(near);
      open.add(far);
      if (cut) {
        return;
      }
      Call call = new Call();
      Thread back = Thread.ofVirtual().start(() -> answers(far, near, call));
      requests(near, far, call);
      back.join();
    } catch (IOException | InterruptedException ended) {
      // as a wire that is cut
    } finally {
      open.remove(near);
    }
  }

  /** What was asked last on one connection. */
  private static final class Call {
    private volatile boolean lost;
  }

  private void requests(Socket near, Socket far, Call call) throws IOException {
    InputStream in = near.getInputStream();
    OutputStream out = far.getOutputStream();
    byte[] bytes = new byte[65_536];
    for (int read = in.read(bytes); read >= 0 && !cut; read = in.read(bytes)) {
      if (loses(new String(bytes, 0, read, StandardCharsets.ISO_8859_1))) {
        call.lost = true;
      }
      out.write(bytes, 0, read);
    }
    far.shutdownOutput();
  }

  private void answers(Socket far, Socket near, Call call) {
    try (near;
        far) {
      InputStream in = far.getInputStream();
      OutputStream out = near.getOutputStream();
      byte[] bytes = new byte[65_536];
      for (int read = in.read(bytes); read >= 0 && !cut && !call.lost; read = in.read(bytes)) {
        out.write(bytes, 0, read);
      }
    } catch (IOException ended) {
      // as a wire that is cut
    } finally {
      open.remove(far);
    }
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException closed) {
      // that is what was wanted
    }
  }

  @Override
  public void close() {
    cut();
    close(door);
  }
}
