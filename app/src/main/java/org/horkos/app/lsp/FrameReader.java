package org.horkos.app.lsp;

import com.google.gson.JsonParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages, each behind its {@code Content-Length}. What lsp4j's own reader would take
 * without a bound has one here, and a message that is none is passed over: a broken client costs
 * neither memory nor the session.
 */
final class FrameReader implements MessageProducer {
  /** The longest message that is read, in bytes: a text of the longest kind fits many times. */
  static final int LONGEST_MESSAGE = 1 << 24;

  private static final int LONGEST_HEADER = 1 << 12;
  private static final String LENGTH = "content-length:";
  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

  private final InputStream input;
  private final MessageJsonHandler json;
  private final MessageIssueHandler issues;

  FrameReader(InputStream input, MessageJsonHandler json, MessageIssueHandler issues) {
    this.input = input;
    this.json = json;
    this.issues = issues;
  }

  /** Returns when the input ends. */
  @Override
  public void listen(MessageConsumer consumer) {
    try {
      boolean more = true;
      while (more) {
        more = readMessage(consumer);
      }
    } catch (IOException closed) {
      LOG.info("the input has ended: {}", closed.getMessage());
    }
  }

  /** One message; false at the end of the input. */
  private boolean readMessage(MessageConsumer consumer) throws IOException {
    long length = -1;
    while (true) {
      String line = readLine();
      if (line == null) {
        return false;
      }
      if (line.isEmpty()) {
        break;
      }
      OptionalLong stated = length(line);
      length = stated.isPresent() ? stated.getAsLong() : length;
    }
    if (length < 0) {
      LOG.warn("a message without a length is passed over");
      return true;
    }
    if (length > LONGEST_MESSAGE) {
      LOG.warn("a message of {} bytes is passed over", length);
      input.skipNBytes(length);
      return true;
    }
    byte[] body = input.readNBytes((int) length);
    if (body.length < length) {
      return false;
    }
    take(new String(body, StandardCharsets.UTF_8), consumer);
    return true;
  }

  private void take(String body, MessageConsumer consumer) {
    try {
      Message message = json.parseMessage(body);
      if (message != null) {
        consumer.consume(message);
      }
    } catch (MessageIssueException wrong) {
      issues.handle(wrong.getRpcMessage(), List.copyOf(wrong.getIssues()));
    } catch (JsonParseException noJson) {
      LOG.warn("a message that is no JSON is passed over: {}", noJson.getMessage());
    } catch (RuntimeException refused) {
      LOG.warn("a message could not be handled", refused);
    }
  }

  /** A header's line without its end; null at the end of the input. */
  private @org.jspecify.annotations.Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = input.read();
      if (next < 0) {
        return null;
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.US_ASCII).strip();
      }
      if (line.size() < LONGEST_HEADER) {
        line.write(next);
      }
    }
  }

  private static OptionalLong length(String header) {
    String lower = header.toLowerCase(Locale.ROOT);
    String digits = lower.startsWith(LENGTH) ? lower.substring(LENGTH.length()).strip() : "";
    return digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
